"""The report that notebooks work with: strict, complete, and blind to what it may not show."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from traitlets.config import Config

from goldenthread import charts
from goldenthread.display.criterion import Callout, CriterionHeading, StatStrip
from goldenthread.display.figure import Chart
from goldenthread.display.opening import Desk, Opening
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import DataTable
from goldenthread.display.words import Aside, Prose, Terms
from goldenthread.errors import DropError, Finding, ParameterError
from goldenthread.judgement.rating import Rating
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import Coverage, Measurement, Measurements
from goldenthread.plan import Plan
from goldenthread.report import open_report, report_on
from goldenthread.sources.table import Absent
from goldenthread.stages import can_have
from goldenthread.trust import ALL_SCHOOLS

PARTS = ("opening", "exceptions", "other_criteria", "actions", "changes", "overdue", "unknowns",
         "grid", "ratings", "appendix", "glossary", "findings", "files", "coverage")  # fmt: skip


def shown(report, kind):
    return [part for part in report.shown if isinstance(part, kind)]


def text(report):
    return "\n".join(part.text() for part in report.shown)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"objective": "standard"}, "Did you mean 'standards'"),
        ({"objective": "standards", "school": "Nort School"}, "Did you mean 'North School'"),
    ],
)
def test_an_unknown_word_names_the_nearest(judged, given, message):
    with pytest.raises(ParameterError, match=message):
        report_on(judged, "objective", **given)


def test_a_page_and_a_drop_are_checked_too(judged):
    with pytest.raises(ParameterError, match="Did you mean 'board'"):
        open_report(drop="data/demo/2022-summer", page="bord")
    with pytest.raises(ParameterError, match="not both"):
        open_report(drop="data/demo/2022-summer", page="board", objective="standards")
    with pytest.raises(DropError, match="Did you mean '2022-summer'"):
        open_report(drop="data/demo/2022-sumer", page="board")
    with pytest.raises(ParameterError, match="needs one school"):
        report_on(judged, "school")


@pytest.mark.parametrize("kind", ["objective", "school"])
def test_a_schools_report_shows_no_other_school_and_no_figure_of_the_trust(judged, kind):
    objective = "standards" if kind == "objective" else ""
    report = report_on(judged, kind, objective, "North School")
    for part in PARTS[:-3]:
        getattr(report, part)()
    report.figures("progress_8", "attainment_8")
    frame = report.figures("progress_8", by="group")
    everything = "".join(part.html() + part.typst() for part in report.shown)
    assert "North School" in everything
    assert "South" not in everything
    assert "0.24" not in everything
    assert "of 11" not in everything  # the trust's packs
    assert set(frame["entity"]) == {"100001"}
    assert set(report.measurements["entity"]) <= {"100001", "body:lgb-north"}


def test_what_only_the_trust_is_judged_by_is_named_with_a_sentence(north):
    north.other_criteria()
    heading = next(h for h in shown(north, CriterionHeading) if h.number == "1.2")
    assert heading.mark is None
    assert "Judged for the trust as a whole" in heading.reason


def test_every_criterion_is_shown_once_whatever_the_cells_name(report):
    report.criteria("progress_8")
    report.criteria("progress_8", "english_maths_5")
    report.other_criteria()
    numbers = [h.number for h in shown(report, CriterionHeading)]
    assert sorted(numbers) == ["1.1", "1.2", "1.3"]


def test_the_opening_answers_with_counts_and_what_has_moved(report):
    report.opening()
    opening, strip = shown(report, Opening)[0], shown(report, StatStrip)[0]
    answer = " ".join(opening.answer)
    assert answer.startswith("Not yet in full: of 3 success criteria, 2 are amber; 1 has no colour")
    assert "South is red on 1.1." in answer
    assert [c.number for c in strip.counts] == [0, 2, 0, 1]
    assert opening.metadata["synthetic"] is True
    assert opening.metadata["as_of"] == "2022-08-31"
    assert opening.metadata["objective"] == "standards"


def test_schools_that_are_red_on_the_same_are_named_in_one_sentence(judged):
    red = tuple(
        replace(j, rating=Rating.RED) if (j.criterion, j.entity) == ("D-1.SC1", "100001") else j
        for j in judged.judgements
    )
    report = report_on(replace(judged, judgements=red), "objective", "standards")
    report.opening()
    assert "North and South are red on 1.1." in " ".join(shown(report, Opening)[0].answer)


def test_a_question_that_is_not_yes_or_no_gets_no_yes(judged):
    report = report_on(judged, "objective", "growth")
    report.opening()
    assert shown(report, Opening)[0].answer == ("The only success criterion is green.",)


def test_exceptions_come_with_what_is_being_done(report):
    report.exceptions()
    (callout,) = shown(report, Callout)
    assert callout.title == "Progress 8 is below target at South: −0.24 against +0.10"
    assert callout.about == "1.1 Progress in every school of the MAT"
    assert "−0.24" in callout.words
    assert "1 of 2 under Standards is overdue: " in callout.action
    assert "Moderate work together (Heads, due 31 July 2022)" in callout.action


def test_changes_overdue_and_unknowns_name_what_and_whose(judged):
    report = report_on(judged, "board")
    report.changes()
    report.overdue()
    report.unknowns()
    report.grid()
    changes, overdue, unknowns, grid = shown(report, DataTable)
    assert [row[0].split()[0] for row in changes.rows] == ["1.1", "1.2", "2.1"]
    assert overdue.rows[0][:3] == ("1.A1 Moderate work together", "Heads", "31 July 2022")
    assert unknowns.rows[0][0] == "1.3"
    assert grid.rows[1][2] == "trust only"
    # What holds sentences stands below each other on a small screen.
    assert [table.stacks for table in (changes, overdue, unknowns, grid)] == [True] * 3 + [False]


def test_a_school_s_changes_do_not_name_it_in_every_row(judged):
    report = report_on(judged, "school", school="North")
    report.changes()
    (table,) = shown(report, DataTable)
    assert [column.title for column in table.columns] == ["Criterion", "Now", "Why"]
    assert table.caption == "1 success criterion with a different rating from spring 2022"


def test_a_table_has_value_interval_n_and_what_it_is_held_against(report):
    frame = report.figures("progress_8")
    table = shown(report, DataTable)[-1]
    heads = [column.title for column in table.columns]
    assert heads == [
        "School",
        "Progress 8",
        "95% interval",
        "Pupils",
        "In 2020/21",
        "Target",
        "Rating",
    ]
    assert table.rows[0][:4] == ("North School", "+0.31", "+0.08 to +0.55", "138")
    assert frame["value"].iloc[0] == 0.314


def test_what_is_suppressed_is_a_word_and_never_nought(report):
    report.figures("progress_8", by="group")
    table = shown(report, DataTable)[-1]
    girls = next(row for row in table.rows if row[0] == "Girls")
    assert girls[1:3] == (("+0.40", "70 pupils"), ("Suppressed",))


def test_measures_that_a_drop_does_not_have_are_said_quietly(bare):
    report = report_on(bare, "objective", "standards")
    report.criteria("progress_8")
    report.figures("attainment_8", "english_maths_4")
    report.rule("attainment_8")
    assert "no figures for this report" in text(report)


def test_a_misspelt_measure_stops_the_cell(report):
    with pytest.raises(ParameterError, match="Did you mean 'attainment_8'"):
        report.figures("atainment_8")


def test_the_working_goes_step_by_step(report):
    working = report.judgement("D-1.SC1", "North School").working()
    assert [step[0] for step in working.steps][-2:] == ["Rule", "Rating"]
    assert "0.314 − 0.1" in working.text()
    assert "1. Progress 8, North: Difference" in working.text()
    with pytest.raises(ParameterError, match="not judged for North School"):
        report.judgement("1.2", "North School")


def test_the_appendix_traces_every_figure_to_file_rows_and_hash(report):
    report.appendix()
    words = text(report)
    for part in ("Green at the target.", "results.xlsx", "rows 2–121", "9f3c" + "0" * 56 + "e21a"):
        assert part in words
    assert words.count("### 1.") == 3


def test_the_glossary_holds_the_terms_used_and_no_others(report):
    report.exceptions()
    report.glossary()
    words = report.shown[-1].text()
    assert "MAT: Multi-academy trust" in words
    assert "Persistent absence" not in words


def test_what_is_said_to_the_analyst_alone_brings_no_term_into_the_glossary(judged):
    rest = Measurements(m for m in judged.measurements if m.measure != "attainment_8")
    report = report_on(replace(judged, measurements=rest), "school", school="North")
    report.part("Key stage 4")
    report.figures("attainment_8")
    report.show(Prose("Of persistent absence it tells."))
    report.glossary()
    assert "Left out of the report: Attainment 8" in text(report)
    words = report.shown[-1].text()
    assert "Persistent absence" in words
    assert "Attainment 8" not in words


def test_the_data_check_lists_faults_files_and_coverage(judged):
    report = report_on(judged, "data-check")
    for part in ("opening", "findings", "files", "coverage"):
        getattr(report, part)()
    words = text(report)
    assert "results.xlsx, sheet 'Results', row 14" in words
    assert "the drop holds no file named like *pack*" in words.casefold()
    assert "700 of 705 pupils (99.3%)" in words


def test_only_an_export_that_a_criterion_rests_on_is_missing(judged):
    """Of two that are not there: one decides nothing in this plan, the other a criterion."""
    gone = (Absent("parent_survey", "it was not supplied"), Absent("pupil_survey", "it was lost"))
    told = []
    for absent in (gone[:1], gone):
        report = report_on(replace(judged, absent=absent, findings=()), "data-check")
        report.opening()
        report.findings()
        told.append(text(report))
    assert "no fault and no warning; every export that is needed is there." in told[0]
    assert "Not supplied, and not needed for the plan’s criteria: Parent survey." in told[0]
    assert "1 export missing." in told[1]
    (table,) = [part for part in report.shown if isinstance(part, DataTable)]
    assert [row[1] for row in table.rows] == ["It was lost."]


def test_coverage_has_a_row_for_what_is_covered_and_the_places_where(judged):
    report = report_on(many_schools(judged), "data-check")
    report.coverage()
    (table,) = [part for part in report.shown if isinstance(part, DataTable)]
    assert [column.title for column in table.columns] == ["Figure", "Where", "Covered", "Needed"]
    assert all(row[2].endswith("%)") for row in table.rows)


@pytest.mark.parametrize(
    ("given", "told"), [({}, "80%"), ({"minimum_coverage": 40}, "40%, by the plan")]
)
def test_the_least_coverage_is_the_plans_where_it_has_one(judged, given, told):
    cover = Coverage(45, 100, "pupils")
    figures = Measurements(replace(m, coverage=cover) for m in judged.measurements)
    plan = judged.plan.model_dump(mode="json")
    plan["objectives"][0]["criteria"][0] |= given
    report = report_on(
        replace(judged, plan=Plan.model_validate(plan), measurements=figures), "data-check"
    )
    report.coverage()
    (table,) = shown(report, DataTable)
    rows = {row[0]: row[2:] for row in table.rows}
    assert rows["Progress 8"] == ("45 of 100 pupils (45.0%)", told)
    assert rows["Attainment 8"][1] == "–"  # it decides nothing


def test_what_is_found_alike_in_several_places_is_one_row(judged):
    found = tuple(Finding("note", f"{n}.xlsx", "a column is spare") for n in (1, 2, 3))
    other = Finding("warning", "4.xlsx", "a day is odd", fix="Correct it.")
    report = report_on(replace(judged, absent=(), findings=(*found, other)), "data-check")
    report.findings()
    warning, note = shown(report, DataTable)
    assert [column.title for column in warning.columns] == ["Where", "What", "What to do"]
    assert [column.title for column in note.columns] == ["Where", "What"]
    assert [row[0] for row in note.rows] == ["1.xlsx; 2.xlsx; 3.xlsx"]
    assert note.caption.startswith("3 findings")


@pytest.mark.parametrize(
    ("size", "told"), [(1, "1 byte"), (812, "812 bytes"), (2048, "2 kB"), (3 << 20, "3.0 MB")]
)
def test_a_file_that_has_bytes_has_a_size(judged, size, told):
    files = tuple(replace(file, size=size) for file in judged.inputs)
    report = report_on(replace(judged, inputs=files), "data-check")
    report.files()
    (table,) = shown(report, DataTable)
    assert [row[3] for row in table.rows] == [told]


def test_a_published_figure_says_whose_it_is_and_where_it_stands(judged):
    details = (("Published by", "the Ministry"), ("Place in England", "3rd of 9 schools"))
    published = Measurements(
        replace(m, details=details) if m.measure == "progress_8" else m for m in judged.measurements
    )
    report = report_on(replace(judged, measurements=published), "objective", "standards")
    report.figures("progress_8")
    report.appendix()
    words = text(report)
    assert "As published: the Ministry." in words
    assert "Place in England, of 9 schools" in words
    assert "3rd" in words


def test_definitions_name_settings_in_words_and_never_as_code(judged):
    report = report_on(judged, "objective", "standards")
    report.appendix()
    assert "`" not in text(report)


def test_a_table_of_groups_without_groups_is_not_shown(judged):
    alone = Measurements(m for m in judged.measurements if m.group == "all")
    report = report_on(replace(judged, measurements=alone), "objective", "standards")
    report.figures("attainment_8", by="group")
    assert not shown(report, DataTable)


def test_a_part_without_content_leaves_no_heading_and_tells_only_the_analyst(report):
    report.part("Key stage 2")
    charts.against_national(report, "ks2_expected")
    report.criteria("ks2_expected")
    frame = report.figures("ks2_expected", "ks2_higher")
    report.rule("ks2_expected")
    assert frame.empty
    assert [type(part) for part in report.shown] == [Aside, Aside]
    assert "Left out of the report" in text(report)
    assert [part.typst() for part in report.shown] == ["", ""]


def test_a_parts_heading_stands_above_the_first_thing_that_it_shows(report):
    report.part("Key stage 2")
    report.part("Progress")
    report.figures("ks2_expected")
    report.criteria("progress_8")
    report.figures("progress_8")
    kinds = [type(part).__name__ for part in report.shown]
    assert kinds == ["Aside", "Heading", "CriterionHeading", "DataTable", "DataTable"]
    assert report.shown[1].words == "Progress"


def test_a_criterion_without_a_figure_is_in_its_part_and_says_why(report):
    report.part("Accounts")
    report.criteria("packs_on_time")
    report.actions()
    report.figures("ks2_expected")
    kinds = [type(part).__name__ for part in report.shown]
    assert kinds == ["Heading", "CriterionHeading", "Heading", "DataTable", "Prose"]


@pytest.mark.parametrize(
    ("measure", "phase", "fits"),
    [
        ("attainment_8", "primary", False),
        ("attainment_8", "secondary", True),
        ("attainment_8", "all-through", True),
        ("ks2_expected", "secondary", False),
        ("ks2_maths_progress", "primary", True),
        ("phonics_year_1", "secondary", False),
        ("good_level_of_development", "primary", True),
        ("ks5_a_level_points", "primary", False),
        ("overall_absence", "primary", True),
        ("seats_filled", "secondary", True),
        ("gap_ks2_expected", "special", True),
    ],
)
def test_a_figure_belongs_to_the_phases_whose_results_it_needs(measure, phase, fits):
    assert can_have(all_measures()[measure], phase) is fits


def many_schools(judged):
    """The same drop in a trust of eight schools, each with the figures of the first."""
    first = judged.trust.schools[0]
    more = [
        first.model_copy(update={"urn": f"20000{n}", "name": f"School {n}", "short_name": f"S{n}"})
        for n in range(6)
    ]
    trust = judged.trust.model_copy(update={"schools": (*judged.trust.schools, *more)})
    found = [
        replace(m, entity=s.urn)
        for s in more
        for m in judged.measurements.of("progress_8", first.urn)
    ]
    girls = next(m for m in found if m.group == "Girls")
    found.append(replace(girls, entity="trust"))
    rated = [
        replace(j, entity=s.urn) for s in more for j in judged.judgements if j.entity == first.urn
    ]
    return replace(
        judged,
        trust=trust,
        measurements=Measurements([*judged.measurements, *found]),
        judgements=(*judged.judgements, *rated),
    )


def test_of_many_schools_each_has_a_row_and_the_grid_says_only_the_ratings(judged):
    report = report_on(many_schools(judged), "objective", "standards")
    report.figures("progress_8", "attainment_8")
    report.figures("progress_8", by="group")
    report.grid()
    figures, groups, grid = shown(report, DataTable)
    assert [c.title for c in figures.columns] == ["School", "Progress 8", "Attainment 8 (points)"]
    assert [row[0] for row in figures.rows][:3] == ["North", "South", "S0"]
    assert figures.rows[0][1][:2] == ("+0.31", "+0.08 to +0.55, 138 pupils")
    heads = ["Group", "Demo Trust", "95% interval", "Pupils"]
    assert [c.title for c in groups.columns] == heads
    assert groups.note == "Each school’s groups are in its own report."
    assert [c.title for c in grid.columns] == ["Objective", "The trust", "North", "South",
                                               "S0", "S1", "S2", "S3", "S4", "S5"]  # fmt: skip
    assert isinstance(grid.rows[0][1], RatingMark)
    assert "dense: true" in grid.typst()


def test_of_a_chart_of_many_schools_two_fit_a_page(judged):
    eight = many_schools(judged)
    given = [
        replace(m, measure=name)
        for name in ("ks2_expected", "ks2_higher", "ks2_maths_expected")
        for m in eight.measurements.of("progress_8")
        if m.group == "all"
    ]
    report = report_on(replace(eight, measurements=Measurements(given)), "objective", "standards")
    charts.against_national(report, "ks2_expected", "ks2_higher", "ks2_maths_expected")
    drawn = shown(report, Chart)
    assert len(drawn) == 3
    assert "all 8 schools are below" in drawn[0].title
    heights = [float(re.search(r'viewBox="0 0 \S+ (\S+)"', c.svg)[1]) for c in drawn]
    assert max(heights) <= 5.1 * 72  # points: half of what a page has for them


def test_a_rule_stands_once_however_many_parts_name_its_measures(report):
    report.criteria("progress_8")
    report.rule("progress_8")
    report.rule("progress_8")
    assert len(shown(report, Terms)) == 1


def _money(judged):
    figure = Measurement("budget_variance", "100001", "2021/22", 5.0, n=2, rows=())
    own = [replace(figure, entity=e) for e in ("100001", "100002", "trust")]
    owed = Measurement(
        "packs_to_trustees", "trust", "2021/22", 100.0, n=7, numerator=6, denominator=6
    )
    return replace(judged, measurements=Measurements([*judged.measurements, *own, owed]))


def test_a_caption_tells_of_counts_only_where_figures_show_any(judged):
    report = report_on(_money(judged), "objective", "standards")
    report.figures("budget_variance", by="group")
    report.figures("budget_variance", "spent_to_date")
    report.figures("progress_8", "budget_variance")
    report.figures("progress_8", by="group")
    money, several, both, groups = [table.caption for table in shown(report, DataTable)]
    assert money == "Actual against budget, Summer 2022"
    assert several == "Figures of summer 2022"
    assert both.startswith("Figures of summer 2022, each with its 95% interval where it has one, ")
    assert "what it counts where that is shown" in both
    assert groups.endswith("; below each figure the 95% interval and the number counted")


@pytest.mark.parametrize("school", [ALL_SCHOOLS, "North School"])
def test_the_figure_of_all_the_accounts_is_named_the_balance(judged, school):
    report = report_on(_money(judged), "objective", "standards", school)
    report.figures("budget_variance", by="group")
    (table,) = shown(report, DataTable)
    assert [row[0] for row in table.rows] == ["Balance: income less costs", "Income", "Staff costs"]


def test_a_share_tells_what_it_counts_though_more_were_sent_than_owed(judged):
    report = report_on(_money(judged), "objective", "standards")
    report.figures("packs_on_time", "packs_to_trustees")
    (table,) = shown(report, DataTable)
    counted = [column.title for column in table.columns].index("Counted")
    assert [row[counted] for row in table.rows] == ["9 of 11", "6 of 6"]


@pytest.fixture
def notebook():
    """An IPython shell, as an analyst's notebook has, for as long as a test takes."""
    kept_by_none = Config({"HistoryManager": {"enabled": False}})
    shell = InteractiveShell.instance(config=kept_by_none)
    yield shell
    shell.restore_sys_module_state()
    InteractiveShell.clear_instance()


def test_a_notebook_is_shown_what_it_would_find_by_itself(notebook, report):
    """Every form of everything that is shown, and no other."""
    with capture_output() as seen:
        for part in PARTS:
            getattr(report, part)()
        for part in (Chart("A chart", "<svg/>", "Drawn", "a"), Aside("Left out")):
            report.show(part)
        told = [(output.data, output.metadata) for output in seen.outputs]
        found = [notebook.display_formatter.format(part) for part in report.shown]
    kinds = {type(part) for part in report.shown}
    assert {DataTable, Opening, Aside, Terms, Desk, Chart} <= kinds
    assert told == found
