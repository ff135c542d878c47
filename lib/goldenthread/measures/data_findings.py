"""What only shows when exports are counted: findings beside those of reading them."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.errors import Finding
from goldenthread.measures.attendance_checks import attendance_findings
from goldenthread.measures.baselines import baseline_findings
from goldenthread.measures.recruitment_findings import recruitment_findings
from goldenthread.measures.registry import Context
from goldenthread.measures.result_findings import result_findings
from goldenthread.measures.suspension_changes import days_by_pupil
from goldenthread.measures.unknown_places import unknown_places
from goldenthread.wording import number

# School days in an academic year for which a pupil may be suspended, at all schools together:
# section 51A of the Education Act 2002 and the regulations made under it.
MOST_DAYS = 45


def data_findings(context: Context) -> tuple[Finding, ...]:
    """Of registers, suspensions, baselines, results, vacancies and places; nothing names a
    pupil. Of pupils only a result that cannot be read is given with its row, as any cell is."""
    return (
        *attendance_findings(context),
        *_too_long(context),
        *baseline_findings(context),
        *result_findings(context),
        *recruitment_findings(context),
        *unknown_places(context),
    )


def _too_long(context: Context) -> Iterator[Finding]:
    if not context.has("suspensions"):
        return
    count = int((days_by_pupil(context) > MOST_DAYS).sum())
    if count:
        pupils = f"{number(count)} pupil{'s have' if count > 1 else ' has'}"
        files = dict.fromkeys(context.frame("suspensions")["_file"].astype(str))
        yield Finding(
            "warning",
            next(iter(files)),
            f"{pupils} more than {MOST_DAYS} school days of suspension in {context.drop.year}",
            allowed=f"at most {MOST_DAYS} school days a year, at all schools together",
            fix="Check the lengths of the suspensions, and whether one is listed twice.",
            rule="too-long-suspended",
            source="suspensions",
        )
