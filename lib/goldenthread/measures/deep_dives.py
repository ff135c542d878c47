"""How well subjects are led: the judgement recorded at the latest deep dive."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import by, dates, folded, given, text, yes
from goldenthread.measures.measurement import ALL, Coverage, Measurement
from goldenthread.measures.newest import newest
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Details, Extras, share
from goldenthread.wording import day, join_words

DUTIES = {
    "leads_cpd": "Leads training",
    "monitors_standards": "Monitors standards",
    "monitors_experiences": "Monitors experiences",
    "monitors_coverage": "Monitors coverage",
    "monitors_outcomes": "Monitors outcomes",
}


def _latest(context: Context) -> pd.DataFrame:
    """The latest judged deep dive of each subject at each school, up to the drop's day."""
    frame = context.frame("deep_dives")
    frame = frame[by(frame, "date", context.drop.as_of) & given(frame, "judgement")]
    frame = frame.assign(when=dates(frame, "date"), key=text(frame, "subject").map(folded))
    return newest(frame, ["school", "key"], "when")


@measure(
    "Subjects led with confidence",
    unit="percent",
    decimals=1,
    better="higher",
    counts="staff",
    needs=("deep_dives",),
)
def subject_leadership(context: Context) -> Iterator[Measurement]:
    """Subjects whose latest deep dive judged the leadership green and saw all five duties done.

    The judgement is a person's, recorded at the deep dive; the measure counts it. The five duties
    are leading training and monitoring standards, experiences, coverage and outcomes. Only the
    latest deep dive of a subject up to the drop's day counts. Coverage is the subjects with a deep
    dive, of those on the curriculum checklist. Each duty also by itself. No subject stands alone:
    that would be a judgement of one person.

    Denominator: subjects with a judged deep dive up to the day of the drop.

    Leaves out: subjects without one, which show in the coverage; earlier deep dives of a subject.

    Interval: none; every judged subject is known.
    """
    frame = _latest(context)
    duties = pd.DataFrame({name: yes(frame, name) for name in DUTIES}, index=frame.index)
    secure = (frame["judgement"] == "green") & duties.all(axis=1)
    expected = _on_checklist(context)
    for entity, rows in levels(context, frame):
        wanted = expected.get(entity)
        extras = Extras(
            coverage={entity: Coverage(min(len(rows), wanted), wanted, "subjects")}
            if wanted
            else None,
            details={entity: _judged(rows)},
            note="judged at deep dives, by the people named with it",
        )
        met = {ALL: secure} | {label: duties[name] for name, label in DUTIES.items()}
        for group, flags in met.items():
            count = int(flags[rows.index].sum())
            yield share(
                context, "subject_leadership", entity, count, len(rows), rows, extras, group=group
            )


def _judged(rows: pd.DataFrame) -> Details:
    roles = sorted(set(text(rows, "judged_by")) - {""})
    when = rows["when"]
    return (
        ("Judged by", join_words(roles)),
        ("First deep dive counted", day(when.min().date())),
        ("Latest deep dive", day(when.max().date())),
    )


def _on_checklist(context: Context) -> dict[str, int]:
    """How many subjects each school and the trust have on the curriculum checklist."""
    if not context.has("curriculum"):
        return {}
    subjects = context.frame("curriculum")[["school", "subject"]].drop_duplicates()
    return {entity: len(rows) for entity, rows in levels(context, subjects)}
