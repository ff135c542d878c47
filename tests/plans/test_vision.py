"""The Amethyst vision: its words, its clocks, and how each promise stands in the demo."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import pytest

from goldenthread.benchmarks import Benchmarks
from goldenthread.declaration import load
from goldenthread.drop import Drop
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.judge import judge
from goldenthread.measures.measurement import Measurements
from goldenthread.pipeline import judge_drop
from goldenthread.plan import Plan
from goldenthread.report.criteria import rule, rules
from goldenthread.trust import Trust
from goldenthread.view import View
from goldenthread.wording import day, signed

ROOT = Path(__file__).parents[2]
PARAMS = ROOT / "params"
PLAN = load(PARAMS / "plans" / "amethyst-vision.yml", Plan)
TRUST = load(PARAMS / "trusts" / "amethyst.yml", Trust)
DEMO = ROOT / "data" / "demo" / "amethyst-vision"
DOCUMENTS = sorted((ROOT.parent / "shared" / "seeds").glob("001_*.txt"))
HEADINGS = (
    *("Literate and Numerate", "Future Leaders"),
    *("Creative problem solvers equipped with skills for life",),
    *("Realising their full academic potential", "Improving their chances in life"),
    *("Passionate about the power of education", "Curious about the world"),
    *("Challenged to their full potential",),
    *("Independent, reflective and responsible for their own actions",),
    *("Healthy and safe, both physically and emotionally",),
)


@pytest.fixture(scope="module")
def paragraphs() -> list[str]:
    """The document's paragraphs from its first promise on."""
    if not DOCUMENTS:
        pytest.skip("the vision's document is not beside the project")
    text = DOCUMENTS[0].read_text(encoding="utf-8")
    lines = (" ".join(line.split()) for line in text.splitlines())
    found = [line for line in lines if line]
    return found[found.index("Be rounded, employable individuals who are:") :]


def test_every_promise_is_printed_word_for_word(paragraphs) -> None:
    document = " ".join(paragraphs)
    assert [c.id for c in PLAN.criteria if c.text not in document] == []


def test_no_paragraph_of_the_document_is_left_out(paragraphs) -> None:
    ours = " ".join(
        part for s in PLAN.objectives for part in (s.title, *(c.text for c in s.criteria))
    )
    assert [line for line in paragraphs if line not in ours] == []


def test_promises_stand_in_the_order_of_the_document(paragraphs) -> None:
    document = " ".join(paragraphs)
    places = [document.index(c.text) for c in PLAN.criteria]
    assert places == sorted(places)


def test_sections_are_the_headings_of_the_document() -> None:
    assert tuple(s.title.split(": ", 1)[1] for s in PLAN.objectives) == HEADINGS
    assert len({s.title.split(": ")[0] for s in PLAN.objectives}) == 4


def test_there_are_ten_promises_with_a_number_or_a_clock_and_forty_others() -> None:
    ids = sorted(c.id for c in PLAN.criteria)
    assert ids == sorted([f"AV-Q{n}" for n in range(1, 11)] + [f"AV-E{n}" for n in range(1, 41)])
    assert {c.kind for c in PLAN.criteria} == {"Promise"}
    assert all(c.tests for c in PLAN.criteria)
    for number, section in enumerate(PLAN.objectives, start=1):
        places = range(1, len(section.criteria) + 1)
        assert [c.number for c in section.criteria] == [f"{number}.{place}" for place in places]


def test_a_promise_made_twice_is_judged_once_and_says_so() -> None:
    for name in ("AV-Q3", "AV-Q4"):
        assert "makes this promise twice" in PLAN.criterion(name).remark
    assert "5.2 and 5.3" in PLAN.objective("power-of-education").link_note
    assert [PLAN.criterion(name).number for name in ("AV-Q3", "AV-Q4")] == ["5.2", "5.3"]


def test_the_trust_sets_every_threshold_that_the_vision_leaves_open_and_no_other() -> None:
    open_ones = {
        (c.id, t.measure)
        for c in PLAN.criteria
        for t in c.tests
        if t.rule == "target" and t.target is None
    }
    given = {
        (name, measure): target
        for name, targets in TRUST.targets.items()
        if name.startswith("AV-")
        for measure, target in targets.items()
    }
    assert set(given) == open_ones
    assert all("demonstration" in target.why for target in given.values())


# An academy that joined in November 2020, as no academy of the trust did.
NEWCOMER = {
    "urn": "990001", "name": "Invented Academy", "short_name": "Invented", "phase": "secondary",
    "joined": dt.date(2020, 11, 1),
}  # fmt: skip


def judged_on(as_of: dt.date) -> dict[tuple[str, str], tuple[str, str]]:
    """Rating and reason of the newcomer and the trust, where nothing has been measured."""
    content = TRUST.model_dump()
    trust = Trust.model_validate(content | {"schools": [*content["schools"], NEWCOMER]})
    drop = Drop(
        drop="d", title="D", trust="amethyst", plan=PLAN.plan, year="2021/22", term="summer",
        as_of=as_of,
    )  # fmt: skip
    found = judge(PLAN, trust, drop, Measurements([]), Benchmarks(PARAMS / "benchmarks"), None)
    return {(j.criterion, j.entity): (j.rating.value, j.reason) for j in found}


@pytest.mark.parametrize(
    ("criterion", "due", "years"),
    [
        ("AV-Q1", dt.date(2023, 11, 1), "3 years"),
        ("AV-Q3", dt.date(2023, 11, 1), "3 years"),
        ("AV-Q4", dt.date(2022, 11, 1), "2 years"),
        ("AV-Q5", dt.date(2023, 11, 1), "3 years"),
        ("AV-Q7", dt.date(2022, 11, 1), "2 years"),
    ],
)
def test_an_academy_is_not_judged_before_its_clock_is_over(criterion, due, years) -> None:
    said = f"Not due until {day(due)}, {years} after Invented Academy joined the trust."
    before, on_the_day = judged_on(due - dt.timedelta(days=1)), judged_on(due)
    assert before[criterion, "990001"] == ("Not yet due", said)
    assert on_the_day[criterion, "990001"][0] == "No data"
    assert before[criterion, "139138"][0] == "No data"  # joined in 2011


def test_promises_without_a_clock_are_judged_from_the_first_day() -> None:
    found = judged_on(dt.date(2021, 9, 1))
    waiting = {
        c for (c, entity), (r, _) in found.items() if entity == "990001" and r == "Not yet due"
    }
    assert waiting == {"AV-Q1", "AV-Q3", "AV-Q4", "AV-Q5", "AV-Q7"}


@pytest.fixture(scope="module")
def judged() -> JudgedDrop:
    """The summer drop, with the spring before it; from the project's cache, where another module
    has judged it before."""
    return judge_drop(DEMO / "2022-summer")


# Aldersley, Moreton and the trust; "" where it is not judged for schools.
STATES = {
    "AV-Q1": ("Amber", "Red", "Red"),
    "AV-Q2": ("Amber", "Red", "Red"),
    "AV-Q3": ("Green", "Green", "Green"),
    "AV-Q4": ("Green", "Red", "Amber"),
    "AV-Q5": ("Green", "Green", "Green"),
    "AV-Q6": ("Green", "Red", "Amber"),
    "AV-Q7": ("No data", "Amber", "Amber"),
    "AV-Q8": ("Green", "Amber", "Amber"),
    "AV-Q9": ("Green", "Amber", "Amber"),
    "AV-Q10": ("Green", "Red", "Amber"),
    "AV-E1": ("", "", "Green"),
    "AV-E2": ("Green", "Amber", "Amber"),
    "AV-E3": ("Green", "Green", "Green"),
    "AV-E4": ("", "", "Green"),
    "AV-E5": ("", "", "Amber"),
    "AV-E6": ("", "", "Amber"),
    "AV-E7": ("", "", "Green"),
    "AV-E8": ("", "", "Red"),
    "AV-E9": ("", "", "No data"),
    "AV-E10": ("", "", "Green"),
    "AV-E11": ("Green", "Amber", "Amber"),
    "AV-E12": ("", "", "Amber"),
    "AV-E13": ("Green", "Green", "Green"),
    "AV-E14": ("Green", "Amber", "Amber"),
    "AV-E15": ("Green", "Green", "Green"),
    "AV-E16": ("", "", "Green"),
    "AV-E17": ("Green", "Green", "Green"),
    "AV-E18": ("", "", "Amber"),
    "AV-E19": ("", "", "Amber"),
    "AV-E20": ("", "", "Green"),
    "AV-E21": ("", "", "Amber"),
    "AV-E22": ("Green", "Amber", "Amber"),
    "AV-E23": ("Green", "Green", "Green"),
    "AV-E24": ("Green", "Amber", "Amber"),
    "AV-E25": ("Green", "Green", "Green"),
    "AV-E26": ("", "", "Green"),
    "AV-E27": ("", "", "Green"),
    "AV-E28": ("", "", "Green"),
    "AV-E29": ("", "", "Amber"),
    "AV-E30": ("", "", "Amber"),
    "AV-E31": ("", "", "Green"),
    "AV-E32": ("Green", "Green", "Green"),
    "AV-E33": ("Green", "Red", "Amber"),
    "AV-E34": ("Green", "Amber", "Amber"),
    "AV-E35": ("Green", "Red", "Amber"),
    "AV-E36": ("", "", "Green"),
    "AV-E37": ("", "", "Green"),
    "AV-E38": ("Does not apply", "Red", "Red"),
    "AV-E39": ("Green", "Amber", "Amber"),
    "AV-E40": ("", "", "Green"),
}


def test_the_demo_shows_how_each_promise_stands(judged) -> None:
    found: dict[str, dict[str, str]] = {}
    for judgement in judged.judgements:
        found.setdefault(judgement.criterion, {})[judgement.entity] = judgement.rating.value
    places = ("139138", "144278", "trust")
    stands = {name: tuple(own.get(place, "") for place in places) for name, own in found.items()}
    assert stands == STATES


@pytest.mark.parametrize(
    ("criterion", "entity", "said"),
    [
        ("AV-Q2", "144278", "teachers who joined a year ago or more have a development plan"),
        ("AV-Q2", "144278", "joined less than twelve months ago: the first not due until"),
        ("AV-E19", "trust", "10 of 15 subjects have one syllabus at all secondary academies"),
        ("AV-E33", "144278", "10 of 14 line managers are trained in appraisal"),
        ("AV-Q3", "144278", "Ofsted graded it Good (25 February 2020)"),
        ("AV-Q4", "144278", "118 first preferences for 150 places, a difference of −32"),
        ("AV-Q5", "144278", "Progress 8 of −0.29 is not below the former floor"),
        ("AV-Q6", "144278", "Progress 8 against the mean of 39 schools graded good is −0.35"),
        ("AV-Q7", "139138", "in 2010/11, the year of joining"),
        ("AV-Q7", "144278", "no clear change: 95% interval of the change −2.5 to +10.9"),
        ("AV-Q7", "144278", "the other two tests are amber too. Shown beside it: there is no"),
        ("AV-Q8", "144278", "34 of 39 school weeks (87%) this year, missed in the week of"),
        ("AV-Q9", "144278", "missed in December 2021 and May 2022"),
        ("AV-Q10", "144278", "3 of 6 cycles of six school weeks (50%)"),
        ("AV-E9", "trust", "The evidence log has no row of the trust under AV-E9"),
        ("AV-E11", "144278", "its evidence is of 20 June 2019"),
        ("AV-E37", "trust", "done on 13 December 2021, by its date of 31 December 2021"),
        ("AV-E38", "139138", "no post was advertised this year"),
    ],
)
def test_the_reason_says_what_decides(judged, criterion, entity, said) -> None:
    (reason,) = [
        j.reason for j in judged.judgements if (j.criterion, j.entity) == (criterion, entity)
    ]
    assert said in reason


@pytest.mark.parametrize(
    ("number", "then"),
    [(0, (-21.6, -26.4, -16.8)), (1, (-25.3, -38.9, -8.5)), (2, (-23.3, -39.4, -5.4))],
)
def test_every_gap_has_an_interval_of_its_own(judged, number, then) -> None:
    """As far from the change as the two gaps' own intervals add up to."""
    (found,) = [j for j in judged.judgements if (j.criterion, j.entity) == ("AV-Q7", "144278")]
    test = found.tests[number]
    now = (test.measurement.value, test.measurement.low, test.measurement.high)
    change = now[0] - then[0]
    low = change - math.hypot(now[0] - now[1], then[2] - then[0])
    high = change + math.hypot(now[2] - now[0], then[0] - then[1])
    assert low < 0 < high
    assert test.rating.value == "Amber"
    ends = f"{signed(low, 1)} to {signed(high, 1)}"
    assert test.sentence.endswith(f"(no clear change: 95% interval of the change {ends}).")


def test_a_report_counts_the_rules_that_decide_at_its_school(judged) -> None:
    moreton = next(s for s in TRUST.schools if s.urn == "144278")
    view = View(judged, moreton, PLAN.objective("chances-in-life"))
    told = rules(view, judged.judgement("AV-Q7", "144278"))
    assert [words.endswith("decides nothing.") for words in told] == [False, False, False, True]
    block = str(rule(view, PLAN.criterion("AV-Q7")))
    assert "Decided by 3 rules, each in full under 5.6" in block


def test_the_departments_table_says_what_the_academies_results_come_to(judged) -> None:
    """Own figures and the invented table must not contradict each other."""
    published = {"139138": (50.0, 0.31), "144278": (43.9, -0.29)}
    for urn, (attainment, progress) in published.items():
        assert round(judged.measurements.one("attainment_8", urn).value, 1) == attainment
        assert round(judged.measurements.one("progress_8", urn).value, 2) == progress
