"""A suppressed cell never enters a sum, and a pupil of average progress moves no other's."""

from __future__ import annotations

import math
import shutil
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.agreement import load_named
from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import load_drop
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.ks4_progress import pupil_scores
from goldenthread.measures.ks4_tables import SLOTS, ProgressYear, progress_years
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, compute_all
from goldenthread.project import Project
from goldenthread.sources.drop_tables import read_drop
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
DROP = ROOT / "data" / "demo" / "2022-summer"
SUPPRESSED = ("c", "x", "SUPP", "z", "*")
POSTS, STAFF = "Posts and vacancies.xlsx", "Staff list with leavers.xlsx"
ACCOUNTS = "Management accounts 2021-22.xlsx"


def measured(folder: Path, names: tuple[str, ...]) -> dict[tuple[str, ...], Measurement]:
    project, drop = Project.around(DROP), load_drop(folder)
    trust = load_named(project.params / "trusts", drop.trust, Trust, "trust")
    benchmarks = Benchmarks(project.params / "benchmarks")
    tables = read_drop(project, trust, drop, folder).tables
    register = {name: all_measures()[name] for name in names}
    found = compute_all(Context(project, trust, drop, tables, benchmarks), register)
    return {(m.measure, m.entity, m.group): m for m in found}


def only(folder: Path, name: str) -> Path:
    folder.mkdir()
    for file in ("drop.yml", name):
        shutil.copy(DROP / file, folder / file)
    return folder / name


@pytest.mark.parametrize(
    ("name", "head", "names"),
    [
        (POSTS, "Filled FTE", ("vacancy_rate", "office_posts_filled")),
        (STAFF, "FTE", ("retention", "turnover", "stability", "left_state_schools")),
        (ACCOUNTS, "Actual YTD", ("in_year_balance", "staff_cost_share", "spent_to_date")),
    ],
)
def test_a_suppressed_cell_is_as_if_its_row_were_not_there(tmp_path, name, head, names):
    """In ten rows: marked in one copy, taken out of the other; a third stays as it was."""
    found = []
    for number, way in enumerate(("marked", "taken out", "untouched")):
        path = only(tmp_path / str(number), name)
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        header = next(r for r in range(1, 20) if head in [c.value for c in sheet[r]])
        column = [c.value for c in sheet[header]].index(head) + 1
        rows = [
            row
            for row in range(header + 1, sheet.max_row + 1)
            if isinstance(sheet.cell(row, column).value, int | float)
            and sheet.cell(row, column).value
            and "otal" not in str([c.value for c in sheet[row]])
            and "Surplus" not in str([c.value for c in sheet[row]])
        ]
        for place, row in enumerate(rows[2 :: max(1, len(rows) // 10)]):
            if way == "marked":
                sheet.cell(row, column).value = SUPPRESSED[place % len(SUPPRESSED)]
            elif way == "taken out":
                for cell in sheet[row]:
                    cell.value = None
        book.save(path)
        found.append(measured(path.parent, names))
    marked, without, untouched = found

    def figures(some):
        return {k: (m.value, m.numerator, m.denominator) for k, m in some.items()}

    assert figures(marked) == figures(without)
    assert figures(marked) != figures(untouched), "the rows matter"


@pytest.fixture(scope="module")
def tables() -> ProgressYear:
    return progress_years(ROOT / "params" / "benchmarks")["2021/22"]


pupils = st.lists(
    st.tuples(st.integers(160, 240).map(lambda n: n / 2), st.floats(0, 90)), min_size=1, max_size=15
)


@settings(max_examples=40, deadline=None)
@given(pupils, st.integers(160, 240).map(lambda n: n / 2), st.data())
def test_a_pupil_of_average_progress_moves_nothing_but_the_number_of_pupils(
    tables, pupils, average, data
):
    """Their own score is nothing: the sum and all others' scores stay; the mean nears nothing."""

    def frame(rows):
        plain = dict.fromkeys(SLOTS, 0.0)
        return pd.DataFrame([plain | {"ks2": ks2, "attainment_8": score} for ks2, score in rows])

    estimate = tables.group(average).estimate("attainment_8")
    place = data.draw(st.integers(0, len(pupils)))
    more = [*pupils[:place], (average, estimate), *pupils[place:]]
    before = pupil_scores(tables, frame(pupils))["progress_attainment_8"].tolist()
    after = pupil_scores(tables, frame(more))["progress_attainment_8"].tolist()
    assert after.pop(place) == 0
    assert after == before
    old, new = math.fsum(before) / len(before), math.fsum([*after, 0.0]) / len(more)
    assert math.fsum(before) == math.fsum(after)
    assert abs(new) <= abs(old)
    assert new == pytest.approx(old * len(pupils) / len(more), abs=1e-12)
