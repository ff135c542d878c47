"""The half-termly review of each school: whether it was held, the risk it saw, who heard of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from goldenthread.calendar import TERMS
from goldenthread.measures.cells import by, dates, given, numbers, total, words
from goldenthread.measures.measurement import ALL, TRUST, Measurement, State
from goldenthread.measures.newest import newest
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Details, Extras, share
from goldenthread.sources.table import row_of
from goldenthread.trust import School
from goldenthread.usual_term_dates import usual_year
from goldenthread.wording import day, join_words, number

SOURCE = "risk_assessments"
WORDS = {"low": "Low", "medium": "Medium", "high": "High"}


@dataclass(frozen=True, slots=True)
class HalfTerm:
    """A half-term of the drop's year: its key in the export, its name, its first and last day."""

    key: str
    first: dt.date
    last: dt.date

    @property
    def name(self) -> str:
        """`Autumn 1`."""
        return self.key.replace("_", " ").capitalize()


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

    Leaves out: half-terms still running, whose assessment is not due yet.

    Interval: none; every half-term is known.
    """
    name = "risk_assessments_held"
    frame = _year(context)
    met: dict[str, int] = {}
    for school in context.trust.schools:
        terms = _half_terms(context, school)
        if not terms:
            yield _without_terms(context, name, school.urn)
            continue
        mine = _of(frame, school.urn)
        due = [term for term in terms if term.last <= context.drop.as_of]
        held = {term.key for term in terms if not _of_term(mine, term).empty}
        missed = [term.name for term in due if term.key not in held]
        note = f"missed: {join_words(missed)}" if missed else "none was missed"
        extras = Extras(note=note, empty="no half-term has ended since the school joined")
        met[school.urn] = len(due) - len(missed)
        yield share(context, name, school.urn, met[school.urn], len(due), mine, extras, n=len(due))
        for term in due:
            row = _of_term(mine, term)
            yield share(context, name, school.urn, len(row), 1, row, group=term.name, n=1)
    due_of = {s.urn: _due(context, s) for s in context.trust.schools if s.urn in met}
    extras = Extras(empty="no half-term has ended yet")
    count = sum(due_of.values())
    yield share(context, name, TRUST, sum(met.values()), count, frame, extras, n=count)


@measure(
    "Risk at the latest assessment",
    unit="level",
    decimals=0,
    better="neither",
    counts="things",
    needs=(SOURCE,),
)
def school_risk(context: Context) -> Iterator[Measurement]:
    """The risk that was seen at the year's latest assessment of a school: low, medium or high.

    Each half-term with an assessment is a group, with its date, the targets agreed and on track,
    and when the findings went to the local governing body. A judgement in words: no figure.

    Denominator: none; it is a judgement in words.

    Leaves out: assessments dated after the drop, and those without a rating.

    Interval: none; people made it.
    """
    frame = _year(context)
    frame = frame[given(frame, "risk")]
    for school in context.trust.schools:
        mine = _of(frame, school.urn).sort_values("when", kind="stable")
        for group, rows in ((ALL, mine.tail(1)), *_by_half_term(mine)):
            for row in rows.to_dict("records"):
                yield Measurement(
                    "school_risk",
                    school.urn,
                    context.drop.year,
                    None,
                    group,
                    State.MEASURED,
                    n=1,
                    rows=row_of(row),
                    details=_details(context, row),
                )


@measure(
    "Agreed targets on track",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def risk_targets_on_track(context: Context) -> Iterator[Measurement]:
    """Targets that were on track at the year's latest assessment, of those agreed with the school.

    Each half-term is a group. The trust's figure adds up its schools' latest assessments.

    Denominator: targets agreed with the school, as the latest assessment counts them.

    Leaves out: assessments dated after the drop, and those without both numbers.

    Interval: none; every target is known.
    """
    name = "risk_targets_on_track"
    frame = _year(context)
    frame = frame[given(frame, "targets") & given(frame, "on_track")]
    latest = []
    for school in context.trust.schools:
        mine = _of(frame, school.urn).sort_values("when", kind="stable")
        if mine.empty:
            continue
        latest.append(mine.tail(1))
        for group, rows in ((ALL, mine.tail(1)), *_by_half_term(mine)):
            yield _on_track(context, name, school.urn, group, rows)
    if latest:
        yield _on_track(context, name, TRUST, ALL, pd.concat(latest))


@measure(
    "Risk assessments reported to the local governing body",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def risk_findings_reported(context: Context) -> Iterator[Measurement]:
    """Assessments of this year whose findings the school's local governing body has been told.

    Each half-term is a group at its school.

    Denominator: assessments of this year held by the drop's day.

    Leaves out: assessments that were not held.

    Interval: none; every assessment is known.
    """
    name = "risk_findings_reported"
    frame = _year(context)
    told = frame[by(frame, "reported", context.drop.as_of)]
    extras = Extras(empty="no assessment has been held")
    for entity in (*(school.urn for school in context.trust.schools), TRUST):
        held = frame if entity == TRUST else _of(frame, entity)
        reported = told if entity == TRUST else _of(told, entity)
        yield share(context, name, entity, len(reported), len(held), held, extras)
        for term, rows in _by_half_term(held) if entity != TRUST else ():
            met = len(reported[reported["half_term"].eq(rows["half_term"].iloc[0])])
            yield share(context, name, entity, met, len(rows), rows, group=term)


def _year(context: Context) -> pd.DataFrame:
    """This year's assessments that were held by the drop's day, each half-term once."""

    def held() -> pd.DataFrame:
        frame = context.frame(SOURCE)
        this = frame["year"].eq(context.drop.year).fillna(value=False).astype(bool)
        frame = frame[this & by(frame, "date", context.drop.as_of) & frame["school"].notna()]
        return newest(frame.assign(when=dates(frame, "date")), ["school", "half_term"], "when")

    return context.once("risk assessments of the year", held)


def half_terms(context: Context, urn: str) -> tuple[HalfTerm, ...]:
    """The six half-terms of the drop's year: by the declared dates, or else the usual ones.

    None where terms are declared without their half-term holidays.
    """
    year = context.trust.school_year(urn, context.drop.year) or usual_year(context.drop.year)
    if not year.halves:
        return ()
    found = []
    for name in TERMS:
        term = year.term(name)
        rest = term.half_term
        ends = rest.first - dt.timedelta(days=1) if rest else term.last
        starts = rest.last + dt.timedelta(days=1) if rest else term.first
        found.append(HalfTerm(f"{name}_1", term.first, ends))
        found.append(HalfTerm(f"{name}_2", starts, term.last))
    return tuple(found)


def _half_terms(context: Context, school: School) -> tuple[HalfTerm, ...]:
    """Those that began when the school was in the trust."""
    return tuple(t for t in half_terms(context, school.urn) if t.first >= school.joined)


def _due(context: Context, school: School) -> int:
    return sum(term.last <= context.drop.as_of for term in _half_terms(context, school))


def _of(frame: pd.DataFrame, urn: str) -> pd.DataFrame:
    return frame[frame["school"].eq(urn).fillna(value=False).astype(bool)]


def _of_term(rows: pd.DataFrame, term: HalfTerm) -> pd.DataFrame:
    return rows[rows["half_term"].eq(term.key).fillna(value=False).astype(bool)]


def _by_half_term(rows: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    names = (
        HalfTerm(f"{term}_{half}", dt.date.min, dt.date.min) for term in TERMS for half in "12"
    )
    return [(term.name, part) for term in names if not (part := _of_term(rows, term)).empty]


def _on_track(
    context: Context, name: str, entity: str, group: str, rows: pd.DataFrame
) -> Measurement:
    on_track, agreed = total(numbers(rows, "on_track")), total(numbers(rows, "targets"))
    extras = Extras(empty="no target was agreed")
    return share(
        context, name, entity, on_track, agreed, rows, extras, group=group, n=round(agreed)
    )


def _details(context: Context, row: dict[object, object]) -> Details:
    frame = pd.DataFrame([row])
    reported = dates(frame, "reported").iloc[0]
    told = pd.notna(reported) and reported <= pd.Timestamp(context.drop.as_of)
    agreed, on_track = numbers(frame, "targets").iloc[0], numbers(frame, "on_track").iloc[0]
    targets = (("Targets on track", f"{number(on_track)} of {number(agreed)}"),)
    return (
        ("Risk", WORDS[words(row["risk"])]),
        ("Date", day(dates(frame, "date").iloc[0].date())),
        *(targets if pd.notna(agreed) and pd.notna(on_track) else ()),
        ("Reported to governors", day(reported.date()) if told else "not yet"),
    )


def _without_terms(context: Context, name: str, entity: str) -> Measurement:
    note = f"the term dates declared for {context.drop.year} have no half-term holidays"
    return Measurement(name, entity, context.drop.year, state=State.NO_DATA, note=note)
