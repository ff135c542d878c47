"""The students of a key stage 5 results export with what they entered, and what did not count."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from goldenthread.measures import pupil_groups
from goldenthread.measures.cells import numbers, text
from goldenthread.measures.ks5_qualifications import Level3, level_3, plain, plain_grade
from goldenthread.measures.measurement import TRUST, Coverage
from goldenthread.measures.places import levels
from goldenthread.measures.registry import Context, kept
from goldenthread.provenance import RowRange
from goldenthread.sources.table import rows_of
from goldenthread.wording import join_words, plural

SOURCE = "ks5_results"
# Students of Year 12 have not finished.
FINAL_YEARS = (13, 14)
STUDENTS = "students at the end of 16 to 18 study"


@dataclass(frozen=True, slots=True)
class Entries:
    """`rows`: an entry a row (school, upn, kind, subject, points, size), each with its groups."""

    declared: Level3
    rows: pd.DataFrame
    notes: dict[str, str]
    places: dict[str, tuple[RowRange, ...]]
    coverage: dict[str, Coverage]

    def of_cohort(self, cohort: str) -> pd.DataFrame:
        kinds = [name for name, kind in self.declared.types.items() if cohort in kind.cohorts]
        return self.rows[self.rows["kind"].isin(kinds)]

    def cautions(self, year: str, cohort: str) -> str:
        """What is to be said of the year's grades, and of points that are not yet confirmed."""
        said = [self.declared.remarks.get(year, "")]
        for kind in sorted(set(self.of_cohort(cohort)["kind"])):
            scale = self.declared.scale(kind, year)
            said.append(scale.to_be_checked if scale else "")
        return "; ".join(dict.fromkeys(filter(None, said)))


def entries(context: Context) -> Entries:
    return context.once("key stage 5 entries", lambda: _entries(context))


def _entries(context: Context) -> Entries:
    declared = level_3(context)
    frame = _entered(context)
    frame = frame.assign(
        kind=text(frame, "qualification").map(declared.type_of),
        subject=text(frame, "subject").map(plain),
        result=text(frame, "grade").map(plain_grade),
    )
    frame = frame.assign(points=_points(declared, context.drop.year, frame))
    notes = {entity: _said(declared, part) for entity, part in levels(context, frame) if len(part)}
    places = {entity: rows_of(part) for entity, part in levels(context, frame)}
    counted = _once_each(declared, frame[frame["points"].notna()])
    grouped = pupil_groups.with_characteristics(context, counted)
    return Entries(declared, grouped, notes, places, _coverage(context, frame))


def of_final_years(results: pd.DataFrame) -> pd.DataFrame:
    """The entries of students at the end of their study; whoever has no year group is."""
    group = numbers(results, "year_group")
    return results[group.isna() | group.isin(FINAL_YEARS)]


def _entered(context: Context) -> pd.DataFrame:
    results = context.frame(SOURCE).dropna(subset=["upn", "school"])
    return of_final_years(results).reset_index(drop=True)


@kept
def without_sixth_form(context: Context) -> dict[str, str]:
    """The schools that have no results here and, as their pupil lists say, nobody who could have
    some; the trust too where that is so of every school that could.

    A school of which there is no pupil list may have a sixth form.
    """
    if not context.has("pupils"):
        return {}
    listed = context.frame("pupils").dropna(subset=["school", "upn"])
    final = set(listed.loc[numbers(listed, "year_group").isin(FINAL_YEARS), "school"])
    without = set(listed["school"]) - final
    if context.has(SOURCE):
        without -= set(_entered(context)["school"])
    found = {
        school.urn: "the school’s pupil list has nobody in Year 13"
        for school in context.trust.schools
        if school.urn in without
    }
    could = {school.urn for school in context.trust.schools if school.phase != "primary"}
    if could and could <= set(found):
        found[TRUST] = "no pupil list has anybody in Year 13"
    return found


def _coverage(context: Context, frame: pd.DataFrame) -> dict[str, Coverage]:
    """Students with entries, of those of the final year on the pupil list or in the export; of the
    trust also those of a school without any results."""
    known = frame[["school", "upn"]].drop_duplicates()
    both = known
    if context.has("pupils"):
        listed = context.frame("pupils").dropna(subset=["school", "upn"])
        final = listed[numbers(listed, "year_group").isin(FINAL_YEARS)]
        both = pd.concat([known, final[["school", "upn"]]]).drop_duplicates()
    expected = {entity: len(part) for entity, part in levels(context, both)}
    return {
        entity: Coverage(len(part), expected[entity], STUDENTS)
        for entity, part in levels(context, known)
    }


def _points(declared: Level3, year: str, frame: pd.DataFrame) -> list[float]:
    """Of each row, NaN where it is no entry with a result."""
    found = []
    for kind, grade in zip(frame["kind"], frame["result"], strict=True):
        scale = declared.scale(kind, year) if isinstance(kind, str) else None
        worth = scale.worth(grade) if scale is not None else None
        found.append(float("nan") if worth is None else worth)
    return found


def _once_each(declared: Level3, frame: pd.DataFrame) -> pd.DataFrame:
    """The best result of each qualification in a subject, without those another stands for."""
    best = frame.sort_values("points", ascending=False, kind="stable")
    best = best.drop_duplicates(["school", "upn", "kind", "subject"]).sort_index()
    best = best.assign(size=[declared.types[kind].size for kind in best["kind"]])
    keys = ["school", "upn", "subject"]
    held = set(zip(*(best[key] for key in keys), best["kind"], strict=True))
    kept = [
        (*where, declared.types[kind].not_beside) not in held
        for *where, kind in zip(*(best[key] for key in keys), best["kind"], strict=True)
    ]
    columns = ["school", "upn", "kind", "subject", "points", "size"]
    return best.loc[kept, columns].reset_index(drop=True)


def _said(declared: Level3, frame: pd.DataFrame) -> str:
    """What of the export did not count."""
    unlisted = sorted(set(text(frame[frame["kind"].isna()], "qualification")))
    listed = frame[frame["kind"].notna() & frame["points"].isna()]
    blank = listed["result"].isin(["", *declared.without_result])
    said = []
    if unlisted:
        said.append(f"not counted, because not listed: {join_words(unlisted)}")
    if blank.any():
        said.append(f"{plural(int(blank.sum()), 'entry', 'entries')} without a result left out")
    unread = Counter(listed[~blank]["kind"]).total()
    if unread:
        said.append(f"{plural(unread, 'grade')} not recognised and not counted")
    return "; ".join(said)
