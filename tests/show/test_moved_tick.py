"""One tick that goes from place to place draws what a tick for each place draws."""

from __future__ import annotations

from dataclasses import replace

import pytest
from matplotlib.axis import Axis
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import AutoMinorLocator, MaxNLocator

from goldenthread.charts.drawing import canvas
from goldenthread.charts.style import warm_fonts
from goldenthread.charts.ticks import set_ticks
from goldenthread.display.svg import draw
from goldenthread.display.svg_metrics import FAMILY, face


def fixed(axes):
    set_ticks(axes.yaxis, range(4), ["one", "two\nlines", "", "four"])
    set_ticks(axes.xaxis, [0, 2, 5])
    axes.tick_params(axis="y", length=0, pad=6)


def found(axes):
    axes.xaxis.set_major_locator(MaxNLocator(nbins=5))
    axes.grid(axis="y")
    axes.set(xlabel="below", ylabel="beside", title="above", xlim=(-3, 7.5), ylim=(4, 0))


def on_top(axes):
    set_ticks(axes.xaxis, range(3), ["a", "b", "c"])
    axes.xaxis.tick_top()
    set_ticks(axes.yaxis, [])


def several(axes):
    axes.set_xticks(range(3), ["a", "b", "c"])
    axes.get_xticklabels()[1].set_color("#ff0000")
    axes.yaxis.set_minor_locator(AutoMinorLocator())


@pytest.mark.parametrize("look", [fixed, found, on_top, several])
def test_the_drawing_is_the_same_as_with_a_tick_for_each_place(look, monkeypatch):
    drawings = []
    for moved in (True, False):
        with canvas(2) as axes:
            axes.plot([0, 5], [0, 3])
            look(axes)
            if not moved:
                monkeypatch.setattr("goldenthread.display.svg_canvas.stops", lambda axis: None)
            drawings.append(draw(axes.get_figure(), "chart"))
    assert drawings[0] == drawings[1]
    assert drawings[0].count("<text") >= 3


def test_only_ticks_that_are_alike_are_one():
    told = dict(vars(Axis))
    with canvas(2) as axes:
        on_top(axes)
        draw(axes.get_figure(), "chart")
        assert len(vars(axes.xaxis)["majorTicks"]) == 1
        assert "majorTicks" not in vars(axes.yaxis)
    assert "minorTicks" not in vars(axes.xaxis)
    assert dict(vars(Axis)) == told
    assert [label.get_text() for label in axes.get_xticklabels()] == ["a", "b", "c"]
    axes.get_xticklabels()[2].set_color("#ff0000")
    assert "#ff0000" in draw(axes.get_figure(), "chart")


def test_what_is_measured_before_any_word_is_what_the_words_measure():
    warm_fonts()
    for weight in (400, 600):
        known = face(FontProperties(family=[FAMILY], weight=weight))
        fresh = replace(known, pairs={}, joined={}, letters={})
        assert len(known.pairs) > 1500
        for words in ("Fifty often left, 12.5%", "Moreton Academy 2021/22", "officially", "AVA To"):
            assert known.size(words) == fresh.size(words)
