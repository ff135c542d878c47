"""A school's results export to the scores of each pupil, and what of it did not count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from goldenthread.measures.ks4_qualifications import Qualifications, read_grade
from goldenthread.measures.ks4_scores import Entry, scores
from goldenthread.wording import join_words, plural

SCORES = [
    "english",
    "maths",
    "ebacc",
    "open",
    "attainment_8",
    "english_maths_4",
    "english_maths_5",
    "ebacc_entry",
    "ebacc_achieved_4",
    "ebacc_achieved_5",
    "ebacc_aps",
]


@dataclass(slots=True)
class Faults:
    """What of a school's results did not count, by subject."""

    unlisted: set[str] = field(default_factory=set)
    outdated: set[str] = field(default_factory=set)
    unread: Counter[str] = field(default_factory=Counter)
    pending: int = 0
    strangers: int = 0

    def sentence(self) -> str:
        said = []
        if self.unlisted:
            said.append(f"not counted, because not listed: {join_words(sorted(self.unlisted))}")
        if self.outdated:
            named = join_words(sorted(self.outdated))
            said.append(f"not counted, because not a qualification of this year: {named}")
        if self.unread:
            subjects = join_words(sorted(self.unread))
            found = plural(self.unread.total(), "grade")
            said.append(f"{found} not recognised and not counted ({subjects})")
        if self.pending:
            said.append(f"{plural(self.pending, 'result')} still to come")
        if self.strangers:
            said.append(f"{plural(self.strangers, 'pupil')} with results not in the cohort")
        return "; ".join(said)


def scored(
    declared: Qualifications,
    year: str,
    listed: pd.DataFrame,
    results: pd.DataFrame,
    faults: Faults,
) -> pd.DataFrame:
    """A row for each pupil of `listed`, whether or not there are results."""
    entries: dict[str, list[Entry]] = {}
    for upn, subject, grade in results[["upn", "subject", "grade"]].itertuples(index=False):
        entry = _entry(declared, year, str(subject), grade, faults)
        if entry is not None:
            entries.setdefault(str(upn), []).append(entry)
    rows = [_row(declared, year, entries.get(str(upn), ())) for upn in listed["upn"]]
    points = pd.DataFrame(rows, columns=SCORES, index=listed.index)
    with_results = listed["upn"].isin(results["upn"])
    kept = listed[["school", "upn", "ks2", "target"]]
    return kept.join(points).assign(results=with_results)


def _entry(
    declared: Qualifications, year: str, header: str, text: object, faults: Faults
) -> Entry | None:
    if pd.isna(text):  # type: ignore[call-overload]
        return None
    name = declared.subject(header)
    if name is None:
        faults.unlisted.add(header)
        return None
    subject = declared.subjects[name]
    if not subject.years.hold(year):
        faults.outdated.add(header)
        return None
    grade = read_grade(declared, year, subject, str(text))
    if grade is None:
        faults.unread[header] += 1
        return None
    faults.pending += grade.pending
    return Entry(name, subject.slot, grade.kind, grade.points, grade.taken)


def _row(declared: Qualifications, year: str, entries: Iterable[Entry]) -> list[float]:
    score = scores(declared.discounted_in(year), entries)
    return [
        score.english,
        score.maths,
        score.ebacc,
        score.open,
        score.attainment_8,
        float(score.english_and_maths(4)),
        float(score.english_and_maths(5)),
        float(score.ebacc_entered),
        float(score.ebacc_achieved(4)),
        float(score.ebacc_achieved(5)),
        score.ebacc_points,
    ]
