"""Whether every school's risk was assessed in every half-term."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from goldenthread.measures.measurement import TRUST, Coverage, Measurement, State
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.risk_rounds import (
    SOURCE,
    HalfTerm,
    half_terms,
    held_in_year,
    listed_in_year,
    of_half_term,
    of_school,
)
from goldenthread.measures.shares import Extras, share
from goldenthread.trust import School
from goldenthread.wording import join_words


@measure(
    "Half-termly risk assessments held",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def risk_assessments_held(context: Context) -> Iterator[Measurement]:
    """Half-terms that have ended by the drop's day and in which the school's risk was assessed.

    Each half-term is a group. An assessment belongs to the half-term that its row names; it counts
    where it is dated by the drop's day, even if it was held late. A half-term that had begun when
    the school joined the trust is not due. The trust's figure pools its schools.

    Half-terms are those that the trust declares (term_dates), else the usual ones.

    Denominator: half-terms of the year that ended by the drop's day, for each school.

    Leaves out: half-terms still running, whose assessment is not due yet; schools of which the
    export has no row, which show in the coverage.

    Interval: none; every half-term is known.
    """
    name = "risk_assessments_held"
    listed, held = listed_in_year(context), held_in_year(context)
    counted: list[_Held] = []
    for school in context.trust.schools:
        found = _Held(context, school, of_school(listed, school.urn), of_school(held, school.urn))
        if why := found.why_not:
            yield Measurement(name, school.urn, context.drop.year, state=State.NO_DATA, note=why)
            continue
        counted.append(found)
        extras = Extras(note=found.note, empty="no half-term has ended since the school joined")
        yield share(
            context,
            name,
            school.urn,
            found.kept,
            len(found.due),
            found.listed,
            extras,
            n=len(found.due),
        )
        for term in found.due:
            row = of_half_term(found.held, term)
            yield share(context, name, school.urn, len(row), 1, row, group=term.name, n=1)
    if counted:
        rows = pd.concat([found.listed for found in counted])
        due = sum(len(found.due) for found in counted)
        kept = sum(found.kept for found in counted)
        extras = Extras(
            empty="no half-term has ended yet",
            coverage={TRUST: Coverage(len(counted), len(context.trust.schools), "schools")},
        )
        yield share(context, name, TRUST, kept, due, rows, extras, n=due)


@dataclass(frozen=True)
class _Held:
    """One school's half-terms of the year: `listed` are its rows, `held` those with a day."""

    context: Context
    school: School
    listed: pd.DataFrame
    held: pd.DataFrame

    @property
    def why_not(self) -> str:
        """Why nothing can be counted, "" where it can."""
        year = self.context.drop.year
        if not half_terms(self.context, self.school.urn):
            return f"the term dates declared for {year} have no half-term holidays"
        if self.listed.empty and self.due:
            return f"the export has no row of the school for {year}"
        return ""

    @property
    def due(self) -> list[HalfTerm]:
        """Half-terms that have ended and began when the school was in the trust."""
        return [
            term
            for term in half_terms(self.context, self.school.urn)
            if term.first >= self.school.joined and term.last <= self.context.drop.as_of
        ]

    @property
    def missed(self) -> list[str]:
        return [term.name for term in self.due if of_half_term(self.held, term).empty]

    @property
    def kept(self) -> int:
        return len(self.due) - len(self.missed)

    @property
    def note(self) -> str:
        return f"missed: {join_words(self.missed)}" if self.missed else "none was missed"
