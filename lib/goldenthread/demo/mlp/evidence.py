"""What the trust's plan wants to be in place, item by item, and the document that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.demo.layout import Cell
from goldenthread.demo.mlp.setting import (
    LARKSPUR,
    LONGMEADOW,
    MARLPIT,
    MOSSWOOD,
    PARKFOLD,
    PIKEHILL,
    SCHOOLS,
    SECONDARIES,
    TRUST,
)
from goldenthread.demo.profile import DemoDrop, DemoSchool

COLUMNS = ("reference", "item", "place", "in_place", "date", "evidence", "recorded_by")


@dataclass(frozen=True, slots=True)
class _Item:
    """One item at one place: Y, Part or N in the spring and in the summer drop."""

    reference: str
    item: str
    evidence: str
    days: tuple[str, str] = ("2022-03-11", "2022-07-08")
    by: str = "Head"


_AT_SCHOOLS = (
    _Item("ML-1.3", "Improvement plan has a focus on personal development", "SIP, section 4"),
    _Item("ML-1.3", "Scheme of work for personal development", "Curriculum folder"),
    _Item("ML-1.4", "Programme of personal development for the whole school", "Programme"),
    _Item(
        "ML-1.4", "Every pupil had an opportunity to represent the academy", "Register of events"
    ),
    _Item("ML-1.SCc", "Developments planned around examinations and tests", "School calendar"),
    _Item("ML-1.SCe", "Partners in the community asked for their view", "Letters and survey"),
    _Item("ML-2.SCa", "Well-being policy is part of induction", "Induction pack"),
    _Item("ML-2.SCa", "New staff asked why they joined", "Returns of the first term"),
    _Item("ML-2.SCc", "Succession plan for key roles", "Succession plan"),
    _Item("ML-4.SCd", "Budget built with CLFP", "Budget model", by="FD"),
    _Item("ML-4.SCf", "Notes of talks on careers with staff in key roles", "Appraisal system"),
    _Item("ML-5.1", "Improvement plan has a community element", "SIP, section 6"),
)
_CAREERS = _Item("ML-1.3", "Advice and guidance meets the eight benchmarks", "Compass return")
# What is not (or not wholly) in place at a school: in spring and in summer.
_GAPS: dict[tuple[DemoSchool, str], tuple[str, str]] = {
    (LARKSPUR, "Advice and guidance meets the eight benchmarks"): ("N", "Part"),
    (PIKEHILL, "Scheme of work for personal development"): ("Part", "Y"),
    (LARKSPUR, "Every pupil had an opportunity to represent the academy"): ("N", "Y"),
    (MARLPIT, "Every pupil had an opportunity to represent the academy"): ("Part", "Y"),
    (LONGMEADOW, "Programme of personal development for the whole school"): ("Part", "Y"),
    (PIKEHILL, "Partners in the community asked for their view"): ("N", "N"),
    (MOSSWOOD, "New staff asked why they joined"): ("N", "Y"),
    (PIKEHILL, "New staff asked why they joined"): ("N", "N"),
    (LARKSPUR, "Succession plan for key roles"): ("Part", "Y"),
    (PIKEHILL, "Succession plan for key roles"): ("N", "Y"),
    (PIKEHILL, "Budget built with CLFP"): ("N", "N"),
    (PARKFOLD, "Notes of talks on careers with staff in key roles"): ("Part", "Y"),
    (PIKEHILL, "Notes of talks on careers with staff in key roles"): ("N", "Y"),
    (MOSSWOOD, "Improvement plan has a community element"): ("N", "Y"),
}
_OF_THE_TRUST = (
    _Item("ML-2.SCc-programme", "Talent management programme", "Programme 2021/22", by="EHT"),
    _Item("ML-2.SCd", "Roles of members and directors set out", "Articles, guide for boards"),
    _Item("ML-2.SCd", "Scheme of delegation, agreed this year", "Minutes of the Trust Board"),
    _Item("ML-2.SCd", "Trust Board confirmed its responsibilities", "Minutes of the Trust Board"),
    _Item("ML-2.SCd", "Primary Board confirmed its responsibilities", "Minutes of the board"),
    _Item("ML-3.3", "Accountability framework, primary", "Framework", by="EHT"),
    _Item("ML-3.3", "Accountability framework, secondary", "Framework", by="EHT"),
    _Item("ML-3.3", "Framework differentiated by stage of the school", "Framework", by="EHT"),
    _Item("ML-4.3", "One chart of accounts in every academy", "Accounts system", by="FD"),
    _Item("ML-4.3", "Reports drawn from one system", "Accounts system", by="FD"),
    _Item("ML-4.SCa", "Risk register of the Trust", "Risk register", by="OD/FD"),
    _Item("ML-4.SCa", "Decisions that rest on the register", "Minutes of the Trust Board"),
    _Item("ML-5.3", "Marketing development plan", "Marketing plan", by="Marketing team"),
    _Item("ML-5.3", "Marketing team in post", "Structure chart", by="Marketing team"),
    _Item("ML-5.SCa", "Part in a teaching school hub", "Agreement", by="Executive team"),
    _Item("ML-5.SCa", "Lead of a network of schools of the area", "Minutes", by="Executive team"),
    _Item("ML-5.SCc", "Website of every school to one standard", "Review", by="Marketing team"),
    _Item("ML-5.SCc", "Printed prospectus and signs", "Review", by="Marketing team"),
    _Item("ML-5.SCc", "Strategic plan of the marketing team", "Marketing plan"),
)
_TRUST_GAPS = {
    "Talent management programme": ("Part", "Y"),
    "Primary Board confirmed its responsibilities": ("N", "N"),
    "Framework differentiated by stage of the school": ("N", "Y"),
    "Reports drawn from one system": ("Part", "Y"),
    "Lead of a network of schools of the area": ("N", "N"),
    "Printed prospectus and signs": ("Part", "Y"),
    "Strategic plan of the marketing team": ("N", "Y"),
}


def rows(drop: DemoDrop) -> Iterator[tuple[Cell, ...]]:
    """The log on the day of the drop."""
    for item in _AT_SCHOOLS:
        for school in SCHOOLS:
            yield _row(item, school.name, _GAPS.get((school, item.item), ("Y", "Y")), drop)
    for school in SECONDARIES:
        gaps = _GAPS.get((school, _CAREERS.item), ("Y", "Y"))
        yield _row(_CAREERS, school.name, gaps, drop)
    for item in _OF_THE_TRUST:
        yield _row(item, TRUST.name, _TRUST_GAPS.get(item.item, ("Y", "Y")), drop)


def _row(item: _Item, place: str, stands: tuple[str, str], drop: DemoDrop) -> tuple[Cell, ...]:
    """An item keeps the day on which it was first shown to be as it is."""
    now = stands[drop.number]
    day = item.days[0] if stands[0] == now else item.days[drop.number]
    shown = (None, None) if now == "N" else (day, item.evidence)
    return item.reference, item.item, place, now, *shown, item.by
