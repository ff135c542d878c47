"""An Daras' improvement plan of 2017/18: its words, its rows, its demo, its maturity page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from goldenthread.agreement import check_agreement
from goldenthread.benchmarks import Benchmarks
from goldenthread.declaration import load
from goldenthread.display.maturity import MaturityScale
from goldenthread.display.table import DataTable
from goldenthread.drop import load_drop
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.rating import Rating
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import TRUST, State
from goldenthread.pipeline import judge_drop
from goldenthread.plan import Plan
from goldenthread.report.data_check import files
from goldenthread.report.figures import one_measure
from goldenthread.report.maturity import characteristic, examples
from goldenthread.report.standing import criteria_word
from goldenthread.trust import Trust
from goldenthread.view import View

ROOT = Path(__file__).parents[2]
PLAN = load(ROOT / "params" / "plans" / "an-daras-2017-2018.yml", Plan)
TRUST_FILE = load(ROOT / "params" / "trusts" / "an-daras.yml", Trust)
DEMO = ROOT / "data" / "demo" / "an-daras"
DOCUMENTS = sorted((ROOT.parent / "shared" / "seeds").glob("004_*.txt"))
WHA, PENMARROW, TRELISSEN, LANKERRA, NANSGARTH, POLWHEVAN, BOSWARTH, TAMARFORD = (
    s.urn for s in TRUST_FILE.schools
)
ABOVE = {PENMARROW, TRELISSEN, POLWHEVAN, TAMARFORD}
COLOURS = {"g": "Green", "a": "Amber", "r": "Red", "n": "No data", "d": "Not yet due"}
# Of every row the trust's rating: green, amber, red, no data or not yet due.
SPRING = """
K1 d K2 d A1 a A2 d A3 a A4 d K3 a K4 r K5 r K6 r B1 g B2 a B3 a B4 r K7 a K8 a C1 a C2 a C3 a C4 r
K9 a K10 r D1 a D2 a D3 n D4 r K11 a K12 r E1 g E2 r M0 d M1 a M5 r M7 r M9 r
L a L1 g L2 n L3 g L4 g L5 n L6 g L7 g L8 n L9 g L10 n L11 g L12 g L13 g L14 n L15 n L16 n L17 n
L18 g L19 g L20 g L21 n L22 n L23 n
"""
SUMMER = """
K1 g K2 g A1 a A2 g A3 g A4 a K3 a K4 a K5 r K6 r B1 g B2 a B3 g B4 r K7 a K8 g C1 a C2 a C3 g C4 a
K9 a K10 g D1 g D2 a D3 n D4 g K11 g K12 g E1 g E2 a M0 a M1 a M5 r M7 g M9 a
L a L1 g L2 n L3 g L4 g L5 g L6 g L7 g L8 n L9 g L10 g L11 g L12 g L13 g L14 g L15 g L16 n L17 n
L18 g L19 g L20 g L21 g L22 n L23 n
"""


@pytest.fixture(scope="module")
def summer() -> JudgedDrop:
    """The second drop of the demo, with the first before it; from the project's cache, where
    another module has judged it before."""
    return judge_drop(DEMO / "2018-summer")


@pytest.fixture(scope="module")
def spring(summer: JudgedDrop) -> JudgedDrop:
    assert summer.previous is not None
    return summer.previous


def words(text: str) -> str:
    """Without marks of emphasis, list marks and broken lines."""
    text = re.sub(r"</?[a-z]+>|\*+|^- ", " ", text, flags=re.MULTILINE)
    return " ".join(text.split())


@pytest.fixture(scope="module")
def document() -> str:
    if not DOCUMENTS:
        pytest.skip("the plan's document is not beside the project")
    return words(DOCUMENTS[0].read_text(encoding="utf-8"))


def printed() -> list[str]:
    """What the plan file says that the document prints."""
    maturity = [t for c in PLAN.criteria for t in c.tests if t.rule == "maturity"]
    readings = [t.reading for c in PLAN.criteria for t in c.tests if t.reading]
    return [
        *(c.text for c in PLAN.criteria),
        *(s.title for s in PLAN.objectives),
        *(text for test in maturity for text in test.texts.values()),
        *PLAN.evidence_base,
        *readings,
    ]


# The document breaks one cell over two pages, with the second column's beginning between.
BROKEN = "better connected to regional and national networks that benefit children and staff"


@pytest.mark.parametrize("text", printed())
def test_every_word_is_the_document_s(document: str, text: str) -> None:
    if BROKEN in text:
        first = "better connected to regional and national"
        assert words(text.partition(first)[0] + first) in document
        assert "networks that benefit children and staff" in document
    elif text.endswith("practice of other MATs in their region"):
        first, second = text.split("leading and participating in ")
        assert words(first + "leading and participating in") in document
        assert words(second) in document
    elif text.startswith("Improve threat management"):
        assert words(text.partition("Threats are identified,")[0]) in document
        assert "analysed and effective remedial action applied" in document
    else:
        assert words(text) in document


def test_it_has_the_rows_of_the_document() -> None:
    kinds = [(s.id, c.kind, c.id) for s in PLAN.objectives for c in s.criteria]
    assert [i for _, kind, i in kinds if kind == "KPI"] == [f"ADM-K{n}" for n in range(1, 13)]
    objectives = [i for _, kind, i in kinds if kind == "Key objective"]
    assert objectives == [
        *("ADM-A1", "ADM-A2", "ADM-A3", "ADM-A4", "ADM-B1", "ADM-B2", "ADM-B3", "ADM-B4"),
        *("ADM-C1", "ADM-C2", "ADM-C3", "ADM-C4", "ADM-D1", "ADM-D2", "ADM-D3", "ADM-D4"),
        *("ADM-E1", "ADM-E2"),
    ]
    rows = [i for _, kind, i in kinds if kind == "Maturity characteristic"]
    assert rows == ["ADM-M0", "ADM-M1", "ADM-M5", "ADM-M7", "ADM-M9"]
    elements = [i for _, kind, i in kinds if kind == "Leadership element"]
    assert elements == [f"ADM-L{n}" for n in range(1, 24)]
    assert [i for _, kind, i in kinds if kind == "Checklist"] == ["ADM-L"]
    assert len(kinds) == 59
    assert len(PLAN.evidence_base) == 9
    scale = PLAN.scale("maturity")
    assert list(scale.words.values()) == ["Beginning", "Developing", "Embedding", "Leading"]


def test_every_row_has_something_that_decides_it() -> None:
    assert [c.id for c in PLAN.criteria if not c.tests] == []
    drop = load_drop(DEMO / "2018-summer")
    benchmarks = Benchmarks(ROOT / "params" / "benchmarks")
    check_agreement(drop, TRUST_FILE, PLAN, all_measures(), benchmarks, ROOT / "params" / "plans")


@pytest.mark.parametrize(("name", "table"), [("spring", SPRING), ("summer", SUMMER)])
def test_the_demo_s_states(name: str, table: str, request: pytest.FixtureRequest) -> None:
    judged: JudgedDrop = request.getfixturevalue(name)
    cells = table.split()
    wanted = {f"ADM-{r}": COLOURS[c] for r, c in zip(cells[::2], cells[1::2], strict=True)}
    assert {j.criterion: j.rating.value for j in judged.judgements if j.entity == TRUST} == wanted


def test_every_state_without_a_colour_says_why(summer: JudgedDrop, spring: JudgedDrop) -> None:
    for judged in (spring, summer):
        for judgement in judged.judgements:
            assert len(judgement.reason) > 20
            if not judgement.rating.is_colour:
                assert re.search(
                    r"no row|drop:|suppressed|not shown|No dated example", judgement.reason
                )


def test_half_of_the_schools_are_above_and_the_two_texts_differ(summer: JudgedDrop) -> None:
    ratings = {u: summer.judgement("ADM-K1", u).rating for u in View(summer).urns}
    assert {urn for urn, rating in ratings.items() if rating is Rating.GREEN} == ABOVE
    kpi = summer.judgement("ADM-K1", TRUST)
    assert [test.rating for test in kpi.tests] == [Rating.GREEN, Rating.AMBER]
    assert [test.decides for test in kpi.tests] == [True, False]
    assert kpi.reason == (
        "Four of eight schools are green (half or more are needed): WHA, Lankerra, Nansgarth and "
        "Boswarth are red and the other four are green. By the words ‘above national averages in "
        "more than half of the academies in the Trust’, shown beside it, it would be amber."
    )
    overall = summer.judgement("ADM-M0", TRUST)
    assert overall.level == "developing"
    in_line, above = overall.tests[0].parts
    assert (in_line.rating, above.rating.is_colour) == (Rating.GREEN, True)
    assert above.rating is not Rating.GREEN


def test_the_plan_s_own_contradictions_are_told() -> None:
    assert "half of the schools or more" in PLAN.criterion("ADM-K1").remark
    assert "defines twelve" in PLAN.criterion("ADM-K12").remark.replace("\n", " ")


def test_one_school_over_80_per_cent_decides_kpi_5(summer: JudgedDrop) -> None:
    over = {
        m.entity
        for m in summer.measurements.of("staff_cost_share", group="all", period="2017/18")
        if m.value is not None and m.value > 80
    }
    assert over == {BOSWARTH}
    assert summer.judgement("ADM-K5", TRUST).reason == (
        "Seven of eight schools are green (all are needed): Boswarth is red and the other seven "
        "are green."
    )


def test_the_priorities_that_are_met_are_counted(summer: JudgedDrop) -> None:
    assert summer.judgement("ADM-K6", TRUST).reason == (
        "Two of five priorities are met (all are needed): Priority B is red, Priority C and "
        "Priority D are amber and Priority A and Priority E are green."
    )


def test_the_school_in_devon_is_not_held_against_cornwall(summer: JudgedDrop) -> None:
    school = summer.trust.school("Tamarford")
    assert summer.trust.authority_of(school) == "Devon"
    measure = View(summer).measure("ks2_expected")
    own = View(summer, school=school).national_figures
    assert [figure.area for figure in own.nearby(measure)] == ["South West"]
    cornish = View(summer, school=summer.trust.school("WHA")).national_figures
    assert [figure.area for figure in cornish.nearby(measure)] == ["South West", "Cornwall"]
    said = "No figure of Devon is held: Tamarford Primary Academy cannot be compared with it."
    assert said in one_measure(View(summer), "ks2_expected").note
    assert said in one_measure(View(summer, school=school), "ks2_expected").note


def test_nothing_under_six_pupils_can_be_worked_out(summer: JudgedDrop) -> None:
    """The trust's figure less the schools that are shown is never one school, nor fewer than six
    pupils; and no row tells how many pupils a withheld school has."""
    register, urns = all_measures(), View(summer).urns
    cells: dict[tuple[str, str, str], dict[str, object]] = {}
    for m in summer.measurements:
        if register[m.measure].counts == "pupils" and m.entity in (*urns, TRUST):
            cells.setdefault((m.measure, m.period, m.group), {})[m.entity] = m
    checked = 0
    for key, found in cells.items():
        hidden = [m for e, m in found.items() if m.state is State.SUPPRESSED and e != TRUST]
        shown = [m for e, m in found.items() if m.state is State.MEASURED and e != TRUST]
        assert not [m for m in shown if m.n is not None and 0 < m.n < 6], key
        assert sum(row.count for m in hidden for row in m.rows) == 0, key
        trust = found.get(TRUST)
        if not hidden or trust is None or trust.state is not State.MEASURED:
            continue
        checked += 1
        if trust.n is not None:
            assert len(hidden) > 1, key
            assert trust.n - sum(m.n or 0 for m in shown) >= 6, key
        own = {(r.file, r.sheet) for m in hidden for r in m.rows}
        own -= {(r.file, r.sheet) for m in shown for r in m.rows}
        assert not [r for r in trust.rows if (r.file, r.sheet) in own and r.count], key
    assert checked > 100


def test_the_data_check_does_not_count_withheld_rows_as_none(summer: JudgedDrop) -> None:
    _, table = files(View(summer))
    assert isinstance(table, DataTable)
    used = {row[0]: row[2] for row in table.rows}
    assert used["Nansgarth EYFS profile.xlsx"] == "withheld"
    assert used["Nansgarth KS2 results.xlsx"] == "7"


def test_small_year_groups_are_withheld_and_the_larger_one_is_not(summer: JudgedDrop) -> None:
    states = {
        name: summer.measurements.one(name, NANSGARTH).state
        for name in ("good_level_of_development", "ks1_reading_expected", "ks2_expected")
    }
    assert list(states.values()) == [State.SUPPRESSED, State.SUPPRESSED, State.MEASURED]


def test_a_characteristic_stands_on_its_scale_with_both_texts(summer: JudgedDrop) -> None:
    view = View(summer, section=PLAN.objective("characteristics"))
    shown = characteristic(view, PLAN.criterion("ADM-M5"), set())
    (scale,) = [part for part in shown if isinstance(part, MaturityScale)]
    assert [stage.name for stage in scale.stages] == [
        *("Beginning", "Developing", "Embedding", "Leading"),
    ]
    assert not any(stage.reached for stage in scale.stages)
    developing, embedding = scale.texts
    assert developing.title == "Developing (where we are now)"
    assert embedding.title == "Embedding (where we need to be)"
    assert developing.words.startswith("The Trust has a school improvement strategy")
    assert (developing.mark.label, embedding.mark.label) == ("Not true", "Not true")
    assert (
        "Performance management strengthened: in place, 5 July 2017, Policy (its evidence is "
        in (developing.evidence[2])
    )
    (risk,) = [
        part
        for part in characteristic(view, PLAN.criterion("ADM-M7"), set())
        if isinstance(part, MaturityScale)
    ]
    assert [stage.reached for stage in risk.stages] == [True, True, True, False]


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("achievement", "6 criteria"),  # KPIs and key objectives
        ("characteristics", "5 characteristics of a successful MAT"),
        ("leadership", "24 criteria"),  # the elements, and the count of them
    ],
)
def test_rows_are_counted_by_what_the_plan_calls_them(
    summer: JudgedDrop, section: str, words: str
) -> None:
    found = PLAN.objective(section)
    assert criteria_word(View(summer, section=found), len(found.criteria)) == words


def test_an_element_without_an_example_stays_blank(summer: JudgedDrop) -> None:
    view = View(summer, section=PLAN.objective("leadership"))
    lead, table = examples(view)
    assert lead.text() == (
        "17 of 23 have a dated example that counts. 5 are blank, as in the plan: Element 2, "
        "Element 8, Element 16, Element 22 and Element 23."
    )
    assert isinstance(table, DataTable)
    assert [column.title for column in table.columns][:2] == ["Element", "Example"]
    blank = [row[0] for row in table.rows if row[1] == "\N{NO-BREAK SPACE}"]
    assert [str(cell).split()[1] for cell in blank] == ["2", "8", "16", "22", "23"]
    assert table.rows[0][1:3] == (
        ("Vision and plan set out to the staff of every school",),
        ("4 September 2017, Slides",),
    )


def test_an_element_is_never_amber_or_red_and_the_examples_are_counted(
    summer: JudgedDrop, spring: JudgedDrop
) -> None:
    elements = [c.id for c in PLAN.criteria if c.kind == "Leadership element"]
    for judged in (spring, summer):
        assert {judged.judgement(name, TRUST).rating for name in elements} == {
            Rating.GREEN,
            Rating.NO_DATA,
        }
    assert summer.judgement("ADM-L", TRUST).reason == (
        "17 of 23 leadership elements, 73.9%, have a dated example (all are needed); none yet of "
        "Element 2, Element 8, Element 16, Element 17, Element 22 and Element 23."
    )
    listed, blank = (summer.judgement(name, TRUST) for name in ("ADM-L17", "ADM-L2"))
    assert listed.reason.startswith("No dated example yet: A decision that was difficult, and how")
    assert blank.reason == (
        "No dated example yet: the evidence log has no row of the trust under ADM-L2."
    )
    assert "never amber or red" in listed.rule
