"""How many of the plan's own objectives, aims or priorities are met."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from goldenthread.judgement.case import Case
from goldenthread.judgement.judgement import Comparator, Judgement, Step, TestResult
from goldenthread.judgement.rating import Rating, worst
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.thresholds import reaches
from goldenthread.judgement.verdict import by_rating, in_words
from goldenthread.judgement.working import exact, outcome
from goldenthread.measures.measurement import TRUST
from goldenthread.plan import Criterion, Section, SectionsMet
from goldenthread.provenance import RowRange
from goldenthread.wording import percent, sentence


def sections_met(test: SectionsMet, criterion: Criterion, entity: str, case: Case) -> TestResult:
    """Green when enough sections are met. One that is not judged yet is not met, and never red."""
    rule = rule_in_words(test, criterion, case.plan, case.trust, case.school(entity), case.register)
    count = _Count(test, criterion, entity, case)
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

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(self.case.plan.objective(name) for name in self.test.sections)

    def judgements(self, section: Section) -> tuple[Judgement, ...]:
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
