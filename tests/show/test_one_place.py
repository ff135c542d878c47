"""A page on one school: a line a figure, and what does not apply to it said once."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.display.table import DataTable
from goldenthread.evidence.evidence import evidence_for
from goldenthread.judgement.rating import Rating
from goldenthread.measures.measurement import TRUST, Measurement, Measurements
from goldenthread.report.deciding import deciding_figures
from goldenthread.report.grid import criteria_grid
from goldenthread.report.opened import report_on
from goldenthread.reported import figures_file
from goldenthread.view import View


def test_a_schools_figure_its_interval_and_its_number_stand_on_one_line(judged):
    report = report_on(judged, "objective", "standards", "North School")
    report.figures("progress_8", "attainment_8")
    (table,) = [t for t in report.shown if isinstance(t, DataTable)]
    titles = [column.title for column in table.columns]
    assert titles[1:4] == ["North", "95% interval", "Counted"]
    assert table.rows[0][1:4] == ("+0.31", "+0.08 to +0.55", "138 pupils")


def test_a_figure_that_rounding_would_put_across_its_threshold_has_the_tests_decimals(judged):
    def closer(judgement):
        tests = tuple(replace(test, places=3) for test in judgement.tests)
        return replace(judgement, tests=tests)

    close = replace(judged, judgements=tuple(map(closer, judged.judgements)))
    report = report_on(close, "objective", "standards", "North School")
    report.figures("progress_8", "attainment_8")
    report.figures("progress_8")
    several, one = [t for t in report.shown if isinstance(t, DataTable)]
    assert several.rows[0][1:3] == ("+0.314", "+0.080 to +0.550")
    assert several.rows[1][1] == "51.3"  # nothing is judged by it
    assert "+0.314" in one.rows[0]
    assert "+0.100" in one.rows[0]  # its target
    proof = evidence_for(close, "standards", judged.trust.school("North School").urn)[0]
    assert (proof.figures[0].value, proof.figures[0].comparator_value) == ("+0.314", "+0.100")
    view = View(close, None, close.plan.objective("standards"))
    found = close.judgement("D-1.SC1", judged.trust.school("North School").urn)
    terms, _ = deciding_figures(view, close.plan.criterion("D-1.SC1"), [found])
    assert "+0.314" in str(terms)
    assert '"shown": "+0.314"' in figures_file(close).decode()


def test_a_rule_without_figures_above_it_is_left_out_with_its_part(judged):
    report = report_on(judged, "school", school="North School")
    report.part("Key stage 2")
    report.figures("ks2_expected")
    report.rule("ks2_expected", "progress_8")
    assert "Key stage 2" not in "\n".join(part.text() for part in report.shown if part.typst())
    report.part("Key stage 4")
    report.figures("progress_8")
    report.rule("progress_8")
    said = [part.text() for part in report.shown if part.typst()]
    assert said[0] == "## Key stage 4"
    assert said[-1].startswith("Rule of 1.1")


def test_what_does_not_apply_to_a_school_stands_below_the_table_by_its_reason(judged):
    apart, reason = Rating.DOES_NOT_APPLY, "It is for schools judged E, and this one was judged D."
    urn = judged.trust.school("North School").urn
    own = [j for j in judged.judgements if j.entity == urn]
    others = tuple(j for j in judged.judgements if j not in own)
    changed = tuple(replace(j, rating=apart, previous=apart, reason=reason) for j in own[:1])
    view = View(replace(judged, judgements=(*others, *changed, *own[1:])), judged.trust.school(urn))
    (table,) = criteria_grid(view)
    assert len(table.rows) == len(own) - 1
    assert (
        table.note == "1.1 does not apply: it is for schools judged E, and this one was judged D."
    )
    was = tuple(replace(j, previous=Rating.GREEN) for j in changed)
    view = View(replace(judged, judgements=(*others, *was, *own[1:])), judged.trust.school(urn))
    (table,) = criteria_grid(view)
    assert len(table.rows) == len(own)  # what applied at the last drop is a change


def absences(judged, phase: str):
    """Both schools' absence and the trust's own, where the second school is of a phase."""
    first, second = judged.trust.schools
    schools = (first, second.model_copy(update={"phase": phase}))
    places = (first.urn, second.urn, TRUST)
    names = ("overall_absence", "persistent_absence")
    year = judged.drop.year
    rows = [Measurement(name, place, year, 6.0) for name in names for place in places]
    trust = judged.trust.model_copy(update={"schools": schools})
    return replace(judged, trust=trust, measurements=Measurements(rows))


def test_figures_that_pool_primary_and_secondary_schools_say_so(judged):
    words = "The trust’s own figures are of its secondary and primary schools together."
    for names in (("overall_absence",), ("overall_absence", "persistent_absence")):
        for phase, said in (("primary", True), ("secondary", False)):
            report = report_on(absences(judged, phase), "board")
            report.figures(*names)
            assert [words in table.note for table in report.shown] == [said]
    only = report_on(absences(judged, "primary"), "school", school="North School")
    only.figures("overall_absence")
    assert words not in only.shown[0].note
