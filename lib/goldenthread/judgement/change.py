"""A value against an earlier one: the previous drop's, or last year's at the same point."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.calendar import (
    academic_year,
    closed_to_most,
    same_day_last_year,
    year_before,
    year_starts,
)
from goldenthread.drop import Drop
from goldenthread.judgement.case import Case
from goldenthread.judgement.figures import apart, bare, says
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.intervals import ChangeInterval, change_interval
from goldenthread.judgement.judgement import Comparator, Step, TestResult
from goldenthread.judgement.pooled import figure_among, figure_of
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.usable import Known, usable, why_no_colour, without_colour
from goldenthread.judgement.working import difference, exact, outcome, steps_of
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Measure
from goldenthread.measures.survey_answers import COUNTED, NO_SCHOOL
from goldenthread.plan import AgainstBefore, Criterion
from goldenthread.wording import change, sentence, signed


def against_before(
    test: AgainstBefore, criterion: Criterion, entity: str, case: Case
) -> TestResult:
    """Green for the wanted change, red for the opposite, amber where there is no clear change."""
    measure = case.measure(test.measure)
    figure = figure_of(test, criterion, entity, case, test.group)
    rule = rule_in_words(test, criterion, case.plan, case.trust, None, case.register)
    known = usable(figure, measure, criterion, case, rule)
    if isinstance(known, TestResult):
        return known
    unjoined = _no_joining_year(test, entity, case)
    if unjoined is not None:
        return without_colour(*unjoined, measure, rule, figure)
    before, when = earlier(test, criterion, known.figure, case)
    past = _comparable(test, before, when, measure, criterion, case)
    if not isinstance(past, Known):
        return without_colour(*past, measure, rule, figure)
    found = _Change(test, measure, known, past, when, case.drop)
    return TestResult(
        test.measure,
        rule,
        found.rating,
        sentence(found.clause),
        known.figure,
        Comparator(when[:1].upper() + when[1:], past.value, past.figure.period),
        past.figure,
        found.steps,
    )


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


def _no_joining_year(test: AgainstBefore, entity: str, case: Case) -> tuple[Rating, str] | None:
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


def _comparable(
    test: AgainstBefore,
    before: Measurement | None,
    when: str,
    measure: Measure,
    criterion: Criterion,
    case: Case,
) -> Known | tuple[Rating, str]:
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


@dataclass(frozen=True)
class _Change:
    """One change, judged."""

    test: AgainstBefore
    measure: Measure
    now: Known
    before: Known
    when: str
    drop: Drop

    @property
    def size(self) -> float:
        return self.now.value - self.before.value

    @property
    def interval(self) -> ChangeInterval | None:
        return change_interval(self.now.figure, self.before.figure, self.measure)

    @property
    def wanted_up(self) -> bool:
        return self.test.wanted in ("higher", "no lower")

    @property
    def gain(self) -> float:
        """The change, counted positive in the direction that is wanted."""
        gain = self.size if self.wanted_up else -self.size
        return 0.0 if abs(gain) < 1e-9 else gain

    @property
    def clear(self) -> bool:
        """Large enough to count and, where the plan asks for it, beyond chance."""
        if abs(self.gain) < max(self.test.least_change - 1e-9, 1e-9):
            return False
        if not self.test.beyond_chance or self.measure.counts == "things":
            return True
        interval = self.interval
        return interval is not None and interval.leaves_out_zero

    @property
    def at_best(self) -> bool:
        """Nothing can be better: still none, or still all."""
        top = self.measure.unit == "percent" and self.now.value == 100
        return self.gain == 0 and (top if self.wanted_up else self.now.value == 0)

    @property
    def rating(self) -> Rating:
        if self.clear:
            return Rating.GREEN if self.gain > 0 else Rating.RED
        if self.at_best or (self.test.wanted.startswith("no ") and not self._doubtful):
            return Rating.GREEN
        return Rating.AMBER

    @property
    def _doubtful(self) -> bool:
        """Worse by enough to count, but perhaps by chance."""
        return self.gain < 0 and abs(self.gain) >= self.test.least_change - 1e-9

    @property
    def clause(self) -> str:
        now, before = self.now.value, self.before.value
        decimals = apart(self.measure, now, before)
        extra = None if decimals == self.measure.decimals else decimals
        said = says(self.measure, self.now.figure, extra)
        earlier = f"{bare(before, self.measure, decimals)} {self.when}{self._closed}"
        if self.gain == 0:
            return f"{said}, the same as {earlier}{self._unlike}"
        word = "up" if self.size > 0 else "down"
        doubts = f"{self._doubt(decimals)}{self._unlike}".replace(") (", "; ")
        return f"{said}, {word} from {earlier}{doubts}"

    @property
    def _closed(self) -> str:
        """What pupils did in a year is not to be compared with a year of closed schools unsaid."""
        if self.test.since != "same point last year" or self.measure.counts != "pupils":
            return ""
        last = same_day_last_year(self.drop.as_of)
        if not closed_to_most(year_starts(self.before.figure.period), last):
            return ""
        return ", when schools were closed to most pupils for part of the time"

    @property
    def _unlike(self) -> str:
        """Said where two waves of a survey count different people."""
        figures = (self.now.figure, self.before.figure)
        if sum(figure.detail(NO_SCHOOL) == COUNTED for figure in figures) != 1:
            return ""
        return " (not like for like: only one of the two counts answers that name no school)"

    def _doubt(self, decimals: int) -> str:
        """Why a change that can be seen is not a clear one."""
        if self.clear:
            return ""
        if abs(self.gain) < self.test.least_change - 1e-9:
            least = change(self.test.least_change, self.measure.unit, decimals).lstrip("+")
            return f" (a change counts from {least})"
        interval = self.interval
        if interval is None:
            return " (too few are known to tell whether that is chance)"
        ends = f"{signed(interval.low, decimals)} to {signed(interval.high, decimals)}"
        return f" (no clear change: 95% interval of the change {ends})"

    @property
    def steps(self) -> tuple[Step, ...]:
        now, before = self.now.value, self.before.value
        steps = [
            *steps_of(self.now.figure, self.measure),
            Step("Earlier figure", self.when, exact(before)),
            difference(now, before),
        ]
        interval = self.interval
        if interval is not None:
            ends = f"{exact(interval.low)} to {exact(interval.high)}"
            steps.append(Step("95% interval of the change", interval.method, ends))
        return (*steps, outcome(self.rating, self._why()))

    def _why(self) -> str:
        if not self.clear:
            return "no clear change"
        return "the change that is wanted" if self.gain > 0 else "the opposite of what is wanted"
