"""Amethyst's surveys of staff and of pupils: one wave in each drop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.exports.staffing import Employee
from goldenthread.demo.exports.surveys import Wave, pupil_survey, staff_survey
from goldenthread.demo.layout import Book
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.sources.spec import Source

# Per cent favourable in the three waves; None is the trust office.
Waves = tuple[int, int, int]
_STAFF: dict[str, dict[DemoSchool | None, Waves]] = {
    "wellbeing_valued": {ALDERSLEY: (61, 65, 75), MORETON: (55, 54, 45), None: (70, 75, 80)},
    "wellbeing_workload": {ALDERSLEY: (44, 48, 58), MORETON: (41, 38, 21), None: (52, 55, 58)},
    "wellbeing_mental_health": {ALDERSLEY: (52, 58, 69), MORETON: (49, 48, 40), None: (60, 64, 70)},
    "wellbeing_stress": {ALDERSLEY: (48, 44, 33), MORETON: (54, 57, 68), None: (40, 38, 33)},
    "support_aware": {ALDERSLEY: (68, 78, 87), MORETON: (58, 64, 70), None: (80, 85, 90)},
    "grade_expectations": {ALDERSLEY: (71, 77, 82), MORETON: (59, 64, 73), None: (70, 74, 80)},
    "assessment_purpose": {ALDERSLEY: (70, 74, 79), MORETON: (60, 64, 66), None: (50, 50, 55)},
    "curriculum_common": {ALDERSLEY: (64, 70, 75), MORETON: (50, 55, 60), None: (45, 50, 50)},
    "development": {ALDERSLEY: (66, 69, 74), MORETON: (57, 60, 62), None: (66, 70, 76)},
    "office_support": {ALDERSLEY: (72, 74, 81), MORETON: (62, 66, 71), None: (75, 80, 85)},
}
_PUPILS: dict[str, dict[DemoSchool | None, Waves]] = {
    "safe": {ALDERSLEY: (76, 79, 83), MORETON: (72, 71, 70)},
    "talk": {ALDERSLEY: (70, 75, 80), MORETON: (66, 67, 70)},
    "enjoy": {ALDERSLEY: (58, 61, 64), MORETON: (53, 50, 51)},
    "heard": {ALDERSLEY: (49, 55, 61), MORETON: (44, 46, 49)},
    "lonely": {ALDERSLEY: (21, 19, 16), MORETON: (24, 26, 25)},
}
_RESPONSE = {"staff": (0.70, 0.74, 0.79), "pupils": (0.83, 0.85, 0.87)}
_WEEKS = (dt.date(2021, 11, 22), dt.date(2022, 3, 14), dt.date(2022, 6, 20))
_PUPIL_NAMES = {ALDERSLEY: "Aldersley"}


def survey_books(
    sources: Mapping[str, Source],
    pupils: tuple[Pupil, ...],
    staff: tuple[Employee, ...],
    seed: int,
    drop: DemoDrop,
) -> Iterator[Book]:
    """One form for all staff and one for all pupils. Year 11 has left by the summer survey."""
    wave = _wave(_STAFF, _RESPONSE["staff"], drop)
    yield staff_survey(sources["staff_survey"], staff, SCHOOLS, seed, drop, wave)
    wave = _wave(_PUPILS, _RESPONSE["pupils"], drop)
    asked = [p for p in pupils if p.on_roll(wave.week) and not (p.year == 11 and drop.number == 2)]
    yield pupil_survey(sources["pupil_survey"], asked, SCHOOLS, seed, drop, wave, _PUPIL_NAMES)


def _wave(
    items: Mapping[str, Mapping[DemoSchool | None, Waves]],
    response: tuple[float, float, float],
    drop: DemoDrop,
) -> Wave:
    favourable = {
        item: {school: shares[drop.number] for school, shares in by_school.items()}
        for item, by_school in items.items()
    }
    return Wave(_WEEKS[drop.number], response[drop.number], favourable)
