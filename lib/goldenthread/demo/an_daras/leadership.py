"""Examples of the elements of leadership: number, example, day, document, who recorded it.

Elements 2, 8, 16, 22 and 23 have none, and 17 was asked for and has none yet. That of 6 is older
than a year, and of the time of the plan.
"""

from __future__ import annotations

_CEO, _BOARD, _SI = "Chief executive", "Chair of the board", "School improvement lead"
_CFO, _CLERK = "Finance lead", "Clerk to the board"

EXAMPLES: tuple[tuple[int, str, str, str, str], ...] = (
    (1, "Vision and plan set out to the staff of every school", "2017-09-04", "Slides", _CEO),
    (3, "Chief executive taught in each school", "2018-03-02", "Diary", _BOARD),
    (4, "Values agreed with every school", "2017-10-19", "Statement of values", _BOARD),
    (
        5,
        "Survey of stakeholders, with the answer to it",
        "2018-05-10",
        "Report on the survey",
        _CEO,
    ),
    (6, "Two middle leaders became heads of school", "2017-06-15", "Staffing paper", _CEO),
    (7, "Headteachers each lead a strand of the plan", "2017-09-28", "Scheme of delegation", _CEO),
    (9, "Ambitious targets agreed with every school", "2017-10-26", "Targets", _SI),
    (10, "Open mornings between schools", "2018-06-22", "Programme and feedback", _SI),
    (11, "Joint planning days in every year group", "2018-02-12", "Programme", _SI),
    (12, "Directors and governors wrote the plan together", "2017-09-21", "Minutes", _CLERK),
    (13, "Subject leaders' own budgets", "2017-11-02", "Budget papers", _CFO),
    (14, "Three-year budget beside the targets", "2018-05-17", "Minutes of the board", _CFO),
    (15, "Half-termly reports on each school", "2018-07-13", "Desktop monitoring reports", _SI),
    (17, "A decision that was difficult, and how it was told", "", "", _CEO),
    (18, "Plan of support for one school, with its milestones", "2018-02-28", "Support plan", _SI),
    (19, "Specialist teachers work in several schools", "2017-11-30", "Deployment plan", _CEO),
    (20, "Staffing reviewed at each school", "2018-03-22", "Minutes of the board", _CFO),
    (21, "Meetings with parish and town councils", "2018-04-24", "Notes of the meetings", _CEO),
)
