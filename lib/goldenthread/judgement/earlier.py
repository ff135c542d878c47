"""The earlier figure that a figure is held against: which it is, or why there is none."""

from __future__ import annotations

from goldenthread.calendar import academic_year, year_before
from goldenthread.drop import Drop
from goldenthread.judgement.case import Case
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.pooled import figure_among
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.usable import Known, why_no_colour
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Measure
from goldenthread.plan import AgainstBefore, Criterion


def earlier(
    test: AgainstBefore, criterion: Criterion, figure: Measurement, case: Case
) -> tuple[Measurement | None, str]:
    """The earlier figure and what it is called: `in spring 2022`, `at the same point last year`."""
    year, known = None, case.measurements
    if test.since == "same point last year":
        year = year_before(figure.period)
        when = f"at the same point in {year}"
    elif test.since == "last year with a figure":
        year = _last_with_figure(test, figure, case)
        when = f"in {year}" if year else "in an earlier year"
    elif test.since == "year of joining":
        year = _joining_year(figure.entity, case)
        when = f"in {year}, the year of joining"
    elif case.previous is None:
        return None, "in an earlier drop"
    else:
        known, when = case.previous.measurements, f"in {drop_in_words(case.previous.drop)}"

    def look(entity: str) -> Measurement | None:
        return known.one(test.measure, entity, test.group, year)

    return figure_among(test, criterion, figure.entity, case, look), when


def _last_with_figure(test: AgainstBefore, figure: Measurement, case: Case) -> str:
    """The last year before the figure's own of which the place has a figure that may be compared;
    "" without one. Years whose national figure carries a caution (grades that schools assessed, an
    older scale) are left out."""
    national = case.benchmarks.find(test.measure)
    cautioned = {year for year, each in national.figures.items() if each.why} if national else set()
    found = [
        known
        for known in case.measurements.of(test.measure, figure.entity, group=test.group)
        if known.period < figure.period and known.period not in cautioned
    ]
    # A year without a figure is named only where no year has one: it says why there is none.
    measured = [known for known in found if known.value is not None]
    return max((known.period for known in measured or found), default="")


def _joining_year(entity: str, case: Case) -> str:
    """The academic year in which the school joined; "" for a trust whose schools joined in
    different years."""
    school = case.school(entity)
    joined = [school] if school is not None else case.trust.schools
    years = {academic_year(each.joined) for each in joined}
    return years.pop() if len(years) == 1 else ""


def no_joining_year(test: AgainstBefore, entity: str, case: Case) -> tuple[Rating, str] | None:
    """Why there is no year of joining to look back to."""
    if test.since != "year of joining":
        return None
    year = _joining_year(entity, case)
    if not year:
        text = "the schools joined in different years, so this is judged school by school"
        return Rating.NOT_MEASURABLE, text
    if year >= case.drop.year:
        return (
            Rating.NOT_YET_DUE,
            f"{case.name(entity)} joined in {year}, so there is no change yet",
        )
    return None


def drop_in_words(drop: Drop) -> str:
    """`spring 2022`."""
    return f"{drop.term} {drop.as_of.year}"


def comparable(
    test: AgainstBefore,
    before: Measurement | None,
    when: str,
    measure: Measure,
    criterion: Criterion,
    case: Case,
) -> Known | tuple[Rating, str]:
    """The earlier figure where it can be compared with; else the state that this gives, and why."""
    title = inside(measure.title)
    if before is None:
        if test.since == "previous drop" and case.drop.previous is None:
            text = "there is no earlier drop to compare with; it is judged from the next one"
            return Rating.NOT_YET_DUE, text
        return Rating.NO_DATA, f"there is no figure for {title} {_closed(when)} to compare with"
    found = why_no_colour(before, measure, criterion, case)
    if isinstance(found, Known):
        return found
    reason = inside(found[1]).removesuffix(".")
    return found[0], f"{title} has no figure {_closed(when)} to compare with: {reason}"


def _closed(when: str) -> str:
    """`in 2016/17, the year of joining,`: what is put in between commas has both of them."""
    return f"{when}," if "," in when else when
