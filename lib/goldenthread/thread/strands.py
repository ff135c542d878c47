"""The golden thread of a judged drop: each section of the plan, what schools make of it, who does
what about it, what it is judged by, and how it stands.

Nothing here decides a rating: the thread joins what the plan, the schools' plans, the tracker and
the judgements say.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import ActionStatus, Judgement
from goldenthread.judgement.rating import Rating, worst
from goldenthread.measures.measurement import ALL, TRUST
from goldenthread.plan import Action, Criterion, Section
from goldenthread.thread.serves import Names, Serves
from goldenthread.view import View

SCHOOL_PLANS = "improvement_plans"
_MEASURE = "plan_priorities"


@dataclass(frozen=True, slots=True)
class SchoolPriority:
    """One priority of a school's improvement plan; `said` is what the school says it serves."""

    urn: str
    reference: str
    words: str
    said: str
    serves: Serves
    reviewed: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """An action of the plan, and where the tracker says it stands."""

    action: Action
    status: ActionStatus | None


@dataclass(frozen=True, slots=True)
class Check:
    """A criterion and how it stands: the report's own judgement, and those of each school.

    `last` is the latest drop in which it had a colour, with that colour, where it has none now.
    """

    criterion: Criterion
    judgement: Judgement | None
    judgements: tuple[Judgement, ...]
    last: tuple[str, Rating] | None = None

    @property
    def rating(self) -> Rating | None:
        """The rating that speaks for it; the worst of the schools where the trust has none."""
        if self.judgement is not None:
            return self.judgement.rating
        return worst(j.rating for j in self.judgements) if self.judgements else None


@dataclass(frozen=True, slots=True)
class Strand:
    """One section of the plan, followed down to its judgements. `elsewhere` is how many of its
    criteria the report's school is not judged by."""

    section: Section
    priorities: tuple[SchoolPriority, ...]
    steps: tuple[Step, ...]
    checks: tuple[Check, ...]
    elsewhere: int = 0

    @property
    def for_schools(self) -> bool:
        """Whether schools can be expected to take it up: any of its criteria is judged per school,
        or it has none."""
        criteria = self.section.criteria
        return not criteria or any("school" in criterion.levels for criterion in criteria)

    @property
    def is_judged(self) -> bool:
        """Whether any of its criteria, where it has some, is judged here and applies."""
        apart = Rating.DOES_NOT_APPLY
        return not self.section.criteria or any(
            check.rating not in (None, apart) for check in self.checks
        )

    @property
    def rating(self) -> Rating | None:
        ratings = [check.rating for check in self.checks if check.rating is not None]
        return worst(ratings) if ratings else None


@dataclass(frozen=True)
class Thread:
    """The whole thread as a report may show it: of the trust, or of its one school."""

    view: View

    @property
    def word(self) -> str:
        """What the plan calls one section, inside a sentence: `aim`."""
        return inside(self.view.judged.plan.section_word)

    @property
    def words(self) -> str:
        """What the plan calls several sections: `aims`, `priorities`."""
        return f"{self.word[:-1]}ies" if self.word.endswith("y") else f"{self.word}s"

    @cached_property
    def plans_unknown(self) -> str:
        """Why nothing can be said of the schools' plans, inside a sentence; "" where it can."""
        judged = self.view.judged
        if judged.lacks(SCHOOL_PLANS):
            source = judged.source(SCHOOL_PLANS)
            title = f"the export ‘{source.title}’" if source else "the export of them"
            who = f", from {inside(source.supplied_by)}," if source and source.supplied_by else ""
            return f"{title}{who} was not supplied"
        if not self.priorities:
            return "the export of improvement plans has no priority that can be read"
        if not any(priority.said for priority in self.priorities):
            return f"the export of improvement plans does not say which {self.words} they serve"
        return ""

    @cached_property
    def priorities(self) -> tuple[SchoolPriority, ...]:
        """Every priority of the schools' plans, school by school, in the export's order."""
        names = Names(self.view.judged.plan)
        return tuple(
            SchoolPriority(
                urn,
                m.group,
                m.detail("Priority"),
                m.detail("Serves"),
                names.read(m.detail("Serves")),
                m.detail("Last reviewed"),
            )
            for urn in self.view.urns
            for m in self.view.measurements.of(_MEASURE, urn, period=self.view.drop.year)
            if m.group != ALL
        )

    @cached_property
    def without_plan(self) -> tuple[str, ...]:
        """The schools of which the export has no priority; none where nothing is known."""
        if self.plans_unknown:
            return ()
        found = {priority.urn for priority in self.priorities}
        return tuple(urn for urn in self.view.urns if urn not in found)

    @cached_property
    def loose(self) -> tuple[SchoolPriority, ...]:
        """Priorities of schools that serve no section of the plan, or name one that it has not."""
        if self.plans_unknown:
            return ()
        return tuple(p for p in self.priorities if not p.serves.sections or p.serves.unknown)

    @cached_property
    def strands(self) -> tuple[Strand, ...]:
        return tuple(self._strand(section) for section in self.view.judged.plan.objectives)

    def _strand(self, section: Section) -> Strand:
        serving = tuple(p for p in self.priorities if section.id in p.serves.sections)
        known = {status.action: status for status in self._statuses(section)}
        steps = (Step(action, known.get(action.id)) for action in section.actions)
        checks = [self._check(criterion) for criterion in section.criteria]
        here = [check for check in checks if check.judgements or self.view.whole]
        return Strand(section, serving, tuple(steps), tuple(here), len(checks) - len(here))

    def _statuses(self, section: Section) -> tuple[ActionStatus, ...]:
        return self.view.judged.actions_on([action.id for action in section.actions])

    def _check(self, criterion: Criterion) -> Check:
        judgements = self.view.judgements(criterion.id)
        own = self.view.judgement(criterion.id, self.entity)
        check = Check(criterion, own, judgements)
        rating = check.rating
        if rating is None or rating.is_colour:
            return check
        return Check(criterion, own, judgements, self._last(criterion))

    def _last(self, criterion: Criterion) -> tuple[str, Rating] | None:
        """When a criterion last had a colour."""
        earlier = self.view.previous
        while earlier is not None:
            own = earlier.judgement(criterion.id, self.entity)
            found = [own] if own is not None else list(earlier.judgements(criterion.id))
            rating = worst(j.rating for j in found) if found else None
            if rating is not None and rating.is_colour:
                return earlier.when, rating
            earlier = earlier.previous
        return None

    def missing_schools(self, strand: Strand) -> tuple[str, ...]:
        """The schools with a plan whose plan does not take the section up, though any school can
        be expected to; none where nothing is known."""
        if self.plans_unknown or not strand.for_schools:
            return ()
        serving = {priority.urn for priority in strand.priorities}
        return tuple(urn for urn in self.view.urns if urn not in (*serving, *self.without_plan))

    @property
    def entity(self) -> str:
        """Whose judgements speak: the trust's, or the report's school's."""
        return TRUST if self.view.whole else self.view.urns[0]
