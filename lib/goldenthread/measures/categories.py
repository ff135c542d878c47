"""The category that people gave each school, what they found, and what it was before.

Nothing here is worked out from results: a category is what was recorded, by whom and when.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from goldenthread.calendar import years_after
from goldenthread.measures.cells import by, dates, folded, text, words
from goldenthread.measures.matching import listed
from goldenthread.measures.measurement import ALL, TRUST, Measurement, State
from goldenthread.measures.newest import newest
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, measure, no_figures
from goldenthread.measures.shares import Details, checklist, schools_covered
from goldenthread.sources.table import row_of
from goldenthread.wording import day, join_words

SOURCE = "categories"
OVERALL = ("overall", "category", "school category")  # what the strand of the category is called
VALID_MONTHS = 12  # a category and its evidence are reviewed once a year
OLDER = "Older than twelve months"  # the detail that a strand with a finding of too long ago has


@measure(
    "School category",
    unit="level",
    decimals=0,
    better="neither",
    counts="things",
    needs=(SOURCE,),
)
def school_category(context: Context) -> Iterator[Measurement]:
    """The latest category that people gave a school, dated no later than the day of the drop.

    The category stands in words, with who judged it (by role), when, whether an external adviser
    was there, since when it has been the same and what it was before. Each strand of evidence of
    that judgement is a group, with what was found. There is no figure, and none is worked out.

    Denominator: none; it is a judgement in words.

    Leaves out: judgements dated after the drop; strands recorded on another day than the category.

    Interval: none; people made it.
    """
    for urn, rows in schools_judged(context):
        judged = categories_of(rows)
        if judged.empty:
            continue
        latest = judged.to_dict("records")[-1]
        strands = rows[~_is_overall(rows) & (rows["when"] == latest["when"])]
        yield _level(context, "school_category", urn, ALL, latest, _standing(judged))
        for strand in strands.to_dict("records"):
            yield _level(context, "school_category", urn, words(strand["strand"]), strand)


@measure(
    "Categories so far",
    unit="level",
    decimals=0,
    better="neither",
    counts="things",
    needs=(SOURCE,),
)
def category_history(context: Context) -> Iterator[Measurement]:
    """Every category that people gave a school up to the day of the drop, each a group by its date.

    Denominator: none; it is a judgement in words.

    Leaves out: judgements dated after the drop.

    Interval: none; people made it.
    """
    for urn, rows in schools_judged(context):
        for row in categories_of(rows).to_dict("records"):
            yield _level(context, "category_history", urn, day(row["when"].date()), row)


@measure(
    "Strands of evidence behind the category",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=(SOURCE,),
)
def category_strands(context: Context) -> Iterator[Measurement]:
    """Strands on which a finding stands behind the latest category, of those the trust asks for.

    The setting `category_strands` names them. A finding counts where it was recorded with the
    latest category and within twelve months before the drop, because categories are reviewed once
    a year. The trust's figure pools its schools.

    Denominator: strands of the setting `category_strands`, for each school with a category.

    Leaves out: schools without a category, which show in the trust's coverage.

    Interval: none; this is a checklist.
    """
    wanted = listed(context.setting("category_strands"))
    if not wanted:
        why = "the trust’s settings name no strands of evidence (category_strands)"
        yield from no_figures(context, "category_strands", why)
        return
    since = pd.Timestamp(years_after(context.drop.as_of, months=-VALID_MONTHS))
    found: dict[str, tuple[pd.DataFrame, dict[str, bool]]] = {}
    for urn, rows in schools_judged(context):
        judged = categories_of(rows)
        if judged.empty:
            continue
        used = rows[(rows["when"] == judged.iloc[-1]["when"]) & ~_is_overall(rows)]
        fresh = used[(used["when"] >= since) & (text(used, "evidence") != "")]
        have = {folded(name) for name in text(fresh, "strand")}
        found[urn] = used, {strand: folded(strand) in have for strand in wanted}
    for urn, (used, strands) in found.items():
        old = used[(used["when"] < since) & (text(used, "evidence") != "")]
        yield from _with_days(_counted(context, urn, used, [strands]), old)
    others = [school.urn for school in context.trust.schools if school.urn not in found]
    why = "no category is recorded"
    yield from no_figures(context, "category_strands", why, entities=others)
    if found:
        rows = pd.concat([used for used, _ in found.values()])
        covered = schools_covered(context, len(found))
        for pooled in _counted(context, TRUST, rows, [strands for _, strands in found.values()]):
            yield replace(pooled, coverage=covered)


def _counted(
    context: Context, entity: str, rows: pd.DataFrame, schools: list[dict[str, bool]]
) -> Iterator[Measurement]:
    """All strands, and each by itself, over one school or all of them."""
    strands = list(schools[0])
    missing = [strand for strand in strands if not all(found[strand] for found in schools)]
    lead = "not at every school" if entity == TRUST else "nothing in twelve months on"
    note = f"{lead}: {join_words(missing)}" if missing else "every strand has a finding"
    items = [(strand, found[strand]) for found in schools for strand in strands]
    named = text(rows, "strand").map(folded)
    yield from checklist(context, "category_strands", entity, items, rows, named, note)


def _with_days(counted: Iterator[Measurement], old: pd.DataFrame) -> Iterator[Measurement]:
    """The strands, with the day of a finding that is older than counts."""
    days = dict(zip(old["key"], old["when"], strict=True))
    for item in counted:
        when = days.get(folded(item.group))
        dated = ((OLDER, day(when.date())),) if when is not None else item.details
        yield replace(item, details=dated)


def schools_judged(context: Context) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each school's rows up to the drop's day, each thing once, with `when`."""

    def dated() -> pd.DataFrame:
        frame = context.frame(SOURCE)
        frame = frame[by(frame, "date", context.drop.as_of) & frame["school"].notna()]
        frame = frame.assign(when=dates(frame, "date"), key=text(frame, "strand").map(folded))
        return newest(frame, ["school", "when", "key"], "when")

    frame = context.once("categories up to the drop", dated)
    yield from ((urn, rows) for urn, rows in levels(context, frame) if urn != TRUST)


def _is_overall(rows: pd.DataFrame) -> pd.Series:
    return rows["key"].isin(OVERALL)


def categories_of(rows: pd.DataFrame) -> pd.DataFrame:
    """The judgements of the category itself, oldest first."""
    judged = rows[_is_overall(rows) & (text(rows, "judgement") != "")]
    return judged.sort_values("when", kind="stable")


def _standing(judged: pd.DataFrame) -> Details:
    """Since when the latest category has held, and what it was before that."""
    steps = judged["judgement"].map(_step).tolist()
    days = [moment.date() for moment in judged["when"]]
    same = next((i for i, step in enumerate(reversed(steps)) if step != steps[-1]), len(steps))
    first = len(steps) - same
    since = (("Since", day(days[first])),)
    if not first:
        return since
    return (*since, ("Before", steps[first - 1]), ("Before, judged", day(days[first - 1])))


def _step(judgement: object) -> str:
    """`D` for "D" and "Category D"."""
    said = words(judgement)
    return said[len("category ") :].strip() if said.casefold().startswith("category ") else said


def _level(
    context: Context,
    name: str,
    urn: str,
    group: str,
    row: Mapping[Hashable, Any],
    more: Details = (),
) -> Measurement:
    adviser = row.get("adviser")
    present = "not recorded" if adviser is None or pd.isna(adviser) else _YES_NO[bool(adviser)]
    details = (
        ("Judgement", _step(row["judgement"])),
        ("Judged by", words(row["judged_by"])),
        ("Date", day(row["when"].date())),
        ("External adviser present", present),
        ("Evidence", words(row["evidence"])),
        *more,
    )
    return Measurement(
        name,
        urn,
        context.drop.year,
        None,
        group,
        State.MEASURED,
        n=1,
        rows=row_of(row),
        details=tuple((title, said) for title, said in details if said),
    )


_YES_NO = {True: "yes", False: "no"}
