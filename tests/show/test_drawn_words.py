"""Words in charts: none cut off, none on another, and measured as Matplotlib measures them."""

from __future__ import annotations

import pytest
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from matplotlib.transforms import Bbox
from test_chart_objects import IDS, KINDS
from words_in_drawings import cut_off, overlapping, words_of

from goldenthread import charts
from goldenthread.charts.drawing import canvas, label
from goldenthread.charts.layout import ABOVE, SIDE, GridLayout
from goldenthread.charts.style import styled
from goldenthread.display.svg import draw
from goldenthread.display.svg_canvas import Canvas
from goldenthread.display.svg_metrics import Face, face

_TEXTS = (
    "National average (0)", "Aldersley High School", "AV To We, Ty", "Staff costs", "often",
    "England 2021/22: 48.8%", "−0.24", "+£1,268", "Ysgol Tŷ Hŵl", "A clear approach to …", "x",
)  # fmt: skip


@pytest.mark.parametrize(("name", "arguments"), [kind[:2] for kind in KINDS], ids=IDS)
def test_no_words_are_cut_off_and_none_stand_on_others(report, name, arguments):
    axes = getattr(charts, name)(report, *arguments)
    svg = report.shown[-1].svg
    assert words_of(svg)
    assert not cut_off(svg)
    assert not overlapping(svg)
    _fills_its_figure(axes.get_figure(root=True))


def _fills_its_figure(figure):
    """Around the axes is what their words need and a thin margin, no more."""
    with styled():
        renderer = Canvas(figure).get_renderer()
        reach = [axes.get_tightbbox(renderer, for_layout_only=True) for axes in figure.axes]
    whole, (width, height) = Bbox.union(reach), figure.bbox.size
    side, above = SIDE * figure.dpi, ABOVE * figure.dpi
    assert (whole.x0, width - whole.x1) == pytest.approx((side, side), abs=1)
    assert (whole.y0, height - whole.y1) == pytest.approx((above, above), abs=1)


def test_words_that_are_cut_off_or_overlap_are_found():
    def drawing(*texts):
        font = 'font-size="10px" font-family="Source Sans Pro"'
        inside = "".join(f"<text {font} {place}>{words}</text>" for words, place in texts)
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{inside}</svg>'

    with styled():
        assert cut_off(drawing(("left", 'x="-1" y="20"'), ("fits", 'x="1" y="20"'))) == ["left"]
        assert cut_off(drawing(("right", 'x="95" y="20"'))) == ["right"]
        assert cut_off(drawing(("ends", 'x="99" y="20" text-anchor="end"'))) == []
        assert cut_off(drawing(("low", 'x="9" y="50"'), ("high", 'x="9" y="5"'))) == ["low", "high"]
        assert cut_off(drawing(("upwards", 'transform="translate(9 30) rotate(-90)"'))) == [
            "upwards"
        ]
        assert overlapping(drawing(("one", 'x="9" y="20"'), ("two", 'x="12" y="24"'))) == [
            ("one", "two")
        ]
        assert overlapping(drawing(("one", 'x="9" y="20"'), ("two", 'x="9" y="30"'))) == []


@pytest.mark.parametrize("weight", [400, 600])
@pytest.mark.parametrize("text", _TEXTS)
def test_words_are_as_wide_as_matplotlib_measures_them(text, weight):
    with styled():
        properties = FontProperties(weight=weight, size=9.5)
        width, height, descent = text_to_path.get_text_width_height_descent(text, properties, False)
        found = face(properties).size(text)
    assert found == pytest.approx([part / 9.5 for part in (width, height - descent, descent)])


def test_a_width_does_not_depend_on_what_was_measured_before():
    with styled():
        known = face(FontProperties())
    fresh = Face(known.font, known.height, known.known)
    backwards = Face(known.font, known.height, known.known)
    first = [fresh.size(text) for text in _TEXTS]
    assert [backwards.size(text) for text in reversed(_TEXTS)] == first[::-1]
    assert [fresh.size(text) for text in _TEXTS] == first


def test_other_typefaces_and_scripts_are_left_to_matplotlib():
    with styled():
        assert face(FontProperties(family="DejaVu Sans")) is None
        assert face(FontProperties(style="italic")) is None
        assert face(FontProperties()).size("■") is None
        assert face(FontProperties()).size("Київ") is None


def test_a_figure_that_is_no_plain_grid_is_laid_out_too():
    with styled():
        figure = Figure(figsize=(4, 2), layout=GridLayout())
        axes = figure.subplots()
        axes.set_ylabel("Upwards")
        figure.suptitle("A title of the whole figure")
        svg = draw(figure, "own")
    assert {"Upwards", "A title of the whole figure"} <= {words.text for words in words_of(svg)}
    assert not cut_off(svg)
    assert not overlapping(svg)


def test_a_label_at_the_edge_gets_room_on_its_side():
    with canvas(2) as axes:
        axes.set(xlim=(0, 1), ylim=(0, 1))
        label(axes, 1, 0.5, "A long label at the right edge", ha="left")
        svg = draw(axes.figure, "edge")
    assert not cut_off(svg)
    assert axes.get_position().x1 < 0.85


def test_a_drawing_that_fails_leaves_matplotlib_as_it_was(monkeypatch):
    before = Text._get_layout, Text.get_window_extent, Axis._update_ticks
    with canvas(1) as axes:
        monkeypatch.setattr(axes, "draw", None)
        with pytest.raises(TypeError):
            draw(axes.figure, "broken")
    assert (Text._get_layout, Text.get_window_extent, Axis._update_ticks) == before
    assert isinstance(axes.xaxis.majorTicks, list)
