"""How many of the plan's own objectives, aims or priorities are met, or of its rows green."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from goldenthread.judgement.case import Case
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Comparator, Judgement, Step, TestResult
from goldenthread.judgement.rating import Rating, worst
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.thresholds import reaches
from goldenthread.judgement.verdict import by_rating, in_words
from goldenthread.judgement.working import exact, outcome
from goldenthread.measures.measurement import TRUST
from goldenthread.plan import Criterion, Evidence, Section, SectionsMet
from goldenthread.provenance import RowRange
from goldenthread.wording import join_words, number, percent, plural, sentence


def sections_met(test: SectionsMet, criterion: Criterion, entity: str, case: Case) -> TestResult:
    """Green when enough sections are met. One that is not judged yet is not met, and never red."""
    rule = rule_in_words(test, criterion, case.plan, case.trust, case.school(entity), case.register)
    kind = _Rows if test.each == "criterion" else _Count
    count = kind(test, criterion, entity, case)
    if not count.sections:
        text = "nothing in these sections applies"
        return TestResult("", rule, Rating.DOES_NOT_APPLY, sentence(text))
    return TestResult(
        "",
        rule,
        count.rating,
        sentence(count.clause),
        None,
        Comparator(f"share of {count.word(2)}", test.at_least),
        steps=count.steps,
    )


def counted_judgements(
    test: SectionsMet, criterion: Criterion, entity: str, case: Case
) -> tuple[Judgement, ...]:
    """The judgements that decide whether the sections are met."""
    count = _Count(test, criterion, entity, case)
    return tuple(j for section in count.sections for j in count.judgements(section))


def rows_of_sections(
    test: SectionsMet, criterion: Criterion, entity: str, case: Case
) -> tuple[RowRange, ...]:
    """The rows behind them."""
    found = (j.rows for j in counted_judgements(test, criterion, entity, case))
    return tuple(dict.fromkeys(row for rows in found for row in rows))


@dataclass(frozen=True)
class _Count:
    test: SectionsMet
    criterion: Criterion
    entity: str
    case: Case

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """Those of which something applies there."""
        named = (self.case.plan.objective(name) for name in self.test.sections)
        return tuple(s for s in named if self.judgements(s) or not self._asked(s))

    def judgements(self, section: Section) -> tuple[Judgement, ...]:
        """What does not apply is neither met nor in the way."""
        asked = self._asked(section)
        return tuple(j for j in asked if j.rating is not Rating.DOES_NOT_APPLY)

    def _asked(self, section: Section) -> tuple[Judgement, ...]:
        level = "trust" if self.entity == TRUST else "school"
        return tuple(
            self.case.judged(c.id, self.entity)
            for c in section.criteria
            if c.id != self.criterion.id and level in c.levels and self.test.kind in ("", c.kind)
        )

    def of_section(self, section: Section) -> Rating:
        """The worst colour; green only where every criterion is, else the state in the way."""
        ratings = [j.rating for j in self.judgements(section)]
        colour = worst(ratings)
        if colour is not Rating.GREEN:
            return colour
        states = [rating for rating in ratings if not rating.is_colour]
        return worst(states) if states else Rating.GREEN

    @cached_property
    def standing(self) -> tuple[tuple[str, Rating], ...]:
        word = self.case.plan.section_word
        return tuple((f"{word} {s.number}", self.of_section(s)) for s in self.sections)

    @property
    def met(self) -> int:
        return sum(rating is Rating.GREEN for _, rating in self.standing)

    @property
    def rating(self) -> Rating:
        total = len(self.standing)
        if reaches(100 * self.met / total, self.test.at_least):
            return Rating.GREEN
        open_ = [rating for _, rating in self.standing if not rating.is_colour]
        if reaches(100 * (self.met + len(open_)) / total, self.test.at_least):
            return worst(open_)  # it may still be met
        amber = self.test.amber_from
        share = 100 * self.met / total
        return Rating.AMBER if amber is not None and reaches(share, amber) else Rating.RED

    def word(self, count: int) -> str:
        """`priority`, `priorities`: what the plan calls its sections."""
        word = self.case.plan.section_word.lower()
        if count == 1:
            return word
        return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"

    @property
    def clause(self) -> str:
        total = len(self.standing)
        verb = "is" if self.met < 2 else "are"
        met = "none of the" if not self.met else f"{in_words(self.met)} of"
        start = f"{met} {in_words(total)} {self.word(total)} {verb} met"
        return f"{start} ({self.needed}): {by_rating(self.standing)}"

    @property
    def needed(self) -> str:
        if self.test.at_least == 100:
            return "all are needed"
        return f"at least {percent(self.test.at_least, 0)} needed"

    @property
    def steps(self) -> tuple[Step, ...]:
        total = len(self.standing)
        return (
            *(
                Step(name, self._parts(section), rating)
                for (name, rating), section in self._pairs()
            ),
            Step("Share", f"{self.met} ÷ {total}", exact(100 * self.met / total)),
            outcome(self.rating, self.needed),
        )

    def _pairs(self) -> tuple[tuple[tuple[str, Rating], Section], ...]:
        return tuple(zip(self.standing, self.sections, strict=True))

    def _parts(self, section: Section) -> str:
        plan = self.case.plan
        judged = [(plan.criterion(j.criterion).number, j.rating) for j in self.judgements(section)]
        return by_rating(judged)


class _Rows(_Count):
    """The same of the criteria themselves: how many are green, of all."""

    @cached_property
    def rows(self) -> tuple[tuple[Criterion, Rating], ...]:
        plan = self.case.plan
        found = (j for section in self.sections for j in self.judgements(section))
        return tuple((plan.criterion(j.criterion), j.rating) for j in found)

    @cached_property
    def standing(self) -> tuple[tuple[str, Rating], ...]:
        return tuple((criterion.number, rating) for criterion, rating in self.rows)

    @property
    def share(self) -> float:
        return 100 * self.met / len(self.rows) if self.rows else 0.0

    @property
    def rating(self) -> Rating:
        """A state where no row has a colour: then nothing is known."""
        if not any(rating.is_colour for _, rating in self.rows):
            return worst(rating for _, rating in self.rows)
        if reaches(self.share, self.test.at_least):
            return Rating.GREEN
        amber = self.test.amber_from
        return Rating.AMBER if amber is not None and reaches(self.share, amber) else Rating.RED

    def word(self, count: int) -> str:
        one = inside(self.test.kind) or "row"
        return one if count == 1 else f"{one}s"

    @property
    def clause(self) -> str:
        total = len(self.rows)
        what = plural(total, self.word(1), self.word(2))
        start = f"{number(self.met)} of {what}, {percent(self.share)},"
        without = [name for name, rating in self.standing if rating is not Rating.GREEN]
        if not self.of_examples:
            verb = "is" if self.met == 1 else "are"
            return f"{start} {verb} green ({self.needed}): {by_rating(self.standing)}"
        rest = f"; none yet of {join_words(without)}" if without else ""
        verb = "has" if self.met == 1 else "have"
        return f"{start} {verb} a dated example ({self.needed}){rest}"

    @property
    def of_examples(self) -> bool:
        tests = [test for criterion, _ in self.rows for test in criterion.tests]
        return all(isinstance(test, Evidence) and test.example for test in tests)

    @property
    def steps(self) -> tuple[Step, ...]:
        return (
            *(Step(name, "", rating) for name, rating in self.standing),
            Step("Share", f"{self.met} ÷ {len(self.rows)}", exact(self.share)),
            outcome(self.rating, self.needed),
        )
