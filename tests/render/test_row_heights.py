"""Rows of a workbook are as high as their text, whatever program opens it."""

from __future__ import annotations

import pytest

from goldenthread.render.workbook import lines_needed


@pytest.mark.parametrize(
    ("values", "widths", "lines"),
    [
        (("short",), {0: 20}, 1),
        (("x" * 36,), {0: 20}, 2),  # 18 letters of 20 are counted on: words break early
        (("one\ntwo\nthree in three lines",), {0: 12}, 4),
        ((4, None, "y" * 30), {2: 12}, 3),
        (("z" * 10_000,), {0: 20}, 25),  # the highest row that Excel has
    ],
)
def test_lines_that_the_longest_cell_needs(values, widths, lines):
    assert lines_needed(values, widths) == lines
