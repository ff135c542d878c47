"""Where each action of the plan stands, as the chief executive's office keeps it."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.demo.layout import Cell
from goldenthread.demo.profile import DemoDrop

COLUMNS = (
    *("reference", "action", "owner", "due", "status"),
    *("percent", "done_on", "evidence", "updated"),
)
_UPDATED = ("2022-04-01", "2022-08-24")
# Reference, in a few words, owner, when it is due, how far it was in spring and in summer (per
# cent), and the day on which it was done.
_ACTIONS: tuple[tuple[str, str, str, str, tuple[int, int], str | None], ...] = (
    ("ML-1.A1", "Half-termly data meetings", "EHT", "ongoing", (80, 90), None),
    ("ML-1.A2", "Monitoring plans for the Board", "Heads", "2021-12-17", (100, 100), "2021-12-10"),
    ("ML-1.A3", "Monitoring dashboard", "EHT", "2022-03-31", (70, 100), "2022-05-20"),
    ("ML-1.A4", "Collaboration between phases", "EHT", "2022-07-20", (50, 100), "2022-07-12"),
    (
        "ML-1.A5",
        "Personal development in each SIP",
        "Heads",
        "2021-10-22",
        (100, 100),
        "2021-10-20",
    ),
    ("ML-1.A6", "Student voice and Pixl edge", "Heads", "2022-07-20", (40, 70), None),
    (
        "ML-1.A7",
        "A strand of personal development",
        "Heads",
        "2021-12-17",
        (100, 100),
        "2021-12-15",
    ),
    ("ML-1.A8", "Every student represents the academy", "Heads", "2022-07-20", (60, 80), None),
    ("ML-2.A1", "Embed the Well-being policy", "Heads", "ongoing", (70, 85), None),
    ("ML-2.A2", "Review of the Well Being policy", "EHT", "2022-05-27", (20, 100), "2022-05-24"),
    ("ML-2.A3", "Teaching and learning forums", "Deputy head", "ongoing", (60, 75), None),
    ("ML-2.A4", "Steps to improve clarity", "Heads", "ongoing", (30, 50), None),
    ("ML-2.A5", "In-house training for governors", "Clerk", "2022-07-20", (60, 100), "2022-06-14"),
    ("ML-2.A6", "Recruitment for the Primary Board", "CEO", "2022-03-31", (50, 75), None),
    ("ML-2.A7", "Specific roles for governors", "Clerk", "2021-12-17", (100, 100), "2021-12-02"),
    ("ML-2.A8", "Programmes of link visits", "Clerk", "ongoing", (40, 60), None),
    ("ML-3.A1", "Vision at the Leadership days", "CEO", "2018-07-31", (100, 100), "2018-07-11"),
    ("ML-3.A2", "Plan for hubs over three years", "EHT", "2022-07-20", (80, 100), "2022-06-30"),
    ("ML-3.A3", "Key Boards in place", "CEO", "2018-09-30", (100, 100), "2018-09-20"),
    ("ML-3.A4", "Improvement strategy with PDWB", "EHT", "2022-03-31", (90, 100), "2022-04-27"),
    ("ML-3.A5", "Secondary non-negotiables", "EHT", "2022-07-20", (60, 80), None),
    ("ML-3.A6", "Monitoring documents and pro-formas", "EHT", "ongoing", (50, 70), None),
    ("ML-4.A1", "Risk register presented and updated", "OD/FD", "ongoing", (80, 90), None),
    ("ML-4.A2", "Central finance function", "FD", "2021-12-17", (100, 100), "2021-12-01"),
    ("ML-4.A3", "Training on forecasting", "FD", "2021-12-17", (100, 100), "2022-01-14"),
    ("ML-4.A4", "Cloud based reporting", "FD", "2022-06-30", (60, 100), "2022-06-27"),
    ("ML-4.A5", "Decisions explained with their cost", "EHT", "ongoing", (60, 80), None),
    ("ML-4.A6", "Monthly budget meetings", "FD", "ongoing", (70, 80), None),
    ("ML-4.A7", "Budget holders and finance team", "FD", "ongoing", (60, 80), None),
    ("ML-5.A1", "Community element in every plan", "Heads", "2022-03-31", (80, 100), "2022-06-10"),
    (
        "ML-5.A3",
        "Marketing development plan",
        "Marketing team",
        "2022-03-31",
        (100, 100),
        "2022-03-22",
    ),
)


def rows(drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    """The tracker on the day of the drop; ML-5.A2 pauses a KPI and has nothing to track."""
    for reference, action, owner, due, percent, done_on in _ACTIONS:
        now = percent[drop.number]
        done = now == 100
        status = "Done" if done else "In progress"
        day = done_on if done else None
        evidence = "Minutes" if done else None
        yield reference, action, owner, due, status, now, day, evidence, _UPDATED[drop.number]
