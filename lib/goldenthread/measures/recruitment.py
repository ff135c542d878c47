"""How many people want to work in the trust: applications for its vacancies."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import by, dates, given, numbers, text, total, yes
from goldenthread.measures.measurement import ALL, TRUST, Coverage, Measurement, State
from goldenthread.measures.places import ENTITY, levels, placed, unplaced_note
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share
from goldenthread.measures.staff_in_post import GROUPS
from goldenthread.measures.year import this_year
from goldenthread.sources.table import rows_of
from goldenthread.wording import number, plural

SOURCE = "vacancies"


@measure(
    "Applications for each vacancy",
    unit="count",
    decimals=1,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def applications_per_vacancy(context: Context) -> Iterator[Measurement]:
    """Applications for the vacancies advertised this year, divided by the number of vacancies.

    A vacancy counts once its closing date is the drop's day or earlier; without a closing date it
    counts from its advertisement. One that was advertised twice is two. Each staff group also by
    itself. The trust's figure is of all its vacancies, those of its office too.

    Denominator: none; it is a number of applications, the mean over the vacancies advertised since
    1 September whose closing date has come.

    Leaves out: vacancies that give no number of applications, which show in the coverage, and those
    that are still open.

    Interval: none; every vacancy is known.
    """
    frame = this_year(context, placed(context, context.frame(SOURCE)), "advertised")
    closed = dates(frame, "closing").isna() | by(frame, "closing", context.drop.as_of)
    frame = frame[closed]
    for school in context.trust.schools:
        if not frame[ENTITY].eq(school.urn).any():
            yield _figure(context, school.urn, ALL, frame.head(0))
    for entity, rows in levels(context, frame, ENTITY):
        counted = rows[given(rows, "applications")]
        cover = Coverage(len(counted), len(rows), "vacancies")
        note = unplaced_note(rows) if entity == TRUST else ""
        group = text(counted, "staff_group")
        yield _figure(context, entity, ALL, counted, cover, note)
        for key, label in GROUPS.items():
            if (part := counted[group == key]).size:
                yield _figure(context, entity, label, part)


@measure(
    "Vacancies filled from within the trust",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def internal_appointments(context: Context) -> Iterator[Measurement]:
    """Vacancies to which a colleague of the trust was appointed this year, of those with an
    appointment this year that say where the colleague came from. Each staff group also by itself.

    Denominator: vacancies with a day of appointment from 1 September to the day of the drop.

    Leaves out: vacancies without an appointment; appointments that do not say whether the colleague
    came from within, which show in the coverage.

    Interval: none; every vacancy is known.
    """
    frame = this_year(context, placed(context, context.frame(SOURCE)), "appointed")
    if not given(frame, "internal").any():
        return
    for entity, rows in levels(context, frame, ENTITY):
        said = rows[given(rows, "internal")]
        cover = {entity: Coverage(len(said), len(rows), "appointments")}
        notes = {TRUST: unplaced_note(rows)}
        empty = "no appointment of this year says so"
        extras = Extras(notes=notes, empty=empty, coverage=cover)
        group = text(said, "staff_group")
        parts = [(ALL, said)]
        parts += [(label, said[group == key]) for key, label in GROUPS.items()]
        for label, part in parts:
            if label == ALL or len(part):
                met = int(yes(part, "internal").sum())
                name = "internal_appointments"
                yield share(context, name, entity, met, len(part), part, extras, group=label)


def _figure(
    context: Context,
    entity: str,
    group: str,
    rows: pd.DataFrame,
    cover: Coverage | None = None,
    note: str = "",
) -> Measurement:
    received, count = total(numbers(rows, "applications")), len(rows)
    said = f"{number(received)} applications for {plural(count, 'vacancy', 'vacancies')}"
    none = "no vacancy of this year has closed and gives its number of applications"
    return Measurement(
        "applications_per_vacancy",
        entity,
        context.drop.year,
        received / count if count else None,
        group,
        State.MEASURED if count else State.NO_DATA,
        note="; ".join(filter(None, (said if count else none, note))),
        n=count,
        numerator=received if count else None,
        denominator=float(count) if count else None,
        coverage=cover,
        rows=rows_of(rows),
    )
