"""`python -m goldenthread.render.html.cut_fonts`: cut the fonts of the page to the letters that
reports use, and write them beside this file, from where every page takes them.

Cutting takes a second and a half; a run would do it each time for the same bytes.
"""

from __future__ import annotations

from io import BytesIO

from fontTools import subset
from fontTools.ttLib import TTFont

from goldenthread.render.html.fonts import FONT_FILES, WEIGHTS, cut_file

# Western European letters, Welsh ones and the commonest of Polish and Czech, and the signs that
# reports use: dashes, quotes, bullets, arrows, fractions, ticks, minus. Others: the system.
_LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *map(ord, "ĆćČčĘęĚěŁłŃńŐőŒœŚśŠšŴŵŶŷŹźŻżŽž"),
    *(0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E),
    *(0x2020, 0x2022, 0x2026, 0x2030, 0x2032, 0x2033, 0x2044, 0x20AC, 0x2122),
    *(0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x2713),
    *(0x25B2, 0x25BC, 0x25C6, 0x25CB, 0x25CF),
)


def cut(file: str) -> bytes:
    """One font as WOFF2: the same font gives the same bytes."""
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "tnum", "lnum", "mark", "ccmp", "locl"]
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 13, 14]  # the licence stays in the font
    options.recalc_timestamp = False
    font = TTFont(FONT_FILES / file, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=_LETTERS)
    cutter.subset(font)
    buffer = BytesIO()
    subset.save_font(font, buffer, options)
    return buffer.getvalue()


if __name__ == "__main__":
    for weight, file in WEIGHTS.items():
        cut_file(weight).write_bytes(cut(file))
