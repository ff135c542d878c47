"""Source Sans Pro inside the page: two weights, cut to the letters that reports use, as WOFF2.

`cut_fonts` makes the two files that lie beside this one.
"""

from __future__ import annotations

import base64
import functools
from pathlib import Path

import font_source_sans_pro

FONT_FILES = Path(font_source_sans_pro.__file__).parent / "files"
WEIGHTS = {400: "SourceSansPro-Regular.ttf", 600: "SourceSansPro-Semibold.ttf"}


@functools.cache
def font_faces() -> str:
    """The `@font-face` rules with the fonts in them; made once per process."""
    return "\n".join(
        '@font-face{font-family:"Source Sans Pro";font-style:normal;font-display:block;'
        f"font-weight:{weight};src:url(data:font/woff2;base64,{_inside(weight)})"
        'format("woff2")}'
        for weight in WEIGHTS
    )


def cut_file(weight: int) -> Path:
    """Where the font of that weight lies, cut."""
    return Path(__file__).parent / f"source-sans-pro-{weight}.woff2"


def _inside(weight: int) -> str:
    return base64.b64encode(cut_file(weight).read_bytes()).decode("ascii")
