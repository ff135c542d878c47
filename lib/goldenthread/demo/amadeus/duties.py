"""The demo's evidence log: what each duty of the model has to show, school by school."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from goldenthread.demo.exports.log import log
from goldenthread.demo.layout import Book, Cell
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.spec import Source

_TRUST = "Amadeus Primary Academies Trust"
_NEW = "Fennel Street"
_SCHOOLS = ("Larkspur", "Heron Brook", "Fennel Street", "Tollgate", "Saltmarsh")
# An item: what it is, since when it is in place (None: not yet), and the document that shows it.
_Item = tuple[str, str | None, str]
_SALTMARSH: dict[str, tuple[_Item, ...]] = {
    "AD-E1": (
        ("Interim executive headteacher in post", "2022-09-05", "Letter of appointment"),
        ("School improvement team named", "2022-09-19", "Support plan"),
        ("Senior leaders' posts filled", "2023-06-08", "Staffing report to the Trust Board"),
    ),
    "AD-E2": (
        ("Executive leadership support, three days a week", "2022-09-05", "Support plan"),
        ("Substantive headteacher appointed", "2023-05-19", "Minutes of the Trust Board"),
        ("Effective leadership team established", None, ""),
    ),
    "AD-E3": (
        ("Local governance reviewed by the Trust Board", "2022-10-13", "Review of governance"),
        ("Local Governing Body established", "2022-11-15", "Minutes"),
        ("Chair appointed", "2022-11-15", "Minutes"),
        ("Accountability in the scheme of delegation", "2022-12-08", "Scheme of delegation"),
    ),
    "AD-E4": (
        ("Support of the Executive Team planned and under way", "2022-09-26", "Support plan"),
        ("Effective external support brokered", "2022-11-01", "Agreement with the teaching hub"),
        ("External challenge partner at learning walks", None, ""),
    ),
    "AD-E5": (
        ("Trust systems for data analysis in use", "2022-11-04", "Assessment calendar"),
        ("Policy reviewed: quality of teaching", "2022-11-15", "Minutes of the LGB"),
        ("Policy reviewed: curriculum", None, ""),
        ("Policy reviewed: data analysis", "2022-11-15", "Minutes of the LGB"),
        ("Policy reviewed: behaviour", "2022-11-15", "Minutes of the LGB"),
        ("Policy reviewed: attendance", "2023-03-15", "Minutes of the LGB"),
        ("Policy reviewed: safeguarding", "2022-09-12", "Minutes of the LGB"),
        ("Policy reviewed: financial management", "2023-03-15", "Minutes of the LGB"),
        ("Policy reviewed: governance", None, ""),
    ),
    "AD-E6": (
        ("Clear improvement plan with dated milestones", "2022-11-15", "Improvement plan"),
        ("Progress evaluated against the plan", "2023-07-05", "Minutes of the LGB"),
        ("Every class has a permanent teacher", None, ""),
        ("Objectives set for every member of staff", "2022-12-02", "Appraisal summary"),
    ),
}  # fmt: skip
_TOLLGATE: dict[str, tuple[_Item, ...]] = {
    "AD-D1": (
        ("Plan to develop leadership capacity", "2023-02-24", "Leadership plan"),
        ("Target groups named, with gaps in learning", "2023-03-10", "Pupil progress record"),
        ("Assessments moderated with another school", "2023-05-24", "Moderation record"),
    ),
    "AD-D2": (
        ("Skilled leader of another school supports mathematics", "2023-02-27", "Support plan"),
        ("Coaching of teachers in Years 3 and 4", "2023-04-20", "Coaching log"),
    ),
    "AD-D3": (
        ("Trust systems for data analysis embedded", "2022-11-10", "Data reports of each term"),
        ("Policies reviewed in line with the Trust's principles", None, ""),
    ),
    "AD-D4": (
        ("Joint Trust training", "2023-01-03", "Training log"),
        ("Training of the school's own", "2023-04-17", "Training log"),
        ("Individual support and coaching", "2023-04-20", "Coaching log"),
    ),
}
# By reference and school, in the order of the items.
_SUSTAIN: dict[str, tuple[tuple[str, str], ...]] = {
    "AD-CBA1": (
        ("High aspirations set in the improvement plan", "Improvement plan"),
        ("Succession plan", "Succession plan"),
        ("Quality of teaching reviewed", "Report of review"),
        ("Leadership at all levels reviewed", "Report of review"),
    ),
    "AD-CBA2": (
        ("Lead professional of the Executive Team named", "Support plan"),
        ("Programme of reflective practice", "Training log"),
        ("Research on teaching used in staff training", "Training log"),
    ),
    "AD-CBA4": (
        ("Member of a network beyond the Trust", "Membership"),
        ("Visit to a school outside the Trust", "Report of visit"),
    ),
}
_SUSTAINED: dict[str, dict[str, tuple[str | None, ...]]] = {
    "Larkspur": {
        "AD-CBA1": ("2022-11-08", None, "2022-03-15", "2022-06-21"),
        "AD-CBA2": ("2022-09-14", "2022-10-20", None),
        "AD-CBA4": ("2022-09-01", None),
    },
    "Heron Brook": {
        "AD-CBA1": ("2022-11-09", "2023-02-03", "2022-11-22", "2022-11-22"),
        "AD-CBA2": ("2022-09-14", "2022-10-20", "2023-01-03"),
        "AD-CBA4": ("2022-09-01", "2023-03-02"),
    },
    "Fennel Street": {
        "AD-CBA1": ("2023-06-29", None, "2023-05-16", "2023-05-16"),
        "AD-CBA2": ("2023-02-20", "2023-05-05", "2023-05-05"),
        "AD-CBA4": ("2023-02-01", "2023-06-14"),
    },
}
_REVIEW = (
    "Review by the chief executive and Executive Team",
    "External adviser took part",
    "Category reviewed",
)
# The day of the latest review; who took part or what was left out is named.
_REVIEWED = {
    "Larkspur": ("2022-06-21", ("External adviser took part",)),
    "Heron Brook": ("2022-11-22", ()),
    "Fennel Street": ("2023-05-16", ()),
    "Tollgate": ("2023-02-07", ()),
    "Saltmarsh": ("2022-10-11", ()),
}
# The days of the year's learning walks, and those of its book scrutinies.
_WALKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Larkspur": (("2022-11-30", "2023-06-07"), ("2022-11-30",)),
    "Heron Brook": (("2022-12-01", "2023-06-08"), ("2022-12-01", "2023-06-08")),
    "Fennel Street": (("2023-05-16",), ("2023-06-15",)),
    "Tollgate": (("2022-11-29", "2023-06-14"), ("2023-02-07", "2023-06-14")),
    "Saltmarsh": (("2022-10-05", "2023-06-13"), ("2022-10-11", "2023-06-13")),
}
_PLANS = {
    "Larkspur": ("2022-11-08", "2022-11-08", None, "2022-11-08"),
    "Heron Brook": ("2022-11-09", "2022-11-09", "2022-11-22", "2022-11-09"),
    "Fennel Street": ("2023-06-29", "2023-06-29", "2023-05-16", "2023-06-29"),
    "Tollgate": ("2022-11-10", "2022-11-10", "2022-11-10", "2022-11-10"),
    "Saltmarsh": ("2022-11-15", "2022-11-15", "2022-11-15", "2022-11-15"),
}
_APPRAISED = {
    "Larkspur": ("2022-10-19", "2022-10-19", None),
    "Heron Brook": ("2022-10-20", "2022-10-20", "2022-10-20"),
    "Fennel Street": ("2023-06-20", "2023-06-20", "2023-06-20"),
    "Tollgate": ("2022-10-18", "2022-10-18", "2022-10-18"),
    "Saltmarsh": ("2022-10-25", "2022-10-25", "2022-10-25"),
}
_OF_THE_TRUST: dict[str, tuple[_Item, ...]] = {
    "AD-5": (
        ("Appraisal Policy published", "2022-09-01", "The Trust's website"),
        ("Objectives linked to school improvement", "2022-10-28", "Appraisal summary"),
        ("Objectives linked to outcomes for pupils", "2022-10-28", "Appraisal summary"),
    ),
    "AD-5a": (
        ("Appraised by nominated Trustees", "2022-11-24", "Confidential minute"),
        ("Outcome received by the Trust Board", "2022-12-08", "Minutes"),
    ),
}


def duty_books(sources: Mapping[str, Source], drop: DemoDrop) -> Iterator[Book]:
    """The evidence log. What is only shown after the drop is not in place yet on its day.

    The school that joined in February lists only what it has begun.
    """
    columns = ("reference", "item", "place", "in_place", "date", "evidence", "recorded_by")
    entries = list(_entries())
    shown = [e for e in entries if _is_shown(drop.as_of, e[3])]
    begun, in_place = {e[:2] for e in shown}, {e[:3] for e in shown}
    # What is done again and again is listed once for each time, and once while it has not begun.
    missing = {e[:3]: e for e in entries if e[:3] not in in_place}.values()
    listed = [e for e in entries if e in shown or e in missing]
    rows = [_row(drop.as_of, *e) for e in listed if e[1] != _NEW or e[:2] in begun]
    yield log(sources, drop, "evidence_log", columns, rows)


def _row(
    as_of: dt.date, reference: str, place: str, item: str, day: str | None, document: str
) -> tuple[Cell, ...]:
    shown = _is_shown(as_of, day)
    who = "Governance professional" if place == _TRUST else "Headteacher"
    proof = (day, document) if shown else (None, None)
    return reference, item, place, "Y" if shown else "N", *proof, who


def _is_shown(as_of: dt.date, day: str | None) -> bool:
    return day is not None and dt.date.fromisoformat(day) <= as_of


def _entries() -> Iterator[tuple[str, str, str, str | None, str]]:
    """Reference, place, item, day and document."""
    for place, log_of in (
        ("Saltmarsh", _SALTMARSH),
        ("Tollgate", _TOLLGATE),
        (_TRUST, _OF_THE_TRUST),
    ):
        for reference, items in log_of.items():
            for item, day, document in items:
                yield reference, place, item, day, document
    for school, sustained in _SUSTAINED.items():
        for reference, days in sustained.items():
            for (item, document), day in zip(_SUSTAIN[reference], days, strict=True):
                yield reference, school, item, day, document
    for school in _SCHOOLS:
        yield from _of_every_school(school)


def _of_every_school(school: str) -> Iterator[tuple[str, str, str, str | None, str]]:
    day, left_out = _REVIEWED[school]
    for item in _REVIEW:
        yield "AD-1", school, item, None if item in left_out else day, "Report of the review"
    walks = ("Trust Learning Walk", "Book scrutiny with other leaders")
    for item, days in zip(walks, _WALKS[school], strict=True):
        for held in days:
            yield "AD-3d", school, item, held, "Report to the headteacher"
    plans = (
        "Self-evaluation",
        "Improvement plan",
        "Findings of external reviews used",
        "Findings of internal reviews used",
    )
    for item, written in zip(plans, _PLANS[school], strict=True):
        yield "AD-4", school, item, written, "Self-evaluation and improvement plan"
    appraisal = (
        "Undertaken by the chief executive",
        "Nominated members of the Local Governing Body took part",
        "Advice of the External Consultant",
    )
    for item, done in zip(appraisal, _APPRAISED[school], strict=True):
        yield "AD-5b", school, item, done, "Appraisal record"
