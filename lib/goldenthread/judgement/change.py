"""A value against an earlier one: the previous drop's, or last year's at the same point."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.calendar import (
    closed_to_most,
    same_day_last_year,
    year_starts,
)
from goldenthread.drop import Drop
from goldenthread.judgement.case import Case
from goldenthread.judgement.earlier import comparable, earlier, no_joining_year
from goldenthread.judgement.figures import apart, bare, says
from goldenthread.judgement.intervals import ChangeInterval, change_interval
from goldenthread.judgement.judgement import Comparator, Step, TestResult
from goldenthread.judgement.pooled import figure_of
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.usable import Known, usable, without_colour
from goldenthread.judgement.working import difference, exact, outcome, steps_of
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
    unjoined = no_joining_year(test, entity, case)
    if unjoined is not None:
        return without_colour(*unjoined, measure, rule, figure)
    before, when = earlier(test, criterion, known.figure, case)
    past = comparable(test, before, when, measure, criterion, case)
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
        doubts = f"{self._doubt(decimals)}{self._unlike}".replace(") (", "; ")
        return f"{said}, {self._word} from {earlier}{doubts}"

    @property
    def _word(self) -> str:
        """A gap that is below zero both times has narrowed where it is nearer to it."""
        up = self.size > 0
        if self.measure.id.startswith("gap_") and max(self.now.value, self.before.value) <= 0:
            return "narrowed" if up else "widened"
        return "up" if up else "down"

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
