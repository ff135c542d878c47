"""The look of every chart: one family, few lines, colours that mean one thing each.

The accent is "this school, now"; grey and open is "before" or "others"; rating colours mean
ratings and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import font_source_sans_pro
import matplotlib as mpl
from cycler import cycler
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import ScalarFormatter

from goldenthread.display.svg_metrics import FAMILY, learn

INK, SOFT, LINE, FAINT = "#1f2937", "#4b5563", "#d6dbe1", "#eef0f3"
ACCENT, ACCENT_WASH = "#1d4f8c", "#c6d3e4"
GREY = "#8b95a3"
DIVERGING = ("#b4531a", "#e3a877", "#e5e7eb", "#8fb1d6", "#1d4f8c")
WIDTH = 7.2  # inches: the column; on a page it is as wide as the text
SMALL, NORMAL, LARGE = 8.5, 9.5, 11.0  # points

STYLE: dict[str, Any] = {
    "font.family": [FAMILY],
    "font.size": NORMAL,
    "text.color": INK,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "axes.edgecolor": SOFT,
    "axes.linewidth": 0.8,
    "axes.labelcolor": SOFT,
    "axes.labelsize": SMALL,
    "axes.titlesize": NORMAL,
    "axes.titleweight": 600,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "axes.prop_cycle": cycler(color=[ACCENT, GREY, "#b4531a", "#8fb1d6", "#5b6b3a", "#7b5a8c"]),
    "grid.color": LINE,
    "grid.linewidth": 0.7,
    "xtick.color": SOFT,
    "xtick.labelsize": SMALL,
    "ytick.color": INK,
    "ytick.labelsize": NORMAL,
    "ytick.major.size": 0,
    "xtick.major.size": 3,
    "lines.solid_capstyle": "butt",
    "legend.frameon": False,
    "svg.fonttype": "none",
    "svg.hashsalt": "goldenthread",
}


def use_style() -> None:
    """Make the look the default, so that an analyst's own charts have it too."""
    _register_fonts()
    mpl.rcParams.update(STYLE)


@contextmanager
def styled() -> Iterator[None]:
    """A context in which charts are drawn and written with this look.

    As Matplotlib's own `rc_context`, which checks each setting and copies all of them each time.
    """
    _register_fonts()
    before = {name: mpl.rcParams._get(name) for name in STYLE}
    mpl.rcParams._update_raw(_checked())
    try:
        yield
    finally:
        mpl.rcParams._update_raw(before)


def warm_fonts() -> None:
    """Have the typeface at hand in this process and in those forked from it: registered, found,
    opened, and the commonest pairs of its letters measured. Draws nothing."""
    with styled():
        ScalarFormatter()  # every new axis has one, which looks for the typeface's file
        for weight in (400, 600):
            learn(FontProperties(weight=weight))


@cache
def _checked() -> dict[str, Any]:
    """The settings as Matplotlib keeps them."""
    kept = mpl.RcParams(STYLE)
    return {name: kept._get(name) for name in STYLE}


@cache
def _register_fonts() -> None:
    folder = Path(font_source_sans_pro.__file__).parent
    for weight in ("Regular", "Semibold"):
        for path in sorted(folder.rglob(f"SourceSansPro-{weight}.ttf")):
            font_manager.fontManager.addfont(path)
