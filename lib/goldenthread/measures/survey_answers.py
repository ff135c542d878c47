"""Answers to the termly surveys: which count, which are favourable, how sure a share of them is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Literal

import pandas as pd

from goldenthread.measures.cells import dates, text
from goldenthread.measures.measurement import ALL, Coverage, Measurement
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, kept
from goldenthread.measures.shares import Details, Extras, share
from goldenthread.measures.statistics import effective_size, wilson
from goldenthread.sources.table import Table, rows_of
from goldenthread.wording import number, plural
from goldenthread.wording import share as share_words

ANSWERS = {
    "strongly_agree": "Strongly agree",
    "agree": "Agree",
    "neither": "Neither agree nor disagree",
    "disagree": "Disagree",
    "strongly_disagree": "Strongly disagree",
}
Who = Literal["pupils", "staff", "parents"]
WHO: Mapping[str, Who] = {
    "staff_survey": "staff",
    "pupil_survey": "pupils",
    "parent_survey": "parents",
}
# Statements where disagreeing is the good answer.
REVERSED = frozenset({"wellbeing_stress", "lonely", "child_bullied"})
# The detail that says whether the trust's figure counts them.
NO_SCHOOL, COUNTED = "Answers that name no school", "counted"


def wording_of(context: Context, source: str, item: str) -> str:
    """The statement as people read it in the survey."""
    table = context.tables[source]
    unpivot = table.source.unpivot if isinstance(table, Table) else None
    declared = unpivot.items.get(item) if unpivot else None
    return declared.title if declared else item


@kept
def answers(context: Context, source: str) -> pd.DataFrame:
    """One row an answer that counts, with `favourable`; each submission once.

    A person who prefers not to say, or leaves a statement blank, is out of the base of that
    statement. Who names no school counts for the trust only.
    """
    frame = context.frame(source)
    frame = frame[text(frame, "answer").isin(ANSWERS)]
    frame = frame.assign(school=frame["school"].fillna(""))
    # Of one submission given twice the later counts, whichever stands first.
    given = frame.assign(when=dates(frame, "completed")).sort_values(["when", "answer"])
    frame = given.drop_duplicates(["school", "response_id", "item"], keep="last").sort_index()
    frame = _enough_of_no_school(context, source, frame)
    good = frame["answer"].isin(["strongly_agree", "agree"])
    bad = frame["answer"].isin(["strongly_disagree", "disagree"])
    return frame.assign(favourable=good.where(~frame["item"].isin(REVERSED), bad).astype(bool))


def _enough_of_no_school(context: Context, source: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Without the answers of no school where they are too few to be shown by themselves.

    Else the trust's figure less the schools' would be theirs. Asked of every statement at once, so
    that no statement can be worked out from the others.
    """
    rules = context.trust.reporting
    who = WHO[source]
    nowhere = frame["school"] == ""
    fewest = frame[nowhere].groupby("item").size().min()
    return frame[~nowhere] if fewest < rules.smallest_survey_group.get(who, 7) else frame


def _left_out(context: Context, source: str, replied: pd.DataFrame) -> bool:
    """Whether the export has answers of no school and `replied` has none."""
    frame = context.frame(source)
    given = frame["school"].fillna("").eq("") & text(frame, "answer").isin(ANSWERS)
    return bool(given.any()) and not (replied["school"] == "").any()


def favourable(
    context: Context,
    measure: str,
    source: str,
    items: Collection[str],
    expected: dict[str, int],
    who: str,
) -> Iterator[Measurement]:
    """The share of favourable answers to `items`: each level pooled, then each statement.

    `expected` is how many could have answered, by entity; `who` they are.
    """
    replied = answers(context, source)
    counted = replied[replied["item"].isin(list(items))]
    for entity, rows in levels(context, counted):
        everyone = replied if entity == "trust" else replied[replied["school"] == entity]
        reply = _people(everyone)
        known = expected.get(entity)
        details: Details = ()
        if entity == "trust" and _left_out(context, source, replied):
            # Who could have answered then leaves out who is not counted.
            known = sum(people for place, people in expected.items() if place != "trust")
            details = ((NO_SCHOOL, "left out, because they are too few to be shown"),)
        elif entity == "trust" and (replied["school"] == "").any():
            details = ((NO_SCHOOL, COUNTED),)
        coverage = Coverage(reply, known, who) if known else None
        details = (("Response rate", _rate(reply, coverage, who)), *details)
        yield _share(context, measure, entity, ALL, rows, coverage, details)
        for item in [item for item in items if len(items) > 1]:
            part = rows[rows["item"] == item]
            if not part.empty:
                group = wording_of(context, source, item)
                note = "counted: those who disagree" if item in REVERSED else ""
                yield _share(context, measure, entity, group, part, note=note)


def _share(
    context: Context,
    measure: str,
    entity: str,
    group: str,
    rows: pd.DataFrame,
    coverage: Coverage | None = None,
    details: Details = (),
    note: str = "",
) -> Measurement:
    good, total, people = int(rows["favourable"].sum()), len(rows), _people(rows)
    sure = effective_answers(rows)
    low, high = wilson(sure * good / total, sure)
    return Measurement(
        measure,
        entity,
        context.drop.year,
        100 * good / total,
        group,
        note=note or f"{plural(total, 'answer')} from {plural(people, 'person', 'people')}",
        n=people,
        numerator=float(good),
        denominator=float(total),
        low=low,
        high=high,
        coverage=coverage,
        rows=rows_of(rows),
        details=details,
    )


def effective_answers(rows: pd.DataFrame) -> float:
    """How many answers of different people would be as telling as these."""
    by_person = rows.groupby(["school", "response_id"])["favourable"].agg(["sum", "count"])
    return effective_size(by_person["sum"].tolist(), by_person["count"].tolist())


def _people(rows: pd.DataFrame) -> int:
    return len(rows[["school", "response_id"]].drop_duplicates())


def _rate(reply: int, coverage: Coverage | None, who: str) -> str:
    if coverage is None:
        return f"{plural(reply, 'answer')}; how many could answer is not known"
    return share_words(reply, coverage.expected, who)


def response_rate(
    context: Context, measure: str, source: str, expected: dict[str, int], whose: str
) -> Iterator[Measurement]:
    """People who answered at least one statement, of the `whose` who could have.

    Nothing where the drop does not say how many could answer.
    """
    replied = answers(context, source)
    for entity, rows in levels(context, replied):
        could = expected.get(entity)
        if entity == "trust" and _left_out(context, source, replied):
            could = sum(people for place, people in expected.items() if place != "trust")
        if could:
            people = min(_people(rows), could)
            extras = Extras(note=f"of {number(could)} {whose}")
            yield share(context, measure, entity, people, could, rows, extras, n=could)


def distribution(context: Context, measure: str, source: str) -> Iterator[Measurement]:
    """For every statement, the share of each answer; group "statement · answer"."""
    for entity, rows in levels(context, answers(context, source)):
        for item, part in rows.groupby("item", sort=False):
            for key, label in ANSWERS.items():
                chosen = int((part["answer"] == key).sum())
                low, high = wilson(chosen, len(part))
                yield Measurement(
                    measure,
                    entity,
                    context.drop.year,
                    100 * chosen / len(part),
                    f"{wording_of(context, source, str(item))} · {label}",
                    n=len(part),
                    numerator=float(chosen),
                    denominator=float(len(part)),
                    low=low,
                    high=high,
                    rows=rows_of(part),
                )
