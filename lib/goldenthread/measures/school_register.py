"""The trust's own list of schools against Get information about schools, the register."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

import pandas as pd

from goldenthread.errors import Finding
from goldenthread.measures.cells import dates, text
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.sources.place import Place
from goldenthread.sources.table import FILE, rows_of
from goldenthread.wording import day, join_words, without_capital

SOURCE = "gias_groups"
# A school stands in the register again under its sponsor, which may have the trust's own name.
TRUSTS = ("multi-academy trust", "single-academy trust")
_COMPANY = re.compile(r"\b(the|ltd|limited|plc)\b|[^a-z0-9 ]")


@measure(
    "Schools as the register of schools has them",
    unit="percent",
    decimals=0,
    better="higher",
    counts="things",
    needs=(SOURCE,),
    publication="Get information about schools",
    short="In the register",
)
def register_agrees(context: Context) -> Iterable[Measurement]:
    """Schools of the trust's file that the department's register lists under the trust with the
    same date of joining, of all schools of the file; a school alone is 0 or 100. Only groups that
    are multi-academy or single-academy trusts count: the register lists a school once more under
    its sponsor. Schools that the register alone has are named in the details.

    Denominator: schools of the trust's file.

    Leaves out: groups that are neither multi-academy nor single-academy trusts.

    Interval: none; every school is known.
    """
    return _agreement(context)


def _agreement(context: Context) -> Iterator[Measurement]:
    listed = trust_rows(context)
    agreeing = 0
    for school in context.trust.schools:
        row = listed[listed["urn"].eq(school.urn).fillna(value=False)].head(1)
        said = [("Joined, in the trust's file", day(school.joined))]
        same = False
        if not row.empty:
            joined = dates(row, "joined").iloc[0]
            same = not pd.isna(joined) and joined.date() == school.joined
            said.append(("Group in the register", text(row, "group_name").iloc[0]))
            if not pd.isna(joined):
                said.append(("Joined, in the register", day(joined.date())))
        agreeing += same
        why = "" if same else _why(row)
        yield _counted(context, school.urn, int(same), 1, row, tuple(said), why)
    others = [f"{name} ({urn})" for urn, name in _only_in_register(context, listed)]
    said = [("In the register alone", join_words(others))] if others else []
    count = len(context.trust.schools)
    yield _counted(context, TRUST, agreeing, count, listed, tuple(said), "")


def _why(row: pd.DataFrame) -> str:
    if row.empty:
        return "the register does not list the school under this trust"
    return "the register has another date of joining"


def _counted(
    context: Context,
    entity: str,
    met: int,
    of: int,
    rows: pd.DataFrame,
    details: tuple[tuple[str, str], ...],
    note: str,
) -> Measurement:
    return Measurement(
        "register_agrees",
        entity,
        context.drop.year,
        100 * met / of,
        note=note,
        n=of,
        numerator=float(met),
        denominator=float(of),
        rows=rows_of(rows),
        details=details,
    )


def trust_rows(context: Context) -> pd.DataFrame:
    """The register's rows of this trust: of the trust of its name, or of most of its schools."""
    frame = context.frame(SOURCE)
    kinds = text(frame, "group_type").str.casefold()
    frame = frame[kinds.isin(TRUSTS)]
    frame = frame[~text(frame, "group_status").str.casefold().eq("closed")]
    named = frame[text(frame, "group_name").map(_plain).eq(_plain(context.trust.name))]
    own = frame[frame["urn"].isin([school.urn for school in context.trust.schools])]
    groups = Counter(text(named if len(named) else own, "group_uid"))
    if not groups:
        return frame.head(0)
    wanted, _ = groups.most_common(1)[0]
    found = frame[text(frame, "group_uid").eq(wanted)]
    return found.drop_duplicates("urn")


def _plain(name: str) -> str:
    return " ".join(_COMPANY.sub(" ", name.casefold()).split())


def _only_in_register(context: Context, listed: pd.DataFrame) -> list[tuple[str, str]]:
    ours = {school.urn for school in context.trust.schools}
    pairs = zip(text(listed, "urn"), text(listed, "name"), strict=True)
    return [(urn, name) for urn, name in pairs if urn and urn not in ours]


def register_findings(context: Context) -> tuple[Finding, ...]:
    """Where the trust's file and the register do not agree; nothing without the register."""
    if not context.has(SOURCE):
        return ()
    listed = trust_rows(context)
    files = text(context.frame(SOURCE), FILE)
    place = Place(str(files.iloc[0]) if len(files) else "", SOURCE)
    fix = f"Correct params/trusts/{context.trust.trust}.yml, or tell the department."
    found = []
    for item in _agreement(context):
        if item.note:
            name = context.trust.entity_name(item.entity)
            told = "; ".join(f"{without_capital(title)}: {said}" for title, said in item.details)
            message = f"{name}: {item.note} ({told})"
            found.append(place.finding("warning", "register-differs", message, fix=fix))
    for urn, name in _only_in_register(context, listed):
        message = f"{name} ({urn}) is under this trust in the register and not in the trust's file"
        found.append(place.finding("warning", "register-differs", message, fix=fix))
    return tuple(found)
