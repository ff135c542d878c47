"""The figure that a test looks at: a school's, the trust's, or that of some schools pooled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from goldenthread.judgement.case import Case
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.scope import bodies_for, schools_asked, schools_judged
from goldenthread.measures.measurement import ALL, TRUST, Coverage, Measurement, State
from goldenthread.measures.registry import Measure
from goldenthread.measures.statistics import wilson
from goldenthread.plan import AgainstTarget, Criterion, Test
from goldenthread.provenance import RowRange
from goldenthread.rules import StepTest
from goldenthread.wording import join_words, plural

Look = Callable[[str], Measurement | None]
_NOTHING = (
    *(State.NO_DATA, State.NOT_MEASURABLE),
    *(State.NOT_YET_DUE, State.DOES_NOT_APPLY),
)
_SAME = 1e-6  # how far a share may lie from its own numerator and denominator


def figure_of(
    test: Test | StepTest, criterion: Criterion, entity: str, case: Case, group: str = ALL
) -> Measurement | None:
    """The drop's own figure of the test's measure and group, as `figure_among` finds it.

    Where everybody's has none, that says why, and so the group has none either.
    """
    measure = getattr(test, "measure", "")
    if isinstance(test, AgainstTarget) and test.bodies:
        return _of_bodies(test, entity, case)
    found = figure_among(test, criterion, entity, case, lambda of: case.figure(measure, of, group))
    if found is not None or group == ALL:
        return found
    whole = case.figure(measure, entity)
    if whole is None or whole.value is None:
        return whole
    note = f"the exports have none for {inside(group).replace(' · ', ', ')}"
    year = case.drop.year
    return Measurement(measure, entity, year, group=group, state=State.NO_DATA, note=note)


def figure_among(
    test: Test | StepTest, criterion: Criterion, entity: str, case: Case, look: Look
) -> Measurement | None:
    """What `look` gives for a school or the trust.

    The trust's figure, where the criterion or the test is for some of its schools only, is pooled
    over those: from their numerators and denominators, or weighted by pupils.
    """
    measure = case.measure(getattr(test, "measure", ""))
    if entity != TRUST or measure.trust_only:
        return look(entity)
    judged = [school.urn for school in schools_judged(test, criterion, case)]
    others = [s.urn for s in case.trust.schools if s.urn not in judged]
    if not any(_counts(look(urn)) for urn in others):
        return look(TRUST)
    parts = [part for urn in judged if (part := look(urn)) is not None]
    return _pooled(parts, measure, len(schools_asked(test, criterion, case)), case)


def _of_bodies(test: AgainstTarget, entity: str, case: Case) -> Measurement | None:
    """The figure of some boards and committees together, under their names; None where none of
    them is the school's, or none is measured. Whoever sits on two of them counts on each, and so
    how many people they are is not known."""
    measure = case.measure(test.measure)
    bodies = bodies_for(test.bodies, case.trust, case.school(entity))
    if not bodies:
        return None
    found = {body.id: case.figure(test.measure, f"body:{body.id}", test.group) for body in bodies}
    known = [f for f in found.values() if f is not None and f.value is not None]
    named = join_words([body.name for body in bodies])
    whole = Measurement(
        measure.id,
        entity,
        case.drop.year,
        group=named,
        rows=_rows(known),
        coverage=Coverage(len(known), len(bodies), "boards and committees"),
    )
    blank = replace(whole, state=State.NO_DATA, coverage=None)
    if not known:
        return replace(blank, note=f"there is no figure of {named}")
    pooled = _of_counts(whole, known, measure) or _weighted(whole, known, measure)
    people = pooled.n if len(known) == 1 or measure.counts != "people" else None
    return replace(pooled, n=people, low=None, high=None)


def _counts(figure: Measurement | None) -> bool:
    """Whether a school's figure may be a part of the trust's."""
    return figure is not None and figure.state not in _NOTHING


def _pooled(
    parts: Sequence[Measurement], measure: Measure, schools: int, case: Case
) -> Measurement:
    known = [part for part in parts if part.value is not None and part.state is State.MEASURED]
    first = next(iter(parts), None)
    period, group = (first.period, first.group) if first else (case.drop.year, ALL)
    blank = Measurement(measure.id, TRUST, period, group=group, rows=_rows(parts))
    if any(part.state is State.SUPPRESSED for part in parts):
        note = "the figure of one of the schools that this is for is not shown"
        return replace(blank, state=State.SUPPRESSED, note=note)
    if not known:
        state = first.state if first and first.state in _NOTHING else State.NO_DATA
        return replace(blank, state=state, note=first.note if first else "no school has a figure")
    note = f"pooled over the {plural(len(known), 'school')} that this is for"
    whole = replace(blank, note=note, coverage=_coverage(known, schools))
    return _of_counts(whole, known, measure) or _weighted(whole, known, measure)


def _of_counts(
    whole: Measurement, known: Sequence[Measurement], measure: Measure
) -> Measurement | None:
    """From numerators and denominators; None where the figures are not such shares."""
    if measure.unit not in ("percent", "per 100") or not all(map(_is_share, known)):
        return None
    top = sum(float(part.numerator or 0) for part in known)
    bottom = sum(float(part.denominator or 0) for part in known)
    ends: tuple[float | None, float | None] = (None, None)
    if measure.unit == "percent" and all(part.low is not None for part in known):
        ends = wilson(top, bottom) if measure.counts == "pupils" else (None, None)
    return replace(
        whole,
        value=100 * top / bottom,
        n=sum(part.n or 0 for part in known) or None,
        numerator=top,
        denominator=bottom,
        low=ends[0],
        high=ends[1],
    )


def _is_share(part: Measurement) -> bool:
    top, bottom = part.numerator, part.denominator
    if top is None or not bottom or part.value is None:
        return False
    return abs(100 * top / bottom - part.value) < _SAME


def _weighted(whole: Measurement, known: Sequence[Measurement], measure: Measure) -> Measurement:
    """A mean of pupils, weighted by how many each school's figure rests on."""
    count = sum(part.n or 0 for part in known)
    if measure.unit not in ("points", "score") or not all(part.n for part in known):
        note = "the schools’ figures cannot be pooled"
        return replace(whole, state=State.NO_DATA, note=note, coverage=None)
    total = sum(float(part.value or 0) * (part.n or 0) for part in known)
    note = f"{whole.note}, weighted by pupils"
    return replace(whole, value=total / count, n=count, note=note)


def _coverage(known: Sequence[Measurement], schools: int) -> Coverage | None:
    """The schools' own coverage added up where all have one, else how many have a figure."""
    own = [part.coverage for part in known if part.coverage is not None]
    if len(own) == len(known) == schools and len({cover.what for cover in own}) == 1:
        covered, expected = sum(c.covered for c in own), sum(c.expected for c in own)
        return Coverage(covered, expected, own[0].what)
    return Coverage(len(known), schools, "schools") if len(known) < schools else None


def _rows(parts: Sequence[Measurement]) -> tuple[RowRange, ...]:
    return tuple(dict.fromkeys(row for part in parts for row in part.rows))
