"""Amadeus' model for school improvement: its words, its rows, its demo, and its category page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from goldenthread.agreement import check_agreement
from goldenthread.benchmarks import Benchmarks
from goldenthread.category_flags import Sign, flag_rules
from goldenthread.declaration import check, load, read_yaml
from goldenthread.drop import load_drop
from goldenthread.errors import DeclarationError
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.rating import Rating
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import TRUST, State
from goldenthread.pipeline import judge_drop
from goldenthread.plan import Plan
from goldenthread.report.categories import flags, overview
from goldenthread.report.category_duties import duties
from goldenthread.report.category_flag import flag_of, rules_in_words
from goldenthread.report.placed import placed
from goldenthread.report.risk_round import risk_round
from goldenthread.trust import Trust
from goldenthread.view import View

ROOT = Path(__file__).parents[2]
PLAN = load(ROOT / "params" / "plans" / "amadeus.yml", Plan)
DEMO = ROOT / "data" / "demo" / "amadeus"
DOCUMENTS = sorted((ROOT.parent / "shared" / "seeds").glob("002_*.txt"))
LARKSPUR, HERON_BROOK, FENNEL_STREET, TOLLGATE, SALTMARSH = (
    *("990201", "990202", "990203", "990204", "990205"),
)
SCHOOLS = (LARKSPUR, HERON_BROOK, FENNEL_STREET, TOLLGATE, SALTMARSH)
DUTIES = {
    "E": ["AD-E1", "AD-E2", "AD-E3", "AD-E4", "AD-E5", "AD-E6"],
    "D": ["AD-D1", "AD-D2", "AD-D3", "AD-D4"],
    **{step: ["AD-CBA1", "AD-CBA2", "AD-CBA3", "AD-CBA4"] for step in "CBA"},
}
# Of the document: its table of categories, its headings, and what joins the parts of a sentence.
NOT_OURS = """
A B C D E|Sustain Improve Improve Repair Stabilise
Outstanding Good to Outstanding Good Requires Improvement Inadequate Category E Schools
Category D Schools|Category C, B and A Schools|School Improvement Strategy
The strategy has the following four key elements: 1|2|3|4|and|of|-
""".replace("\n", "|").split("|")  # fmt: skip


@pytest.fixture(scope="module")
def summer() -> JudgedDrop:
    """The second drop of the demo, with the first before it."""
    return judge_drop(DEMO / "2023-summer")


@pytest.fixture(scope="module")
def spring(summer: JudgedDrop) -> JudgedDrop:
    assert summer.previous is not None
    return summer.previous


def words(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("\t", " ").replace(" - ", " ").split())


def parts(text: str) -> list[str]:
    """What a criterion takes from the document, between … and in a list."""
    return [words(part) for part in re.split(r"\s*…\s*|:\s|;\s", text) if part]


@pytest.fixture(scope="module")
def document() -> str:
    if not DOCUMENTS:
        pytest.skip("the plan's document is not beside the project")
    return words(DOCUMENTS[0].read_text(encoding="utf-8"))


def texts() -> Iterator[str]:
    for section in PLAN.objectives:
        yield from (section.title, *section.focus_areas)
        yield from (criterion.text for criterion in section.criteria)


def test_every_text_is_printed_in_the_document(document: str) -> None:
    assert [
        text for text in texts() if any(p.rstrip(".") not in document for p in parts(text))
    ] == []


def test_no_duty_of_the_document_is_left_out(document: str) -> None:
    """All of it from the aspiration on; its rationale holds no duty."""
    left = document[document.index("Aspiration and High Expectations") :]
    for part in sorted((p for text in texts() for p in parts(text)), key=len, reverse=True):
        left = left.replace(part.rstrip("."), "|")
    found = [rest.strip(" .,:") for rest in left.split("|")]
    assert sorted({rest for rest in found if rest} - {rest.strip() for rest in NOT_OURS}) == []


def test_the_scale_is_the_documents_table(document: str) -> None:
    scale = PLAN.scale("category")
    lines = [[words(scale.words[step]).split(", ")[row] for step in "ABCDE"] for row in (0, 1)]
    assert " ".join(["School Category", *scale.steps]) in document
    assert f"NSC Phase {' '.join(lines[0])}" in document
    assert f"Ofsted Grade {' '.join(lines[1])}" in document
    assert set(scale.steps.values()) == {None}, "the document gives its categories no colour"


def test_every_row_has_a_test_and_says_what_the_document_calls_it() -> None:
    assert [c.id for c in PLAN.criteria if not c.tests] == []
    assert {c.kind for c in PLAN.criteria} == {"Judgement", "Duty", "Key element", "Commitment"}


def test_a_duty_applies_to_the_schools_of_its_category_alone() -> None:
    where = {c.id: c.applies_where for c in PLAN.criteria if c.kind == "Duty"}
    assert all(w is not None and w.scale == "category" for w in where.values())
    for step in "ABCDE":
        follows = [name for name, w in where.items() if w is not None and step in w.steps]
        assert follows == DUTIES[step], step


LETTERS = {
    "G": Rating.GREEN,
    "A": Rating.AMBER,
    "R": Rating.RED,
    "?": Rating.NO_DATA,
    "-": Rating.DOES_NOT_APPLY,
    "due": Rating.NOT_YET_DUE,
    "wait": Rating.AWAITING_JUDGEMENT,
    ".": None,  # judged for the trust alone
}
# By criterion: Larkspur, Heron Brook, Fennel Street, Tollgate, Saltmarsh, the trust.
SPRING = """
AD-SE   G A ? G G A
AD-CAT  G G wait A R A
AD-E1   - - wait - A A
AD-E2   - - wait - R R
AD-E3   - - wait - G wait
AD-E4   - - wait - A A
AD-E5   - - wait - A A
AD-E6   - - wait - A A
AD-D1   - - wait A - A
AD-D2   - - wait A - A
AD-D3   - - wait A - A
AD-D4   - - wait R - R
AD-CBA1 A G wait - - A
AD-CBA2 A G wait - - A
AD-CBA3 A G wait - - A
AD-CBA4 A G wait - - A
AD-1    A G ? G G A
AD-2    G G G A G A
AD-2b   A G G G G A
AD-2c   . . . . . G
AD-3    due due due due due due
AD-3.GD due due due due due due
AD-3.P  due due due due due due
AD-3c   G G G G R A
AD-3b   R G G G A A
AD-3d   G G ? G G ?
AD-4    A G ? G G A
AD-4b   G G G G G G
AD-5    . . . . . G
AD-5a   . . . . . G
AD-5b   A G ? G G A
"""
SUMMER = """
AD-SE   R A G G G A
AD-CAT  G G G A R A
AD-E1   - - - - G G
AD-E2   - - - - A A
AD-E3   - - - - G G
AD-E4   - - - - A A
AD-E5   - - - - A A
AD-E6   - - - - A A
AD-D1   - - - G - G
AD-D2   - - - G - G
AD-D3   - - - A - A
AD-D4   - - - G - G
AD-CBA1 R G A - - A
AD-CBA2 A G G - - A
AD-CBA3 R G A - - A
AD-CBA4 A G G - - A
AD-1    R G G G G A
AD-2    G G G A G A
AD-2b   A G G G G A
AD-2c   . . . . . G
AD-3    R G R R R A
AD-3.GD R G A R R A
AD-3.P  R G R R R A
AD-3c   G G G G A A
AD-3b   R G G G A A
AD-3d   A G G G G A
AD-4    A G G G G A
AD-4b   A G G G G A
AD-5    . . . . . G
AD-5a   . . . . . G
AD-5b   A G G G G A
"""


def expected(table: str) -> dict[str, list[Rating | None]]:
    lines = (line.split() for line in table.strip().splitlines())
    return {name: [LETTERS[letter] for letter in letters] for name, *letters in lines}


def states(judged: JudgedDrop) -> dict[str, list[Rating | None]]:
    found = {}
    for criterion in judged.plan.criteria:
        judgements = [judged.judgement(criterion.id, place) for place in (*SCHOOLS, TRUST)]
        found[criterion.id] = [j.rating if j is not None else None for j in judgements]
    return found


def test_the_first_drop_stands_as_it_was_made_to(spring: JudgedDrop) -> None:
    assert states(spring) == expected(SPRING)


def test_the_second_drop_stands_as_it_was_made_to(summer: JudgedDrop) -> None:
    assert states(summer) == expected(SUMMER)


def test_every_row_says_why(summer: JudgedDrop, spring: JudgedDrop) -> None:
    assert [j for drop in (summer, spring) for j in drop.judgements if len(j.reason) < 12] == []
    assert [f for f in summer.findings if f.severity != "note"] == []


def steps(judged: JudgedDrop) -> dict[str, str]:
    return {school.urn: school.step for school in placed(View(judged))}


def test_a_category_is_what_was_recorded_by_the_day_of_the_drop(
    spring: JudgedDrop, summer: JudgedDrop
) -> None:
    assert steps(spring) == dict(zip(SCHOOLS, ("A", "B", "", "D", "E"), strict=True))
    assert steps(summer) == dict(zip(SCHOOLS, ("A", "B", "C", "D", "E"), strict=True))


def test_duties_follow_the_category(spring: JudgedDrop, summer: JudgedDrop) -> None:
    for judged in (spring, summer):
        for urn, step in steps(judged).items():
            ratings = {c.id: judged.judgement(c.id, urn) for c in PLAN.criteria if c.kind == "Duty"}
            apply = [n for n, j in ratings.items() if j and j.rating is not Rating.DOES_NOT_APPLY]
            assert apply == (DUTIES[step] if step else list(ratings)), (judged.drop.drop, urn)


@pytest.fixture(scope="module")
def without_categories(tmp_path_factory: pytest.TempPathFactory) -> JudgedDrop:
    """The summer's results and nothing else, said to be of a year later."""
    project = tmp_path_factory.mktemp("without")
    (project / "notebooks").mkdir()
    (project / "params").symlink_to(ROOT / "params")
    folder = project / "data" / "2023-summer"
    folder.mkdir(parents=True)
    for path in DEMO.joinpath("2023-summer").iterdir():
        if path.suffix == ".yml" or "KS2" in path.name or "ks2" in path.name:
            shutil.copy(path, folder)
    described = yaml.safe_load((folder / "drop.yml").read_text("utf-8"))
    described |= {"year": "2023/24", "as_of": "2024-08-31"}
    del described["previous"], described["for_meeting"]
    (folder / "drop.yml").write_text(yaml.safe_dump(described, sort_keys=False), "utf-8")
    return judge_drop(folder, cache=False)


def test_results_alone_give_no_category(without_categories: JudgedDrop) -> None:
    assert set(steps(without_categories).values()) == {""}
    for urn in SCHOOLS:
        for criterion in ("AD-CAT", *DUTIES["E"], *DUTIES["D"], *DUTIES["C"]):
            judgement = without_categories.judgement(criterion, urn)
            assert judgement is not None
            assert judgement.rating is Rating.AWAITING_JUDGEMENT
            assert judgement.level == ""
        assert without_categories.judgement("AD-3", urn).rating.is_colour


def test_no_progress_is_published_of_a_year_without_key_stage_1(
    without_categories: JudgedDrop,
) -> None:
    for urn in SCHOOLS:
        judgement = without_categories.judgement("AD-3.P", urn)
        assert judgement.rating is Rating.NOT_MEASURABLE
        assert "key stage 1" in judgement.reason


def test_the_page_says_that_a_category_is_missing(without_categories: JudgedDrop) -> None:
    view = View(without_categories)
    table, *remarks = overview(view)
    assert table.text().count("not judged") == 5
    assert "the suite gives none" in remarks[0].text()
    names, parts_shown = duties(view)
    assert sorted(names) == sorted({name for group in DUTIES.values() for name in group})
    assert sum("no duty follows yet" in part.text() for part in parts_shown) == 5
    assert [part.text() for part in flags(view)] == [
        "No category has been judged that data could speak against."
    ]


MOVEMENTS = {
    LARKSPUR: "no change since 18 June 2019",
    HERON_BROOK: "up from C on 22 November 2022",
    FENNEL_STREET: "first judgement on record",
    TOLLGATE: "up from E on 7 February 2023",
    SALTMARSH: "no change since 11 October 2022",
}


def test_movement_and_age_of_a_category(summer: JudgedDrop) -> None:
    schools = placed(View(summer))
    assert {school.urn: school.movement for school in schools} == MOVEMENTS
    assert [school.urn for school in schools if school.is_old] == [LARKSPUR]
    down = replace(schools[0], figure=replace(schools[0].figure, details=(
        ("Judgement", "D"), ("Before", "A"), ("Since", "1 May 2023"), ("Date", "1 May 2023"),
    )))  # fmt: skip
    assert down.movement == "down from A on 1 May 2023"


def test_the_history_keeps_every_judgement(summer: JudgedDrop) -> None:
    history = summer.measurements.of("category_history", TOLLGATE)
    assert [(m.group, m.detail("Judgement")) for m in history] == [
        ("10 November 2020", "E"),
        ("16 November 2021", "E"),
        ("7 February 2023", "D"),
    ]
    assert all(len(m.rows) == 1 and m.rows[0].count == 1 for m in history)


STRANDS = [
    "Analysis of attainment and progress data",
    "Findings from our joint learning walks and reviews",
    "Evaluation of Leadership capacity",
    "Regular progress meetings with leaders in each school",
]


def test_the_strands_are_the_documents_and_each_has_its_finding(
    summer: JudgedDrop, document: str
) -> None:
    asked = summer.trust.settings["category_strands"]
    assert asked == STRANDS
    assert all(strand in document for strand in STRANDS)
    found = {s: summer.measurements.one("school_category", HERON_BROOK, s) for s in STRANDS}
    assert [s for s, figure in found.items() if figure is None] == [STRANDS[3]]
    assert [found[s].detail("Judgement") for s in STRANDS[:3]] == ["A", "B", "B"]


FLAGS = {  # in spring, in summer
    LARKSPUR: ("cannot be told", "flagged"),
    HERON_BROOK: ("cannot be told", "no flag"),
    FENNEL_STREET: ("no rule", "no rule"),
    TOLLGATE: ("cannot be told", "no flag"),
    SALTMARSH: ("cannot be told", "no flag"),
}


def test_where_the_data_speak_against_a_category_it_is_flagged_and_stays(
    spring: JudgedDrop, summer: JudgedDrop
) -> None:
    for place, judged in enumerate((spring, summer)):
        found = {school.urn: school.flag.outcome for school in placed(View(judged))}
        assert found == {urn: outcomes[place] for urn, outcomes in FLAGS.items()}
    assert summer.judgement("AD-CAT", LARKSPUR).level == "A"
    assert summer.judgement("AD-CAT", LARKSPUR).rating is Rating.GREEN
    flag = flag_of(View(summer), LARKSPUR, "A")
    assert len(flag.holds) == 4
    assert "(55.6%, England 60.0%)" in flag.holds[0]
    assert "(the 271st of 305 mainstream schools in the file, bottom 11%)" in flag.holds[1]


def test_the_rule_of_the_flag_is_printed_from_the_trusts_settings(summer: JudgedDrop) -> None:
    printed = rules_in_words(View(summer), {"A"})
    assert len(printed) == 1
    assert printed[0].startswith("Category A or B is flagged where at least two of these four are")
    for sign in flag_rules(summer.trust)[0].signs:
        assert sign.says in printed[0]


@pytest.mark.parametrize(
    ("condition", "value", "national", "held"),
    [
        ({"national": "below"}, 59.9, 60.0, True),
        ({"national": "below"}, 60.0, 60.0, False),
        ({"national": "above"}, 60.1, 60.0, True),
        ({"national": "above"}, 60.0, 60.0, False),
        ({"national": "below"}, 10.0, None, None),  # without a figure to compare nothing is said
        ({"above": 75.0}, 75.0, None, False),
        ({"above": 75.0}, 75.1, None, True),
        ({"below": 25.0}, 25.0, None, False),
        ({"below": 25.0}, 24.9, None, True),
    ],
)
def test_a_sign_holds_beyond_its_bound_only(
    condition: dict[str, object], value: float, national: float | None, held: bool | None
) -> None:
    sign = Sign.model_validate({"says": "s", "measure": "m", **condition})
    assert sign.holds(value, national) is held


def test_the_rule_in_the_how_to_is_a_right_one() -> None:
    page = (ROOT / "docs" / "how-to" / "categories.md").read_text("utf-8")
    (block,) = [b for b in re.findall(r"```\n(.*?)```", page, re.DOTALL) if "category_flags" in b]
    (rule,) = flag_rules(rules_with(yaml.safe_load(block)["settings"]["category_flags"][0]))
    assert [sign.measure for sign in rule.signs if sign.measure not in all_measures()] == []


def rules_with(rule: dict[str, object]) -> Trust:
    content = read_yaml(ROOT / "params" / "trusts" / "amadeus.yml")
    content["settings"] = {"category_flags": [rule]}
    return check(content, Trust, "amadeus.yml")


SIGN = {"says": "few reach it", "measure": "ks2_expected", "national": "below"}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            {"categories": ["A"], "signs": [SIGN | {"above": 3}]},
            "signs[0]: give national, above or below, one of them",
        ),
        ({"categories": ["A"], "at_least": 2, "signs": [SIGN]}, "at_least is 2, of 1 signs"),
        ({"categories": ["A"], "signs": [SIGN], "wen": 1}, "unknown key 'wen'"),
        ({"categories": ["A"], "signs": []}, "signs: "),
    ],
)
def test_a_fault_in_the_rule_of_the_flag_is_told_with_its_place(
    rule: dict[str, object], said: str
) -> None:
    with pytest.raises(DeclarationError) as error:
        flag_rules(rules_with(rule))
    assert said in str(error.value)
    assert "amadeus.yml: settings" in str(error.value)


def test_a_sign_on_no_measure_is_refused_before_anything_is_judged() -> None:
    trust = rules_with({"categories": ["A"], "signs": [SIGN | {"measure": "ks2_expectd"}]})
    drop = load_drop(DEMO / "2023-summer")
    benchmarks, plans = Benchmarks(ROOT / "params" / "benchmarks"), ROOT / "params" / "plans"
    with pytest.raises(DeclarationError, match=r"no measure 'ks2_expectd'.*'ks2_expected'"):
        check_agreement(drop, trust, PLAN, all_measures(), benchmarks, plans)


def test_the_risk_round_shows_what_was_held_missed_and_not_due(
    spring: JudgedDrop, summer: JudgedDrop
) -> None:
    (table,) = risk_round(View(summer))
    cells = {row[0]: row[1:] for row in table.rows}
    assert cells["Tollgate Primary Academy"][2] == "missed"
    assert cells["Fennel Street Primary School"][:3] == ("not due",) * 3
    assert cells["Larkspur Primary School"][5] == ("High", "3 of 8")
    assert table.note == (
        "High at the latest assessment: Larkspur Primary School. "
        "Missed: Tollgate Primary Academy in Spring 1."
    )
    (earlier,) = risk_round(View(spring))
    assert all(row[5:] == ("not due", "not due") for row in earlier.rows)


def test_a_school_owes_the_half_terms_that_began_since_it_joined(summer: JudgedDrop) -> None:
    due = {urn: summer.measurements.one("risk_assessments_held", urn) for urn in SCHOOLS}
    assert [due[urn].denominator for urn in SCHOOLS] == [6, 6, 3, 6, 6]
    assert [due[urn].numerator for urn in SCHOOLS] == [6, 6, 3, 5, 6]
    trust = summer.measurements.one("risk_assessments_held", TRUST)
    assert (trust.numerator, trust.denominator) == (26, 27)
    targets = summer.measurements.one("risk_targets_on_track", TRUST)
    assert (targets.numerator, targets.denominator, targets.state) == (27, 40, State.MEASURED)


def test_a_schools_page_shows_that_school_alone(summer: JudgedDrop) -> None:
    view = View(summer, summer.trust.school("Saltmarsh"))
    shown = [*overview(view), *duties(view)[1], *risk_round(view)]
    text = "\n".join(part.text() for part in shown)
    assert "Saltmarsh Primary Academy, category E" in text
    others = [s.name for s in summer.trust.schools if s.urn != SALTMARSH]
    assert [name for name in others if name in text] == []
