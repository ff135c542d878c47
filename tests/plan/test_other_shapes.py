"""A plan of another shape than the Amethyst plan loads and is judged without a change to the code.

It has aims for objectives, a clock that runs from the day a school joined, indicators counted over
schools, a maturity scale, categories A to E and an indicator that the board has paused.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from goldenthread.benchmarks import Benchmarks
from goldenthread.declaration import load
from goldenthread.drop import Drop
from goldenthread.judgement.judge import judge
from goldenthread.judgement.judgement import Judgement
from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import TRUST, Measurement, Measurements, State
from goldenthread.measures.registry import Measure
from goldenthread.plan import Plan
from goldenthread.trust import Trust

HERE = Path(__file__).parent / "fixtures" / "good"
PLAN, OWN_TRUST = load(HERE / "plan.yml", Plan), load(HERE / "trust.yml", Trust)
HOLLYBANK, ASHFIELD, ELMTREE, BIRCHWOOD = (school.urn for school in OWN_TRUST.schools)
YEAR = "2021/22"
DROP = Drop(
    drop="2022-summer",
    title="Summer 2022",
    trust="hollybank",
    plan="hollybank-2021",
    year=YEAR,
    term="summer",
    as_of=dt.date(2022, 6, 30),
)
REGISTER = {
    m.id: m
    for m in (
        Measure(
            "first_choice", "First choices of places", "percent", 0, "higher", "things", "", "", ()
        ),
        Measure(
            "development_programmes", "Programmes", "percent", 0, "higher", "things", "", "", ()
        ),
        Measure(
            "reading_progress", "Progress in reading", "score", 1, "higher", "pupils", "", "", ()
        ),
        Measure(
            "attendance_gap",
            "Attendance gap",
            "percentage points",
            1,
            "lower",
            "pupils",
            "",
            "",
            (),
        ),
        Measure("recorded_judgement", "Judgement", "level", 0, "neither", "things", "", "", ()),
    )
}


def recorded(criterion: str, entity: str, step: str) -> Measurement:
    details = (("Judgement", step), ("Judged by", "Chief executive"), ("Date", "3 May 2022"))
    return Measurement("recorded_judgement", entity, YEAR, group=criterion, details=details)


def not_measurable(measure: str, entity: str, why: str) -> Measurement:
    return Measurement(measure, entity, YEAR, state=State.NOT_MEASURABLE, note=why)


FIGURES = (
    Measurement("first_choice", HOLLYBANK, YEAR, 112.0),
    Measurement("first_choice", ASHFIELD, YEAR, 96.0),
    Measurement("first_choice", ELMTREE, YEAR, 60.0),
    Measurement("first_choice", BIRCHWOOD, YEAR, 140.0),
    Measurement("development_programmes", HOLLYBANK, YEAR, 100.0),
    Measurement("development_programmes", ASHFIELD, YEAR, 85.0),
    Measurement("development_programmes", ELMTREE, YEAR, 40.0),
    Measurement("development_programmes", BIRCHWOOD, YEAR, 0.0),
    Measurement("development_programmes", TRUST, YEAR, 80.0),
    Measurement("reading_progress", HOLLYBANK, YEAR, 0.5, n=60),
    Measurement("reading_progress", ASHFIELD, YEAR, -0.2, n=28),
    not_measurable("reading_progress", ELMTREE, "a secondary school has no key stage 2 tests"),
    not_measurable("reading_progress", BIRCHWOOD, "an infant school has no key stage 2 tests"),
    Measurement("attendance_gap", HOLLYBANK, YEAR, 1.4, n=60),
    Measurement("attendance_gap", ASHFIELD, YEAR, 2.6, n=28),
    Measurement("attendance_gap", ELMTREE, YEAR, 4.0, n=180),
    Measurement("attendance_gap", BIRCHWOOD, YEAR, 2.0, n=40),
    Measurement("attendance_gap", TRUST, YEAR, 2.9, n=308),
    recorded("HB-M1", TRUST, "Embedding"),
    recorded("HB-CAT", HOLLYBANK, "A"),
    recorded("HB-CAT", ASHFIELD, "Improve to good"),
    recorded("HB-CAT", ELMTREE, "D"),
)


@pytest.fixture(scope="module")
def judgements(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Judgement]:
    benchmarks = Benchmarks(tmp_path_factory.mktemp("benchmarks"))
    judged = judge(PLAN, OWN_TRUST, DROP, Measurements(FIGURES), benchmarks, None, REGISTER)
    return {(j.criterion, j.entity): j for j in judged}


@pytest.mark.parametrize(
    ("criterion", "entity", "rating"),
    [
        ("HB-Q1", HOLLYBANK, Rating.GREEN),
        ("HB-Q1", ASHFIELD, Rating.AMBER),
        ("HB-Q1", ELMTREE, Rating.NOT_YET_DUE),
        ("HB-Q1", BIRCHWOOD, Rating.NOT_YET_DUE),
        ("HB-Q1", TRUST, Rating.AMBER),
        ("HB-Q2", HOLLYBANK, Rating.GREEN),
        ("HB-Q2", ASHFIELD, Rating.AMBER),
        ("HB-Q2", ELMTREE, Rating.RED),
        ("HB-Q2", BIRCHWOOD, Rating.NOT_YET_DUE),
        ("HB-K1", TRUST, Rating.GREEN),
        ("HB-K2", TRUST, Rating.RED),
        ("HB-K3", HOLLYBANK, Rating.GREEN),
        ("HB-K3", ASHFIELD, Rating.AMBER),
        ("HB-K3", ELMTREE, Rating.RED),
        ("HB-K3", TRUST, Rating.AMBER),
        ("HB-K4", HOLLYBANK, Rating.PAUSED),
        ("HB-K4", TRUST, Rating.PAUSED),
        ("HB-K5", TRUST, Rating.GREEN),
        ("HB-M1", TRUST, Rating.GREEN),
        ("HB-CAT", HOLLYBANK, Rating.GREEN),
        ("HB-CAT", ASHFIELD, Rating.AMBER),
        ("HB-CAT", ELMTREE, Rating.RED),
        ("HB-CAT", BIRCHWOOD, Rating.AWAITING_JUDGEMENT),
    ],
)
def test_each_kind_of_rule_is_judged(
    judgements: dict[tuple[str, str], Judgement], criterion: str, entity: str, rating: Rating
) -> None:
    judged = judgements[criterion, entity]
    assert judged.rating is rating
    assert judged.reason.endswith(".")


def test_the_clock_runs_from_the_day_a_school_joined(
    judgements: dict[tuple[str, str], Judgement],
) -> None:
    due = [judgements["HB-Q1", urn].due for urn in (HOLLYBANK, ASHFIELD, ELMTREE, BIRCHWOOD)]
    assert [str(day) for day in due] == ["2018-09-01", "2021-01-01", "2022-11-30", "2024-04-01"]
    reason = judgements["HB-Q1", ELMTREE].reason
    assert "30 November 2022" in reason
    assert "joined the trust" in reason


def test_half_or_more_and_more_than_half_are_two_rules(
    judgements: dict[tuple[str, str], Judgement],
) -> None:
    assert "one of two schools" in judgements["HB-K1", TRUST].reason.lower()
    assert "half or more" in judgements["HB-K1", TRUST].reason
    assert "more than half" in judgements["HB-K2", TRUST].reason


def test_a_pause_is_told_with_the_words_of_the_plan(
    judgements: dict[tuple[str, str], Judgement],
) -> None:
    reason = judgements["HB-K4", TRUST].reason
    assert reason.startswith("Paused by the board on 12 January 2022")


def test_a_recorded_step_is_named_with_who_judged_it_and_when(
    judgements: dict[tuple[str, str], Judgement],
) -> None:
    maturity = judgements["HB-M1", TRUST]
    assert maturity.level == "Embedding"
    assert "3 May 2022" in maturity.reason
    assert "chief executive" in maturity.reason.lower()
    assert "D (Repair)" in judgements["HB-CAT", ELMTREE].reason


def test_a_category_is_judged_for_schools_only(
    judgements: dict[tuple[str, str], Judgement],
) -> None:
    assert ("HB-CAT", TRUST) not in judgements
    assert ("HB-M1", HOLLYBANK) not in judgements


def test_sections_are_called_what_the_plan_calls_them() -> None:
    assert PLAN.section_word == "Aim"
    assert [section.success_heading for section in PLAN.objectives] == [
        "Promises",
        "Key performance indicators",
        "Characteristics",
    ]
    assert PLAN.objective("b").id == "outcomes"
    assert PLAN.criterion("kpi 2").id == "HB-K2"
