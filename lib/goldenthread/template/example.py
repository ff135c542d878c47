"""The example row of a template: a value for each column that the reader would take."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from goldenthread.sources.spec import Column, Source
from goldenthread.sources.values import upn_letter
from goldenthread.template.asked import Asked, Setting, recorded_tests, words_of

Value = str | int | float | dt.date | None

# By the column's key, where the words of the type alone would tell a reader little.
_WORDS: Mapping[str, str] = {
    "action": "Appoint a lead for early reading in each school",
    "actions": "3",
    "appointed_by": "Members",
    "area": "Safeguarding",
    "audit": "Internal scrutiny, payroll",
    "category": "Safeguarding",
    "check": "Enhanced DBS check",
    "controls": "Monthly review by the finance committee",
    "course": "Safeguarding, annual update",
    "data": "Key stage 2 reading of the last three years",
    "data_point": "Autumn 1",
    "description": "Teaching staff",
    "destination": "Another trust",
    "evidence": "Minutes of the trust board of 12 October, item 4",
    "finding": "One of 20 starters had no signed contract",
    "focus": "Reading",
    "forename": "Alex",
    "grade": "M3",
    "item": "Induction pack published",
    "judged_by": "Director of education",
    "judgement": "Developing",
    "linked": "T3",
    "name": "A. Example",
    "objective": "Governance",
    "observer": "A. Example",
    "occasion": "Line management meeting",
    "outcome": "Expected standard in writing",
    "owner": "Chief executive",
    "pathway": "Student council",
    "post": "Teacher of mathematics",
    "priority": "Raise attainment in writing",
    "programme": "Leading from the middle",
    "qualification": "A level",
    "required_training": "Safer recruitment",
    "recorded_by": "Governance professional",
    "recommendation": "Check contracts each month",
    "requirement": "The trust publishes its scheme of delegation",
    "risk": "Falling rolls reduce income",
    "role": "Trustee",
    "schools": "all",
    "staff_group": "Teachers",
    "status": "In progress",
    "subject": "Mathematics",
    "surname": "Example",
    "system": "Online register",
    "tool": "The department's method",
    "trust_objective": "1",
}
_GRADES: Mapping[str, str] = {
    "gld": "Yes", "mtc": "21", "science": "EXS", "writing": "EXS", "year_1_mark": "34",
    "year_1_outcome": "Wa", "year_2_mark": "34", "year_2_outcome": "Wa",
}  # fmt: skip
_OF_SOURCE: Mapping[str, str] = {"eyfs": "2", "ks1_results": "EXS", "ks2_results": "104"}
# A row that the plan does not number has a number of its own register.
_REFERENCES: Mapping[str, str] = {
    "audit_actions": "IA 7", "handbook": "1.12", "improvement_plans": "P1", "posts": "0042",
    "risks": "R4",
}  # fmt: skip
# Where the columns of a row have to go together.
_TOGETHER: Mapping[tuple[str, str], Value] = {
    ("attendance", "possible"): 140, ("attendance", "present"): 130,
    ("attendance", "educational_activity"): 2, ("attendance", "authorised"): 6,
    ("attendance", "unauthorised"): 2, ("attendance", "late_before"): 3,
    ("attendance", "late_after"): 1, ("attendance", "missing_marks"): 0,
    ("attendance", "percent_attended"): 94.3,
    ("milestones", "status"): "In progress", ("milestones", "percent"): 60,
    ("milestones", "done_on"): None,
}  # fmt: skip
_DAYS_FROM_DROP: Mapping[tuple[str, str], int] = {
    ("milestones", "start"): -90, ("milestones", "due"): 90,
}  # fmt: skip
_BORN_YEARS_AGO = 12


def example_row(source: Source, asked: tuple[Asked, ...], setting: Setting) -> tuple[Value, ...]:
    """A value for each of the columns."""
    return tuple(_value(item.key, item.column, source, setting) for item in asked)


def upn_of(serial: int) -> str:
    """A number of the right form and check letter that is no pupil's: its authority is 000."""
    digits = f"000{serial:09d}"
    return upn_letter(f"A{digits}") + digits


def _value(key: str, column: Column, source: Source, setting: Setting) -> Value:
    kind, place = column.type, (source.source, key)
    if place in _TOGETHER:
        return _TOGETHER[place]
    if place in _DAYS_FROM_DROP:
        return setting.as_of + dt.timedelta(days=_DAYS_FROM_DROP[place])
    if kind in ("text", "code"):
        if own := _of_plan(source, key, setting):
            return own
        if key == "reference" and source.source in _REFERENCES:
            return _REFERENCES[source.source]
        return _text(key, column, setting)
    if kind == "grade":
        return _GRADES.get(key, _OF_SOURCE.get(source.source, "6"))
    if kind in ("choice", "yes_no"):
        return words_of(column)[0]
    if kind == "school":
        return _school(source, setting)
    if kind == "body":
        return setting.trust.bodies[0].name if setting.trust.bodies else "Trust board"
    if kind == "upn":
        return upn_of(1)
    if kind == "year_group":
        schools = setting.schools_of(source) or setting.trust.schools
        return 4 if schools[0].phase == "primary" else 9
    if kind == "academic_year":
        return setting.year
    if kind in ("date", "datetime", "due", "month"):
        return _day(key, kind, setting)
    return _number(column)


def _of_plan(source: Source, key: str, setting: Setting) -> str:
    """The reference under which the plan looks for a row of this export, where it says one."""
    plan = setting.plan
    if plan is None or key != "reference":
        return ""
    if source.source == "recorded":
        return next((test.reference or row.id for row, test in recorded_tests(plan)), "")
    return plan.actions[0].id if source.source == "milestones" and plan.actions else ""


def _school(source: Source, setting: Setting) -> str:
    return (setting.schools_of(source) or setting.trust.schools)[0].name


def _text(key: str, column: Column, setting: Setting) -> Value:
    if key in ("place", "school"):
        return setting.trust.schools[0].name
    if key == "urn":
        return setting.trust.schools[0].urn
    if key == "reference" and setting.plan is not None and setting.plan.criteria:
        return setting.plan.criteria[0].id
    if column.type == "code":
        return "A001"
    return _WORDS.get(key, f"{column.title} in words")


def _day(key: str, kind: str, setting: Setting) -> dt.date:
    day = setting.as_of - dt.timedelta(days=14)
    if kind == "month":
        return day.replace(day=1)
    if key == "date_of_birth":
        return dt.date(day.year - _BORN_YEARS_AGO, 3, 14)
    return day


def _number(column: Column) -> float:
    """Inside the declared bounds."""
    usual = {"percent": 92.5, "money": 12500.0, "number": 12.0, "whole": 12}[column.type]
    if column.type == "percent" and column.percent_as == "fraction":
        usual = 0.925
    low = column.minimum if column.minimum is not None else usual
    high = column.maximum if column.maximum is not None else max(usual, low)
    if low <= usual <= high:
        return usual
    middle = (low + high) / 2
    return int(middle) if column.type == "whole" else middle
