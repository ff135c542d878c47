"""Audit actions and outcome, the risk register, and the checklist of the Academy Trust Handbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON
from goldenthread.demo.layout import Book, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import TRUST_OFFICE, DemoDrop
from goldenthread.sources.spec import Source

# Place, finding, priority, raised, due, closed (None: still open after the last drop).
_Action = tuple[str, str, str, str, str, str | None]
_A, _M, _T = ALDERSLEY.name, MORETON.name, TRUST_OFFICE
_ACTIONS: tuple[_Action, ...] = (
    (_A, "Orders raised after the invoice", "Medium", "2021-02-08", "2021-07-31", "2021-07-20"),
    (_A, "Asset register not reconciled", "Medium", "2021-02-08", "2021-09-30", "2021-09-27"),
    (_A, "Visitor log incomplete", "Low", "2021-05-17", "2021-10-31", "2021-10-15"),
    (_A, "Lettings agreements unsigned", "Medium", "2021-05-17", "2021-11-30", "2022-01-14"),
    (_A, "Purchase cards without a second check", "High", "2021-10-11", "2022-01-31", "2022-01-28"),
    (_A, "Stock of the canteen not counted", "Low", "2021-10-11", "2022-03-31", "2022-03-18"),
    (_A, "Petty cash above the limit", "Low", "2022-02-07", "2022-05-31", "2022-05-20"),
    (_A, "Trips approved without costing", "Medium", "2022-02-07", "2022-07-31", "2022-07-15"),
    (_A, "Keys register out of date", "Low", "2022-05-16", "2022-12-31", None),
    (_M, "Orders raised after the invoice", "High", "2021-02-09", "2021-07-31", "2021-12-03"),
    (_M, "Overtime claims without a signature", "High", "2021-02-09", "2021-09-30", None),
    (_M, "Asset register not reconciled", "Medium", "2021-02-09", "2021-10-31", "2022-03-25"),
    (_M, "Fire drill records missing", "High", "2021-05-18", "2021-10-31", "2021-10-22"),
    (_M, "Lettings income not banked weekly", "Medium", "2021-05-18", "2021-11-30", None),
    (_M, "Purchase cards without a second check", "High", "2021-10-12", "2022-01-31", None),
    (_M, "Leavers keep access to systems", "High", "2021-10-12", "2022-02-28", "2022-03-11"),
    (_M, "Stock of the canteen not counted", "Low", "2021-10-12", "2022-03-31", None),
    (_M, "Supply bookings outside the framework", "Medium", "2022-02-08", "2022-05-31", None),
    (_M, "Trips approved without costing", "Medium", "2022-02-08", "2022-07-31", None),
    (
        _T,
        "Scheme of delegation not on the website",
        "Low",
        "2021-02-10",
        "2021-07-31",
        "2021-06-30",
    ),
    (_T, "Contracts register incomplete", "Medium", "2021-02-10", "2021-12-31", "2021-12-09"),
    (_T, "Payroll changes checked by one person", "High", "2021-05-19", "2021-10-31", "2021-10-29"),
    (
        _T,
        "Risk register without dates of review",
        "Medium",
        "2021-10-13",
        "2022-02-28",
        "2022-02-17",
    ),
    (_T, "Register of interests not confirmed", "Medium", "2022-02-09", "2022-06-30", "2022-06-28"),
    (_T, "Backups not tested", "High", "2022-05-17", "2022-09-30", None),
)
_RECOMMENDED = "Put the control in place and show that it works."
# Ref, place, category, risk, inherent and residual (likelihood, impact) by drop, review missed.
_Risk = tuple[str, str, str, tuple[int, int], tuple[tuple[int, int], ...]]
_RISKS: tuple[_Risk, ...] = (
    ("Trust", "Finance", "Energy and pay awards outrun funding", (5, 4), ((4, 3), (4, 4), (5, 4))),
    ("Trust", "Finance", "Fall in pupil numbers", (3, 4), ((2, 4), (2, 4), (2, 3))),
    ("Trust", "Governance", "Board lacks skills in law", (4, 3), ((3, 3), (3, 3), (3, 2))),
    ("Trust", "Information", "Loss of data to an attack", (4, 5), ((3, 5), (3, 4), (2, 4))),
    (
        "Trust",
        "Growth",
        "A joining school needs more than we have",
        (4, 4),
        ((3, 4), (3, 3), (3, 3)),
    ),
    ("Trust", "People", "Loss of the chief executive", (2, 5), ((2, 4), (2, 4), (2, 4))),
    ("Aldersley", "Standards", "Sixth form numbers too low", (3, 3), ((3, 3), (3, 2), (2, 2))),
    ("Aldersley", "Premises", "Roof of the sports hall", (4, 4), ((3, 4), (2, 4), (2, 3))),
    ("Aldersley", "Safeguarding", "Checks on visitors lapse", (3, 5), ((2, 4), (1, 4), (1, 4))),
    (
        "Moreton",
        "Standards",
        "Gap for disadvantaged pupils widens",
        (5, 5),
        ((4, 4), (4, 4), (5, 4)),
    ),
    (
        "Moreton",
        "People",
        "Teachers leave and are hard to replace",
        (5, 4),
        ((3, 4), (4, 4), (4, 5)),
    ),
    ("Moreton", "Behaviour", "Suspensions rise", (4, 4), ((3, 3), (4, 3), (4, 4))),
    ("Moreton", "Finance", "Overspend on supply", (4, 4), ((3, 3), (4, 3), (4, 4))),
    ("Moreton", "Premises", "Boilers near the end of their life", (4, 4), ((3, 3), (3, 3), (2, 3))),
)
_CONTROLS = "Reviewed by the committee; owner reports each term."
_REVIEWED = (dt.date(2021, 12, 16), dt.date(2022, 3, 24), dt.date(2022, 7, 7))
_NEXT_REVIEW = (dt.date(2022, 4, 28), dt.date(2022, 7, 7), dt.date(2022, 10, 20))
# Risks (by position) whose review was missed, by drop: the date of the review before stands.
_MISSED = ((3, 12), (12,), (10, 12))
# Area, duty, the drop from which it was met; 9 where it is not met yet.
_DUTIES: tuple[tuple[str, str, int], ...] = (
    ("Management accounts", "Accounts prepared every month", 0),
    ("Management accounts", "Accounts sent to the chair every month", 0),
    ("Management accounts", "Accounts sent to all trustees six times a year", 1),
    ("Management accounts", "Variance, cash flow and balance sheet in every pack", 0),
    ("Budget", "Balanced budget approved and minuted", 0),
    ("Budget", "Budget forecast return submitted", 0),
    ("Budget", "Key financial performance indicators set", 1),
    ("Internal scrutiny", "Programme of internal scrutiny agreed", 0),
    ("Internal scrutiny", "Annual summary report by 31 December", 0),
    ("Internal scrutiny", "Recommendations followed up", 9),
    ("Risk", "Risk register maintained", 0),
    ("Risk", "Board reviews the register at least once a year", 0),
    ("Risk", "Contingency and continuity plan tested", 2),
    ("Audit", "Audited accounts submitted by 31 December", 1),
    ("Audit", "Accounts published by 31 January", 1),
    ("Audit", "Audit and risk committee meets three times a year", 0),
    ("Governance", "At least five members", 0),
    ("Governance", "Board meets at least three times a year", 0),
    ("Governance", "Changes notified within 14 days", 9),
    ("Governance", "Register of interests published", 2),
    ("Governance", "Scheme of delegation approved each year", 0),
    ("Governance", "Executive pay over £100,000 published", 0),
    ("Contracts", "Contracts register kept", 0),
    ("Contracts", "Competitive tendering policy followed", 0),
    ("Contracts", "Related party transactions reported", 0),
    ("People", "Accounting officer and chief finance officer appointed", 0),
    ("People", "Whistleblowing procedure published", 0),
)
_CHECKED = (dt.date(2021, 11, 29), dt.date(2022, 3, 21), dt.date(2022, 7, 4))
_NOT_YET = 9


def audit_books(sources: Mapping[str, Source], drop: DemoDrop) -> Iterator[Book]:
    """The tracker, the external auditor's outcome, the risks and the checklist."""
    yield _actions(sources["audit_actions"], drop)
    yield _outcome(sources["audit_outcome"], drop)
    yield _risks(sources["risks"], drop)
    yield _handbook(sources["handbook"], drop)


def _actions(source: Source, drop: DemoDrop) -> Book:
    rows: list[Row] = []
    for number, action in enumerate(_ACTIONS, start=1):
        place, finding, priority, raised, due, closed = action
        if dt.date.fromisoformat(raised) > drop.as_of:
            continue
        is_closed = closed is not None and dt.date.fromisoformat(closed) <= drop.as_of
        put_off = place == MORETON.name and not is_closed and due < drop.as_of.isoformat()
        rows.append(
            {
                "reference": f"IA{number:02d}",
                "audit": "Internal audit",
                "place": place,
                "raised": dt.date.fromisoformat(raised),
                "finding": finding,
                "priority": priority,
                "recommendation": _RECOMMENDED,
                "owner": "Chief finance officer" if place == TRUST_OFFICE else "Business manager",
                "due": dt.date.fromisoformat(due),
                "revised_due": dt.date(2022, 9, 30) if put_off else None,
                "status": "Closed" if is_closed else "In progress",
                "closed": dt.date.fromisoformat(closed) if closed and is_closed else None,
                "evidence": "Seen by internal audit" if is_closed else None,
            }
        )
    above = heading("Internal audit tracker", drop.as_of)
    dialect = Dialect({"reference": "Ref", "raised": "Date"})
    sheet = lay_out(source, rows, name="Tracker", above=above, dialect=dialect)
    return Book("Internal audit tracker.xlsx", source.source, (sheet,))


def _outcome(source: Source, drop: DemoDrop) -> Book:
    """The accounts of a year are due by 31 December after it."""
    known = (
        ("2019/20", dt.date(2020, 12, 31), dt.date(2020, 12, 18), 4),
        ("2020/21", dt.date(2021, 12, 31), dt.date(2021, 12, 14), 2),
    )
    rows: list[Row] = [
        {
            "year": year,
            "auditor": "Synthetic Auditors LLP",
            "opinion": "Unqualified",
            "due": due,
            "submitted": submitted,
            "management_points": points,
        }
        for year, due, submitted, points in known
    ]
    above = heading("External audit outcome", drop.as_of)
    return Book("External audit outcome.xlsx", source.source, (lay_out(source, rows, above=above),))


def _risks(source: Source, drop: DemoDrop) -> Book:
    rows: list[Row] = []
    for number, (place, category, risk, inherent, residual) in enumerate(_RISKS):
        missed = number in _MISSED[drop.number]
        wave = drop.number - 1 if missed else drop.number
        likelihood, impact = residual[drop.number]
        rows.append(
            {
                "reference": f"R{number + 1:02d}",
                "place": place,
                "category": category,
                "risk": risk,
                "inherent_likelihood": inherent[0],
                "inherent_impact": inherent[1],
                "residual_likelihood": likelihood,
                "residual_impact": impact,
                "owner": "Headteacher" if place == "Moreton" else "Chief executive",
                "reviewed": _REVIEWED[wave] if wave >= 0 else dt.date(2021, 7, 1),
                "review_due": _NEXT_REVIEW[wave] if wave >= 0 else dt.date(2021, 10, 21),
                "controls": _CONTROLS,
            }
        )
    above = heading("Risk register", drop.as_of)
    dialect = Dialect({"place": "Scope", "controls": "Controls/mitigation"})
    sheet = lay_out(source, rows, name="Risks", above=above, dialect=dialect)
    return Book("Risk register.xlsx", source.source, (sheet,))


def _handbook(source: Source, drop: DemoDrop) -> Book:
    rows: list[Row] = []
    for number, (area, duty, since) in enumerate(_DUTIES, start=1):
        met = since <= drop.number
        partly = since != _NOT_YET or area == "Internal scrutiny"
        applies = "Related party" not in duty
        rows.append(
            {
                "reference": f"ATH{number:02d}",
                "area": area,
                "requirement": duty,
                "applies": "Y" if applies else "N",
                "met": None if not applies else "Yes" if met else "Partly" if partly else "No",
                "checked_on": _CHECKED[drop.number] if applies else None,
                "evidence": "Minutes" if met and applies else None,
            }
        )
    above = heading("Academy Trust Handbook checklist, 2021 edition", drop.as_of)
    sheet = lay_out(source, rows, name="Checklist", above=above)
    return Book("Academy Trust Handbook checklist.xlsx", source.source, (sheet,))
