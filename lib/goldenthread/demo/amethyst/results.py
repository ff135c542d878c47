"""Amethyst's GCSE results of Year 11 and their targets, as its two schools print them, and the
results of Aldersley's sixth form: Moreton has none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON
from goldenthread.demo.exports.key_stage_4 import ExamStyle, results_book, targets_book, year_11
from goldenthread.demo.exports.key_stage_5 import sixth_form_book, year_13
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.layout import Book
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.spec import Source

_STYLES = {
    ALDERSLEY: ExamStyle("Aldersley KS4 targets.xlsx", "Aldersley KS4 results.xlsx"),
    MORETON: ExamStyle(
        "Moreton prior attainment and targets.xlsx",
        "Moreton GCSE results.xlsx",
        {"ks2_reading": "KS2 Re", "ks2_maths": "KS2 Ma", "target_attainment_8": "FFT20 A8"},
        {"surname": "Last Name", "forename": "First Name", "form": "Reg Group"},
        level_last=True,
    ),
}
_SIXTH_FORM = "Aldersley sixth form results.xlsx"


def result_books(
    sources: Mapping[str, Source], pupils: tuple[Pupil, ...], seed: int, drop: DemoDrop
) -> Iterator[Book]:
    """Targets in every drop; results once they are out, in August."""
    for school, style in _STYLES.items():
        cohort = year_11(pupils, school)
        yield targets_book(sources["ks4_targets"], cohort, school, seed, drop, style)
        if drop.term == "summer":
            yield results_book(sources["ks4_results"], cohort, school, seed, drop, style)
    if drop.term == "summer":
        students = year_13(pupils, ALDERSLEY)
        source = sources["ks5_results"]
        yield sixth_form_book(source, students, ALDERSLEY, seed, drop, _SIXTH_FORM)
