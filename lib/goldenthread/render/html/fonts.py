"""Source Sans Pro inside the page: two weights, cut to the letters that reports use, as WOFF2."""

from __future__ import annotations

import base64
import functools
from io import BytesIO
from pathlib import Path

import font_source_sans_pro
from fontTools import subset
from fontTools.ttLib import TTFont

FONT_FILES = Path(font_source_sans_pro.__file__).parent / "files"
WEIGHTS = {400: "SourceSansPro-Regular.ttf", 600: "SourceSansPro-Semibold.ttf"}
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


@functools.cache
def font_faces() -> str:
    """The `@font-face` rules with the fonts in them; made once per process."""
    return "\n".join(
        '@font-face{font-family:"Source Sans Pro";font-style:normal;font-display:block;'
        f"font-weight:{weight};src:url(data:font/woff2;base64,{_cut(file)})"
        'format("woff2")}'
        for weight, file in WEIGHTS.items()
    )


def _cut(file: str) -> str:
    options = subset.Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "tnum", "lnum", "mark", "ccmp", "locl"]
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 13, 14]  # the licence stays in the font
    options.recalc_timestamp = False  # the same font gives the same bytes
    font = TTFont(FONT_FILES / file, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=_LETTERS)
    cutter.subset(font)
    buffer = BytesIO()
    subset.save_font(font, buffer, options)
    return base64.b64encode(buffer.getvalue()).decode("ascii")
