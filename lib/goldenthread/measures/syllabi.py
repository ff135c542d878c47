"""Whether the secondary schools of a trust teach a subject to one examination board's syllabus."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import folded, text
from goldenthread.measures.measurement import TRUST, Coverage, Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share
from goldenthread.wording import join_words


@measure(
    "Subjects with one syllabus at all secondary schools",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("curriculum",),
    trust_only=True,
)
def syllabi_common(context: Context) -> Iterator[Measurement]:
    """Subjects that two or more secondary schools teach to an examination, and all of them to the
    same syllabus, as the curriculum checklist names it (board and syllabus, without regard to
    capitals and blanks).

    Denominator: subjects of which two or more secondary schools name a syllabus.

    Leaves out: subjects that only one school examines; subjects without a syllabus at any school.
    A subject whose syllabus one school names and another, which teaches it, does not shows in the
    coverage. An export that names no syllabus gives no figure.

    Interval: none; every subject is known.
    """
    frame = _subjects(context)
    named = frame[frame["syllabus"] != ""]
    if named.empty:
        return
    examined = frame[frame["subject"].isin(named["subject"])]
    shared = examined.groupby("subject", sort=False).filter(lambda rows: len(rows) > 1)
    known = shared.groupby("subject", sort=False).filter(
        lambda rows: bool((rows["syllabus"] != "").all())
    )
    kinds = known.groupby("subject", sort=False)["syllabus"].nunique()
    apart = sorted(known.drop_duplicates("subject").set_index("subject")["title"][kinds > 1])
    note = f"not the same at every school: {join_words(apart)}" if apart else ""
    cover = {TRUST: Coverage(len(kinds), shared["subject"].nunique(), "subjects")}
    extras = Extras(
        note=note, empty="no two schools name a syllabus of one subject", coverage=cover
    )
    met, of = int((kinds == 1).sum()), len(kinds)
    yield share(context, "syllabi_common", TRUST, met, of, known, extras, n=of)


def _subjects(context: Context) -> pd.DataFrame:
    """A row a subject of each school that teaches secondary pupils: `title` as it is first printed,
    `subject` and `syllabus` folded."""
    primary = [school.urn for school in context.trust.schools if school.phase == "primary"]
    frame = context.frame("curriculum")
    frame = frame[frame["school"].notna() & ~frame["school"].isin(primary)]
    title = text(frame, "subject")
    syllabus = text(frame, "syllabus").map(folded)
    found = frame.assign(title=title, subject=title.map(folded), syllabus=syllabus)
    found = found.assign(title=found.groupby("subject", sort=False)["title"].transform("first"))
    found = found.sort_values("syllabus", ascending=False, kind="stable")
    return found.drop_duplicates(["school", "subject"])
