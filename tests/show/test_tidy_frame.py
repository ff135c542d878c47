"""The frame behind a table, made at once, is the frames of its measures put together."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from goldenthread.report.glossary import glossary
from goldenthread.report.tidy import tidy

TOGETHER = [
    ["attainment_8"],
    ["progress_8", "retention"],  # one with intervals, one without
    ["overall_absence", "curriculum_cell", "progress_8"],
    ["progress_8", "nothing_of_that_name"],
    [],
]


@pytest.mark.parametrize("names", TOGETHER, ids=lambda names: "-".join(names) or "none")
def test_several_measures_are_as_their_frames_put_together(report, names):
    view = report.view
    frames = [view.measurements.frame(name) for name in names or [""]]
    expected = pd.concat(frames, ignore_index=True)
    expected.insert(1, "name", [view.name(entity) for entity in expected["entity"]])
    pd.testing.assert_frame_equal(tidy(view, names), expected, check_exact=True)


def test_a_table_of_no_measure_reads_no_figure(report):
    """Else its report would rest on every figure, and be made again with each."""
    nothing_to_read = SimpleNamespace(measurements=None, name=report.view.name)

    frame = tidy(nothing_to_read, [])

    assert frame.empty
    assert list(frame) == list(tidy(report.view, ["attainment_8"]))


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("What is left", False),  # an abbreviation is found as it is written
        ("The FT pay scale", True),
        ("FTE, but then FT.", True),
        ("_FT", False),
        ("FT", True),
    ],
)
def test_a_term_is_a_word_of_its_own(text, used):
    assert bool(glossary({"FT": "Full time"}, [text])) is used


def test_a_term_in_words_is_found_in_any_case():
    (_, terms) = glossary({}, ["the PERSISTENT absence of some; osted’s", "ofsteds"])
    assert [term for term, _ in terms.pairs] == ["Persistent absence"]
