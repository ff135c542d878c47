"""What a usual school's people say of it, moved up or down by the mood of its profile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from goldenthread.demo.exports.surveys import Wave
from goldenthread.demo.profile import DemoDrop, DemoSchool, DemoTrust
from goldenthread.demo.terms import school_days

_STAFF = {
    "wellbeing_valued": 66,
    "wellbeing_workload": 48,
    "wellbeing_mental_health": 60,
    "wellbeing_stress": 46,
    "support_aware": 76,
    "grade_expectations": 76,
    "assessment_purpose": 74,
    "curriculum_common": 68,
    "development": 70,
    "office_support": 74,
}
_PUPILS = {"safe": 84, "talk": 82, "enjoy": 74, "heard": 66, "lonely": 15}
_PARENTS = {
    "child_happy": 88,
    "child_safe": 90,
    "behaviour": 80,
    "child_bullied": 14,
    "doing_well": 80,
    "kept_informed": 76,
    "concerns": 68,
    "recommend": 82,
}
_REVERSED = frozenset({"wellbeing_stress", "lonely", "child_bullied"})
_RESPONSE = {"staff": 0.8, "pupils": 0.88, "parents": 0.42}


def usual_wave(asked: str, trust: DemoTrust, drop: DemoDrop) -> Wave:
    """The survey of `asked` (staff, pupils, parents) in the term of the drop."""
    items = {"staff": _STAFF, "pupils": _PUPILS, "parents": _PARENTS}[asked]
    favourable = {item: _by_school(item, usual, trust, drop) for item, usual in items.items()}
    return Wave(_week(trust.year, drop), _RESPONSE[asked], favourable)


def _by_school(
    item: str, usual: int, trust: DemoTrust, drop: DemoDrop
) -> Mapping[DemoSchool | None, int]:
    """The office's own people are as content as a usual school's."""
    sign = -1 if item in _REVERSED else 1
    return {
        None: usual,
        **{school: min(97, max(3, usual + sign * _mood(school, drop))) for school in trust.schools},
    }


def _mood(school: DemoSchool, drop: DemoDrop) -> int:
    return school.mood[min(drop.number, len(school.mood) - 1)]


def _week(year: str, drop: DemoDrop) -> dt.date:
    """The Monday of a week late in the term, over before the drop is taken."""
    day = [day for day in school_days(year, drop.term) if day <= drop.as_of][-20]
    return day - dt.timedelta(days=day.weekday())
