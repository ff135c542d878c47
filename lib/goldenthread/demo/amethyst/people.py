"""Amethyst's pupil lists, as the systems of its two schools print them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON
from goldenthread.demo.exports.pupils import ListStyle, Pupil, pupil_list
from goldenthread.demo.layout import Book, Dialect
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.spec import Source

_MORETON_SPELLING = Dialect(
    names={
        "surname": "Surname",
        "forename": "Forename",
        "date_of_birth": "Date of Birth",
        "sex": "Sex",
        "year_group": "NC Year",
        "form": "Tutor Group",
        "admission_number": "Adno",
        "pupil_premium": "PP",
        "fsm": "FSM",
        "sen": "SEN Provision",
    },
    omit=frozenset({"ethnicity", "looked_after"}),
    dates="%d/%m/%Y",
)
_STYLES = {
    ALDERSLEY: ListStyle(),
    MORETON: ListStyle("Moreton student list.xlsx", "Students", _MORETON_SPELLING, spelt_out=True),
}


def pupil_lists(
    sources: Mapping[str, Source], pupils: tuple[Pupil, ...], drop: DemoDrop
) -> Iterator[Book]:
    """The list of each school: those on roll, and those who left since September."""
    for school, style in _STYLES.items():
        yield pupil_list(sources, pupils, school, drop, style)
