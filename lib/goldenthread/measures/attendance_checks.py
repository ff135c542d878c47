"""What an analyst should look at in the registers: marks that count as nothing, and differences
between session marks and summaries. Nothing here names a pupil or a row of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goldenthread.errors import Finding, Severity
from goldenthread.measures.absence_reasons import left_out
from goldenthread.measures.mark_cells import LONG, WIDE
from goldenthread.measures.marks import (
    CLOSED,
    MISSING,
    NOT_ENROLLED,
    NOT_VALID,
    OUTSIDE,
    UNKNOWN,
    Marks,
    marks,
)
from goldenthread.measures.measurement import ALL, TRUST
from goldenthread.measures.reconciliation import Difference, differences
from goldenthread.measures.registry import Context
from goldenthread.wording import number

_CODE = 3  # characters; anything longer is no code and may be anything, so it is not quoted
_ADVICE: Mapping[str, tuple[Severity, str, str]] = {
    MISSING: (
        "warning",
        "{count} without a mark: they count neither as attended nor as missed",
        "Complete the register; a reason that is not known yet is N.",
    ),
    UNKNOWN: (
        "warning",
        "{count} with a code that is none of the national ones: they count as nothing",
        "Correct them, or declare a sub-code under settings, attendance_sub_codes.",
    ),
    NOT_VALID: (
        "warning",
        "{count} with a code that was not valid on its day: they count as nothing",
        "H, J and Y ended on 18 August 2024; C1, C2, J1, K, Q and Y1 to Y7 began the day after.",
    ),
    CLOSED: (
        "warning",
        "{count} on days when the school was closed: they count as nothing",
        "Delete them, or correct the trust's term_dates.",
    ),
    NOT_ENROLLED: (
        "warning",
        "{count} before a pupil joined or after a pupil left: they count as nothing",
        "Check the dates on the pupil list against the register.",
    ),
    OUTSIDE: (
        "note",
        "{count} on days outside the year or after the day of the drop: they are not counted",
        "Nothing needs to be done, if the export is meant to hold more.",
    ),
}


def attendance_findings(context: Context) -> tuple[Finding, ...]:
    """Marks that count as nothing, by school and why; then each school's term on which marks and
    summaries differ."""
    counted = marks(context)
    if counted is None:
        return ()
    apart = [found for found in differences(context) if found.sessions and found.entity != TRUST]
    return (
        *_not_counted(context, counted),
        *_holes(context, counted),
        *(_differ(context, counted, found) for found in apart if found.group != ALL),
    )


def _holes(context: Context, counted: Marks) -> Iterator[Finding]:
    for urn, count in sorted(counted.holes.items()):
        if count:
            sessions = f"{number(count)} session{'s' * (count != 1)}"
            yield Finding(
                "note",
                _file(counted, urn),
                f"{context.trust.entity_name(urn)}: {sessions} between a pupil's first mark and "
                "last have no row, or a blank: they count neither as attended nor as missed",
                fix="Complete the register, or export it whole.",
                rule="sessions-without-row",
                source=_source(context),
            )


def _not_counted(context: Context, counted: Marks) -> Iterator[Finding]:
    for urn in sorted(counted.rows):
        for why, count in left_out(counted, urn).items():
            severity, message, fix = _ADVICE[why]
            sessions = f"{number(count)} session{'s' * (count != 1)}"
            yield Finding(
                severity,
                _file(counted, urn),
                f"{context.trust.entity_name(urn)}: {message.format(count=sessions)}",
                found=_codes(counted) if why == UNKNOWN else "",
                fix=fix,
                rule="marks-not-counted",
                source=_source(context),
            )


def _codes(counted: Marks) -> str:
    """The unknown codes of the drop, as far as they can be codes."""
    short = [text for text in counted.odd if len(text) <= _CODE]
    longer = len(counted.odd) - len(short)
    return ", ".join([*short, *([f"{longer} longer text{'s' * (longer > 1)}"] if longer else [])])


def _differ(context: Context, counted: Marks, found: Difference) -> Finding:
    pupils = f"{number(found.pupils_apart)} pupil{'s' * (found.pupils_apart != 1)}"
    sessions = f"{number(found.sessions)} session{'s' * (found.sessions != 1)}"
    apart = "; ".join(
        f"{name} {number(here)} marked and {number(found.summarised[name])} summarised"
        for name, here in found.marked.items()
        if here != found.summarised[name]
    )
    causes = "; ".join(f"{cause} ({number(count)})" for cause, count in found.causes.items())
    return Finding(
        "warning",
        _file(counted, found.entity),
        f"{context.trust.entity_name(found.entity)}, {found.group.lower()} term: session marks and "
        f"attendance summaries differ on {sessions} of {pupils}"
        + (f": {apart}" if apart else ", though their totals agree"),
        fix=f"Likely cause, by sessions: {causes}. The marks decide; export both on one day.",
        rule="marks-against-summaries",
        source=_source(context),
    )


def _file(counted: Marks, urn: str) -> str:
    return next((row.file for row in counted.rows.get(urn, ())), "")


def _source(context: Context) -> str:
    return LONG if context.has(LONG) else WIDE
