"""The MLP development plan: its words, its rows, its mixed trust, and what the demo makes of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from goldenthread.declaration import load
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.judgement import ActionState, Judgement
from goldenthread.judgement.rating import Rating
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import TRUST, Measurements
from goldenthread.pipeline import judge_drop
from goldenthread.plan import Plan
from goldenthread.rules import ShareOfSchools, inner_tests
from goldenthread.stages import phases_of
from goldenthread.view import View

ROOT = Path(__file__).parents[2]
PLAN = load(ROOT / "params" / "plans" / "mlp-2019-2022.yml", Plan)
DEMO = ROOT / "data" / "demo" / "mlp"
DOCUMENTS = sorted((ROOT.parent / "shared" / "seeds").glob("003_*.txt"))
MARLPIT, LARKSPUR, PARKFOLD, MOSSWOOD, LONGMEADOW, PIKEHILL = (
    *("990301", "990302", "990303", "990304", "990305", "990306"),
)
SECONDARIES, PRIMARIES = (MARLPIT, LARKSPUR), (PARKFOLD, MOSSWOOD, LONGMEADOW, PIKEHILL)
SCHOOLS = (*SECONDARIES, *PRIMARIES)
# Of the document: its heading, its preamble, the heads of its table.
NOT_OURS = (
    "TRUST DEVELOPMENT PLAN Our aim is to create a strong platform which provides: recognised "
    "outstanding education for our students; financial security for all schools within the Trust "
    "and the right systems and people to deliver sustainable growth for the Trust over the next 3 "
    "years 2019-2022. КРІ ACTIONS SUCCESS CRITERIA"
)


@pytest.fixture(scope="module")
def summer() -> JudgedDrop:
    """The second drop of the demo, with the first before it."""
    return judge_drop(DEMO / "2022-summer")


@pytest.fixture(scope="module")
def spring(summer: JudgedDrop) -> JudgedDrop:
    assert summer.previous is not None
    return summer.previous


def of(judged: JudgedDrop, criterion: str, entity: str = TRUST) -> Judgement:
    found = [j for j in judged.judgements if (j.criterion, j.entity) == (criterion, entity)]
    assert len(found) == 1, (criterion, entity)
    return found[0]


def words(text: str) -> str:
    """On one line, without the marks of headings and lists."""
    plain = re.sub(r"(?m)^- |\*\*", "", text.replace("’", "'"))
    return " ".join(plain.split())


@pytest.fixture(scope="module")
def document() -> str:
    if not DOCUMENTS:
        pytest.skip("the plan's document is not beside the project")
    return words(DOCUMENTS[0].read_text(encoding="utf-8"))


def texts() -> Iterator[str]:
    """What the plan takes from the document. Words that pause a row stand as an action too."""
    for section in PLAN.objectives:
        yield section.title
        for criterion in section.criteria:
            yield criterion.text
            yield criterion.paused
        yield from (action.action for action in section.actions)


def test_every_text_is_printed_in_the_document(document: str) -> None:
    assert [text for text in texts() if words(text) not in document] == []


def test_nothing_of_the_document_is_left_out(document: str) -> None:
    left = document
    for text in sorted({words(text) for text in texts() if text}, key=len, reverse=True):
        left = left.replace(text, "|")
    for line in (NOT_OURS, *re.findall(r"\b[1-5]\.[1-4]\b", left)):
        left = left.replace(words(line), "|")
    found = {rest.strip() for rest in left.split("|")} - {""}
    assert found <= {str(aim) for aim in range(1, 6)}, "only the numbers of the aims are left"


def test_the_rows_of_the_document() -> None:
    assert [section.number for section in PLAN.objectives] == ["1", "2", "3", "4", "5"]
    kinds = {s.number: Counter(c.kind for c in s.criteria) for s in PLAN.objectives}
    assert {n: found["KPI"] for n, found in kinds.items()} == {
        **{"1": 4, "2": 4, "3": 3, "4": 4, "5": 3}
    }
    assert {n: found["Success criterion"] for n, found in kinds.items()} == {
        **{"1": 5, "2": 4, "3": 3, "4": 6, "5": 3}
    }
    assert sum(kinds.values(), Counter()) == {"KPI": 18, "Success criterion": 21, "Aim": 1}
    assert [len(section.actions) for section in PLAN.objectives] == [8, 8, 6, 7, 3]


def test_what_the_document_links_and_what_it_does_not() -> None:
    assert all("links" in section.link_note for section in PLAN.objectives)
    linked = {a.id: a.criteria for a in PLAN.actions if a.criteria}
    assert [name for name in linked if name.startswith(("ML-2", "ML-3", "ML-4"))] == []
    kpis = {c.id for c in PLAN.criteria if c.kind == "KPI"}
    assert {name for names in linked.values() for name in names} <= kpis


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("Regular programmes of link visits are", "breaks off"),
        ("Steps to improve clarity planned by Heads.", "two fragments"),
        ("See Marketing development plan.", ""),
    ],
)
def test_texts_that_are_cut_off_stand_as_printed(text: str, remark: str) -> None:
    action = next(action for action in PLAN.actions if action.action == text)
    assert remark in action.remark


def test_every_row_is_decided_by_a_measure_and_a_rule() -> None:
    assert [c.id for c in PLAN.criteria if not c.tests] == []
    every = [t for c in PLAN.criteria for test in c.tests for t in (test, *inner_tests(test))]
    assert [t for t in every if not isinstance(t, ShareOfSchools) and not t.measure] == []


LETTERS = {
    "G": Rating.GREEN,
    "A": Rating.AMBER,
    "R": Rating.RED,
    "due": Rating.NOT_YET_DUE,
    "paused": Rating.PAUSED,
    ".": None,  # judged for the trust alone
}
# By criterion: Marlpit, Larkspur, Parkfold, Mosswood, Longmeadow, Pikehill, the trust.
SPRING = """
ML-1.1   due due due due due due due
ML-1.2   A R G A A R A
ML-1.3   G A G G G R A
ML-1.4   A A G G A R A
ML-1.SCa due due due due due due due
ML-1.SCb . . . . . . A
ML-1.SCc G A G G G A A
ML-1.SCd . . . . . . A
ML-1.SCe G G G A G R A
ML-2.1   A R A A A R R
ML-2.2   G R G G G R A
ML-2.3   G A G G G A G
ML-2.4   . . . . . . R
ML-2.SCa A R G A A R A
ML-2.SCb . . . . . . A
ML-2.SCc . . . . . . R
ML-2.SCd . . . . . . A
ML-3     G G G G G R A
ML-3.1   G A G G G R A
ML-3.2   . . . . . . A
ML-3.3   . . . . . . A
ML-3.SCa G R G G G R A
ML-3.SCb . . . . . . A
ML-3.SCc G R G G G R R
ML-4.1   . . . . . . R
ML-4.2   G R G G A A A
ML-4.3   . . . . . . R
ML-4.4   R R G G G G A
ML-4.SCa . . . . . . G
ML-4.SCb G G G A R R A
ML-4.SCc due due due due due due due
ML-4.SCd G A G G A R A
ML-4.SCe . . . . . . R
ML-4.SCf G G R G G R A
ML-5.1   . . . . . . A
ML-5.2   . . . . . . paused
ML-5.3   . . . . . . G
ML-5.SCa . . . . . . A
ML-5.SCb . . . . . . A
ML-5.SCc . . . . . . R
"""
SUMMER = """
ML-1.1   G A A A A R R
ML-1.2   G A G G G R A
ML-1.3   G A G G G A A
ML-1.4   G G G G G G G
ML-1.SCa G A G G A R A
ML-1.SCb . . . . . . A
ML-1.SCc G A G G G A A
ML-1.SCd . . . . . . A
ML-1.SCe G G G A G R A
ML-2.1   A R A A A R A
ML-2.2   G G G G G G G
ML-2.3   G G G G G A G
ML-2.4   . . . . . . A
ML-2.SCa A R A A A R R
ML-2.SCb . . . . . . A
ML-2.SCc . . . . . . G
ML-2.SCd . . . . . . A
ML-3     G G G G G R A
ML-3.1   G G G G G A A
ML-3.2   . . . . . . A
ML-3.3   . . . . . . G
ML-3.SCa G G G G G A A
ML-3.SCb . . . . . . A
ML-3.SCc G R G G G R A
ML-4.1   . . . . . . A
ML-4.2   G R G G A A A
ML-4.3   . . . . . . A
ML-4.4   A R G G G G A
ML-4.SCa . . . . . . G
ML-4.SCb G G G G R G A
ML-4.SCc G R G G G G A
ML-4.SCd G G G G A R A
ML-4.SCe . . . . . . R
ML-4.SCf G G G G G G G
ML-5.1   . . . . . . G
ML-5.2   . . . . . . paused
ML-5.3   . . . . . . G
ML-5.SCa . . . . . . A
ML-5.SCb . . . . . . A
ML-5.SCc . . . . . . G
"""


@pytest.mark.parametrize(("drop", "table"), [("spring", SPRING), ("summer", SUMMER)])
def test_every_row_has_its_state_in_the_demo(
    drop: str, table: str, spring: JudgedDrop, summer: JudgedDrop
) -> None:
    judged = {"spring": spring, "summer": summer}[drop]
    expected = {line.split()[0]: line.split()[1:] for line in table.strip().splitlines()}
    places = (*SCHOOLS, TRUST)
    letters = {rating: letter for letter, rating in LETTERS.items()}
    ratings = {(j.criterion, j.entity): j.rating for j in judged.judgements}
    found = {c.id: [letters[ratings.get((c.id, place))] for place in places] for c in PLAN.criteria}
    assert found == expected


def test_every_judgement_says_why(summer: JudgedDrop) -> None:
    assert [(j.criterion, j.entity) for j in summer.judgements if not j.reason.strip()] == []
    coloured = [j for j in summer.judgements if j.rating.is_colour]
    assert [(j.criterion, j.entity) for j in coloured if not j.rows] == []


def test_every_action_that_can_be_tracked_is(summer: JudgedDrop) -> None:
    assert [a.action for a in summer.actions if a.state is ActionState.NO_DATA] == []
    (resting,) = [a for a in summer.actions if a.state is ActionState.PAUSED]
    assert resting.action == "ML-5.A2", "the words that pause KPI 5.2 stand in place of an action"
    assert resting.sentence == PLAN.criterion("ML-5.2").paused


def test_the_plan_pauses_a_row_in_its_own_words(summer: JudgedDrop, document: str) -> None:
    paused = of(summer, "ML-5.2")
    assert paused.rating is Rating.PAUSED
    assert words(paused.reason) in document
    assert PLAN.criterion("ML-5.2").tests, "it is judged again once the plan no longer pauses it"


def test_both_readings_of_a_deficit_are_shown(summer: JudgedDrop) -> None:
    year, reserves, packs = of(summer, "ML-4.SCc").tests
    assert (year.rating, reserves.rating, packs.rating) == (
        *(Rating.AMBER, Rating.GREEN, Rating.GREEN),
    )
    for test in (year, reserves):
        assert "‘zero deficit accounting year’" in test.rule
    assert year.sentence.startswith("Five of six schools are green (all are needed)")
    larkspur = of(summer, "ML-4.SCc", LARKSPUR)
    figures = {part.measure: part.measurement for test in larkspur.tests for part in test.parts}
    assert figures["in_year_balance"].value < 0 < figures["cumulative_balance"].value


def test_twelve_monthly_packs(summer: JudgedDrop) -> None:
    packs = of(summer, "ML-4.SCc").tests[2].measurement
    assert packs is not None
    assert (packs.numerator, packs.denominator) == (12, 12)


def test_progress_of_each_phase_in_one_count(summer: JudgedDrop) -> None:
    above, well_above = of(summer, "ML-1.SCa").tests
    assert above.rating is Rating.AMBER
    assert above.sentence.startswith("Five of six schools are green (all are needed): ")
    # Half of the schools is not more than half of them.
    assert well_above.sentence.startswith("Three of six schools are green (more than half")
    green = {step.figures for step in well_above.steps if step.result == Rating.GREEN}
    names = {summer.trust.school(urn).short_name for urn in (MARLPIT, PARKFOLD, MOSSWOOD)}
    assert green == names
    parts = {
        urn: [part.measure for part in of(summer, "ML-1.SCa", urn).tests[0].parts]
        for urn in (LARKSPUR, PIKEHILL)
    }
    assert parts == {
        LARKSPUR: ["progress_8"],
        PIKEHILL: [f"ks2_{name}_progress" for name in ("reading", "writing", "maths")],
    }


def test_a_figure_of_one_phase_is_the_trusts_over_that_phase(summer: JudgedDrop) -> None:
    """No measure of one phase has a figure of a school of the other, nor mixes the two."""
    measured, checked = summer.measurements, Counter[str]()
    for name, measure in all_measures().items():
        phases = phases_of(measure)
        if len(phases) != 1:
            continue
        others = PRIMARIES if "secondary" in phases else SECONDARIES
        assert [u for u in others if _value(measured, name, u) is not None] == [], name
        whole = measured.one(name, TRUST)
        own = [measured.one(name, u) for u in SCHOOLS if u not in others]
        counts = [m.n for m in own if m is not None and m.value is not None and m.n]
        if whole is None or whole.value is None or len(counts) < len(own):
            continue
        checked[next(iter(phases))] += 1
        assert whole.n == sum(counts), name
        low, high = (f(m.value for m in own if m is not None) for f in (min, max))
        assert low - 1e-9 <= whole.value <= high + 1e-9, name
    assert checked["primary"] >= 20
    assert checked["secondary"] >= 5


def _value(measured: Measurements, name: str, urn: str) -> float | None:
    found = measured.one(name, urn)
    return None if found is None else found.value


def test_a_published_figure_is_owed_by_the_schools_of_its_phase(summer: JudgedDrop) -> None:
    progress = summer.measurements.one("ks2_reading_progress", TRUST)
    assert progress is not None
    assert progress.coverage is not None
    assert (progress.coverage.covered, progress.coverage.expected) == (4, 4)


def test_a_share_of_schools_is_no_rating_of_the_trusts_own_figure(summer: JudgedDrop) -> None:
    """£128,000 to the good is not amber because one school is in deficit."""
    view = View(summer, section=PLAN.objective("finance"))
    assert view.test("in_year_balance", TRUST) is None
    deficit = view.test("in_year_balance", LARKSPUR)
    assert deficit is not None
    assert deficit.rating is Rating.RED


def test_one_school_keeps_no_register(summer: JudgedDrop) -> None:
    assert of(summer, "ML-4.SCb", LONGMEADOW).rating is Rating.RED
    risks = {m.entity for m in summer.measurements.of("risk_score") if m.value is not None}
    assert {*SCHOOLS, TRUST} - risks == {LONGMEADOW}


def decided_by(criterion: str) -> list[str]:
    return [getattr(test, "measure", test.rule) for test in PLAN.criterion(criterion).tests]


@pytest.mark.parametrize(
    ("criterion", "measures"),
    [
        ("ML-1.SCc", ["subjects_kept", "subject_hours_kept", "evidence_in_place"]),
        ("ML-2.1", ["staff_wellbeing", "retention", "applications_per_vacancy"]),
        ("ML-4.SCb", ["risks_linked", "linked_risks_mitigated"]),
        ("ML-4.SCd", ["leaders_trained", "evidence_in_place"]),
    ],
)
def test_what_an_export_can_say_is_decided_by_it(criterion: str, measures: list[str]) -> None:
    assert decided_by(criterion) == measures


def test_attainment_is_held_against_the_last_year_with_tests(summer: JudgedDrop) -> None:
    """No tests were taken in 2019/20 and 2020/21: "increasingly high" looks further back."""
    trends = {
        urn: [t for t in of(summer, "ML-1.1", urn).tests if "in 2018/19" in t.sentence]
        for urn in SCHOOLS
    }
    assert {urn: [t.rating for t in found] for urn, found in trends.items()} == {
        MARLPIT: [Rating.GREEN],
        **{urn: [Rating.AMBER] for urn in (LARKSPUR, *PRIMARIES)},
    }
    assert [t.measure for t in trends[MARLPIT]] == ["attainment_8"]
    assert "no clear change" in trends[PIKEHILL][0].sentence
    assert of(summer, "ML-1.1", MARLPIT).rows


def test_the_trust_s_own_earlier_year_is_its_schools_together(summer: JudgedDrop) -> None:
    """No figure of the trust was typed: the schools' are pooled by their pupils."""
    trend = {t.measure: t for t in of(summer, "ML-1.1").tests if t.comparator.name == "In 2018/19"}
    rated = {name: test.rating for name, test in trend.items()}
    assert rated == {"ks2_expected": Rating.AMBER, "attainment_8": Rating.GREEN}
    before = {name: (t.previous.value, t.previous.n) for name, t in trend.items()}
    pooled = {
        "ks2_expected": ((70.0 * 30 + 57.7 * 26 + 55.6 * 18 + 57.1 * 14) / 88, 88),
        "attainment_8": ((46.8 * 124 + 44.9 * 97) / 221, 221),
    }
    assert before == {name: (pytest.approx(v), n) for name, (v, n) in pooled.items()}
    assert len(trend["ks2_expected"].previous.rows) == 4


def test_the_register_is_shown_at_each_trust_meeting(
    spring: JudgedDrop, summer: JudgedDrop
) -> None:
    """By the board's own meetings, and not by half-terms: one of them was left out in December."""
    for drop, counts, rating in ((spring, (3, 4), Rating.RED), (summer, (5, 6), Rating.AMBER)):
        shown = of(drop, "ML-4.1").tests[1]
        assert (shown.measurement.numerator, shown.measurement.denominator) == counts
        assert shown.rating is rating
        assert "missed at the meeting on 9 December" in shown.sentence
        assert "every meeting of the Trust Board" in shown.rule


def test_the_senior_team_is_counted_from_the_staff_list(summer: JudgedDrop) -> None:
    counts = {
        urn: (m.numerator, m.denominator)
        for urn in SCHOOLS
        if (m := summer.measurements.one("leaders_trained", urn)) is not None
    }
    assert counts == {
        MARLPIT: (5, 5), LARKSPUR: (5, 5), PARKFOLD: (2, 2), MOSSWOOD: (2, 2),
        LONGMEADOW: (1, 2), PIKEHILL: (0, 1),
    }  # fmt: skip
