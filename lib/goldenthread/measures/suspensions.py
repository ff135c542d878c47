"""Suspensions and permanent exclusions for every 100 pupils."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from goldenthread.measures.cells import text
from goldenthread.measures.measurement import Measurement
from goldenthread.measures.registry import Context, kept, measure
from goldenthread.measures.year_to_date import Count, Log, rates

PUBLICATION = "Suspensions and permanent exclusions in England"
NEEDS = ("suspensions", "census")
REASONS = "_reasons"


@measure(
    "Suspensions per 100 pupils",
    unit="per 100",
    decimals=2,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
    short="Suspensions",
)
def suspension_rate(context: Context) -> Iterable[Measurement]:
    """Suspensions that began in the year so far, for every 100 pupils on roll at the January census
    (sole and dual main registrations); lunchtime exclusions are not counted. By reason, where as
    many pupils as the trust's smallest group were suspended, a suspension counts under each of its
    up to three reasons, so reasons add up to more than all.

    Denominator: pupils on roll at the January census (sole and dual main registrations), or the
    latest before it.

    Leaves out: lunchtime exclusions; suspensions that began after the day of the drop.

    Interval: 95%, Poisson, wider where a few pupils make many of the events.
    """
    return rate_of(context, "suspension_rate", "suspension")


@measure(
    "Permanent exclusions per 100 pupils",
    unit="per 100",
    decimals=3,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
    short="Permanent exclusions",
)
def exclusion_rate(context: Context) -> Iterable[Measurement]:
    """Permanent exclusions in the year so far for every 100 pupils on roll at the January census;
    by reason, under each of its up to three reasons, where as many pupils as the trust's smallest
    group were excluded.

    Denominator: pupils on roll at the January census (sole and dual main registrations), or the
    latest before it.

    Leaves out: exclusions after the day of the drop.

    Interval: 95%, Poisson, wider where a few pupils make many of the events.
    """
    return rate_of(context, "exclusion_rate", "permanent")


@measure(
    "Pupils suspended",
    unit="percent",
    decimals=2,
    better="lower",
    counts="pupils",
    needs=NEEDS,
    publication=PUBLICATION,
)
def pupils_suspended(context: Context) -> Iterable[Measurement]:
    """Pupils with one suspension or more in the year so far, as a percentage of pupils on roll at
    the January census.

    Denominator: pupils on roll at the January census (sole and dual main registrations), or the
    latest before it.

    Leaves out: lunchtime exclusions; suspensions that began after the day of the drop.

    Interval: 95%, Wilson, over pupils.
    """
    return _rates(context, Count("pupils_suspended", _pupils_with(1)), "suspension")


@measure(
    "Pupils suspended more than once",
    unit="percent",
    decimals=2,
    better="lower",
    counts="pupils",
    needs=NEEDS,
)
def repeat_suspensions(context: Context) -> Iterable[Measurement]:
    """Pupils with two suspensions or more in the year so far, as a percentage of pupils on roll at
    the January census. A measure of this suite, not of the department.

    Denominator: pupils on roll at the January census (sole and dual main registrations), or the
    latest before it.

    Leaves out: lunchtime exclusions; suspensions that began after the day of the drop.

    Interval: 95%, Wilson, over pupils.
    """
    return _rates(context, Count("repeat_suspensions", _pupils_with(2)), "suspension")


@kept
def rate_of(context: Context, measure: str, kind: str) -> tuple[Measurement, ...]:
    """The rate of suspensions or of permanent exclusions, by term and by reason too."""
    return tuple(_rates(context, Count(measure, len, by=REASONS), kind))


def _pupils_with(least: int) -> Callable[[pd.DataFrame], int]:
    """Pupils of the trust are told apart by UPN: one who moved within it counts once."""

    def count(events: pd.DataFrame) -> int:
        return int((events["upn"].value_counts() >= least).sum())

    return count


def _rates(context: Context, count: Count, kind: str) -> Iterable[Measurement]:
    frame = _log(context)
    listed = set(text(frame, "school"))

    def kept_by(rows: pd.DataFrame) -> list[str]:
        """The log is one for the trust. A school without a row in either year had none of these
        if it is a primary school; a secondary school's were more likely forgotten."""
        schools = context.trust.schools if len(rows) else ()
        return [s.urn for s in schools if s.urn in listed or s.phase != "secondary"]

    log = Log(frame, "start", kept_by)
    return rates(context, log, text(frame, "type").eq(kind), count)


@kept
def _log(context: Context) -> pd.DataFrame:
    """The log with each event's different reasons as a list, one spelling for each."""
    events = context.frame("suspensions")
    columns = [
        text(events, name).map(_sentence_case) for name in ("reason", "reason_2", "reason_3")
    ]
    lists = [list(dict.fromkeys(filter(None, reasons))) for reasons in zip(*columns, strict=True)]
    return events.assign(**{REASONS: pd.Series(lists, index=events.index, dtype="object")})


def _sentence_case(reason: str) -> str:
    words = " ".join(reason.split())
    return words[:1].upper() + words[1:].lower() if words else ""
