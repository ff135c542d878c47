"""The tracker of the plan's milestones and actions, and how far each had come by each drop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from goldenthread.demo.layout import Book, Cell, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.spec import Source


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the tracker; `percent` by drop, 100 on the day in `done`. `due` as written."""

    reference: str
    action: str
    owner: str
    due: str
    percent: tuple[int, int, int]
    done: str = ""
    evidence: str = ""


_TRACKER = (
    _Entry(
        "AM-1.A1", "Training programme for members and trustees", "LJO", "ongoing", (50, 70, 85)
    ),
    _Entry("AM-1.A2", "Systems for oversight of key areas", "LJO", "July 2020", (60, 70, 80)),
    _Entry("AM-1.A3", "Training programme for local governors", "LJO", "ongoing", (40, 55, 65)),
    _Entry("AM-1.A4", "Recruit suitable governors", "Members", "July 2021", (70, 80, 80)),
    _Entry("AM-2.A1", "Ambitious expectations for all pupils", "NDA", "ongoing", (40, 50, 60)),
    _Entry(
        "AM-2.A2",
        "Know where expertise lies",
        "NDA",
        "30/06/2022",
        (30, 70, 100),
        "2022-06-22",
        "Register",
    ),
    _Entry(
        "AM-2.A3",
        "Common assessment cycles",
        "FHE",
        "31/12/2021",
        (100, 100, 100),
        "2021-12-10",
        "Calendar",
    ),
    _Entry("AM-2.A4", "Purpose of assessment understood", "SLT", "July 2022", (35, 55, 75)),
    _Entry("AM-2.A5", "Data shared and benchmarked", "CEO", "ongoing", (50, 60, 70)),
    _Entry(
        "AM-2.A6",
        "Data strategy and one information system",
        "CEO",
        "31/08/2022",
        (40, 65, 100),
        "2022-08-19",
        "Contract",
    ),
    _Entry(
        "AM-3.A1", "Approach to staff wellbeing and workload", "CEO", "30/04/2022", (20, 35, 50)
    ),
    _Entry(
        "AM-3.A2",
        "Expectations and systems for behaviour",
        "Headteachers",
        "July 2020",
        (100, 100, 100),
        "2021-09-10",
        "Conduct system",
    ),
    _Entry(
        "AM-3.A3",
        "New approaches evaluated before rolled out",
        "Executive Leadership Team",
        "ongoing",
        (30, 40, 50),
    ),
    _Entry("AM-3.A4", "PHSE curriculum prioritised", "Headteachers", "July 2021", (60, 70, 75)),
    _Entry(
        "AM-3.A5",
        "Wellbeing audits and follow-up",
        "Headteachers",
        "31/07/2022",
        (33, 67, 100),
        "2022-07-12",
        "Report to board",
    ),
    _Entry("AM-3.A6", "Pupil leadership opportunities", "Headteachers", "ongoing", (50, 70, 90)),
    _Entry("AM-4.A1", "Infrastructure for shared learning", "CEO", "ongoing", (45, 55, 65)),
    _Entry("AM-4.A2", "Models of observation", "Headteachers", "December 2022", (20, 40, 60)),
    _Entry(
        "AM-4.A3",
        "Talent management strategy",
        "Executive Leadership Team",
        "31/03/2022",
        (25, 60, 100),
        "2022-05-20",
        "Strategy",
    ),
    _Entry(
        "AM-4.A4",
        "Approach to best practice",
        "Executive Leadership Team",
        "As per calendar",
        (40, 60, 80),
    ),
    _Entry("AM-5.A1", "Training for administrative staff", "LAR", "30/09/2022", (50, 75, 90)),
    _Entry(
        "AM-5.A2",
        "HR and payroll systems embedded",
        "LAR",
        "31/12/2021",
        (90, 100, 100),
        "2022-01-21",
        "Module list",
    ),
    _Entry("AM-5.A3", "Internal audits and action plans", "LAR", "July 2022", (40, 70, 85)),
    _Entry(
        "AM-5.A4",
        "Risks managed and reported",
        "LJO",
        "July 2020",
        (100, 100, 100),
        "2021-11-18",
        "Minutes",
    ),
    _Entry(
        "AM-6.A1",
        "Curriculum intent and principles",
        "Executive Leaders",
        "31/07/2022",
        (60, 80, 100),
        "2022-07-08",
        "Website",
    ),
    _Entry(
        "AM-6.A2",
        "What is common, where is discretion",
        "Executive Leaders",
        "ongoing",
        (40, 55, 70),
    ),
    _Entry("AM-6.A3", "Shared resources", "Executive Leaders", "December 2022", (30, 45, 60)),
    _Entry("AM-6.A4", "Curriculum from the pupils' view", "", "", (0, 20, 30)),
    _Entry(
        "AM-7.A1",
        "Additional deputy headteacher at Moreton",
        "CEO",
        "April 2021",
        (100, 100, 100),
        "2021-04-19",
        "Contract",
    ),
    _Entry(
        "AM-7.A2",
        "Head of School appointed at Aldersley",
        "Trust Board/CEO",
        "September 2021",
        (100, 100, 100),
        "2021-09-01",
        "Contract",
    ),
    _Entry("AM-7.A3", "Leaders network and share practice", "CEO", "22/07/2022", (40, 60, 75)),
    _Entry(
        "AM-7.SC1",
        "A further secondary school in a service level agreement",
        "CEO",
        "July 2022",
        (40, 75, 100),
        "2022-06-27",
        "Signed agreement",
    ),
    _Entry("AM-7.SC2", "Executive primary headteacher appointed", "Trust Board", "", (0, 10, 10)),
    _Entry(
        "AM-7.SC3",
        "A specialist provision in a service level agreement",
        "CEO",
        "December 2022",
        (5, 20, 45),
    ),
    _Entry("AM-OP.18", "Hub of three secondary schools", "CEO", "December 2022", (40, 60, 75)),
    _Entry("AM-OP.19", "Specialist provision added to the hub", "CEO", "", (5, 20, 45)),
    _Entry(
        "AM-OP.20",
        "Outstanding primary school and two further ones",
        "CEO",
        "December 2023",
        (0, 5, 10),
    ),
)
_OBJECTIVES = {
    "AM-1": "Governance",
    "AM-2": "Standards",
    "AM-3": "Wellbeing",
    "AM-4": "Staff development",
    "AM-5": "Finance",
    "AM-6": "Curriculum",
    "AM-7": "Growth",
    "AM-O": "Operations",
}
_UPDATED = (dt.date(2021, 12, 10), dt.date(2022, 4, 1), dt.date(2022, 8, 26))


def milestone_books(sources: Mapping[str, Source], drop: DemoDrop) -> Iterator[Book]:
    """The tracker as the chief executive's office keeps it."""
    rows: list[Row] = []
    for entry in _TRACKER:
        done = dt.date.fromisoformat(entry.done) if entry.done else None
        is_done = done is not None and done <= drop.as_of
        percent = entry.percent[drop.number]
        rows.append(
            {
                "reference": entry.reference,
                "objective": _OBJECTIVES[entry.reference[:4]],
                "action": entry.action,
                "owner": entry.owner or None,
                "due": _due(entry.due),
                "status": "Done" if is_done else "In progress" if percent else "Not started",
                "percent": 100 if is_done else min(percent, 95),
                "done_on": done if is_done else None,
                "evidence": entry.evidence if is_done else None,
                "updated": _UPDATED[drop.number] if percent else None,
            }
        )
    above = heading("Milestone and action tracker, plan 2020 to 2023", drop.as_of)
    dialect = Dialect({"evidence": "Evidence link"}, omit=frozenset({"start"}))
    source = sources["milestones"]
    sheet = lay_out(source, rows, name="Tracker", above=above, dialect=dialect)
    yield Book("Milestone and action tracker.xlsx", source.source, (sheet,))


def _due(written: str) -> Cell:
    """A full date as Excel's own; a month or words stay as they were typed."""
    if written.count("/") == 2:
        return dt.datetime.strptime(written, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    return written or None
