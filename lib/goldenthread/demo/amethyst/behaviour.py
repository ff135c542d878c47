"""Amethyst's conduct logs, its suspensions, and the January headcounts they count against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.setting import ALDERSLEY, MORETON, SCHOOLS, YEAR
from goldenthread.demo.exports.behaviour import (
    LogStyle,
    census_book,
    conduct_log,
    suspension_book,
)
from goldenthread.demo.exports.pupils import Pupil
from goldenthread.demo.layout import Book, Dialect
from goldenthread.demo.profile import DemoDrop
from goldenthread.sources.spec import Source

_STYLES = {
    ALDERSLEY: LogStyle("Aldersley behaviour log.csv", Dialect(dates="%d/%m/%Y"), 20_000, 300_001),
    MORETON: LogStyle(
        "Moreton conduct log.csv",
        Dialect(
            {
                "involvement_id": "BEHAVIOURAL_INCIDENT_INVOLVEMENT_ID",
                "incident_id": "BEHAVIOURAL_INCIDENT_ID",
                "date": "INCIDENT_DT",
                "severity": "SEVERITY",
                "comment": "NARRATIVE",
            },
            dates="%Y-%m-%d",
        ),
        61_000,
        1_300_001,
    ),
}
_NAMES = {MORETON: "Moreton"}


def behaviour_books(
    sources: Mapping[str, Source], pupils: tuple[Pupil, ...], seed: int, drop: DemoDrop
) -> Iterator[Book]:
    """A log of incidents for each school; suspensions and headcounts for both together."""
    for school, style in _STYLES.items():
        yield conduct_log(sources["behaviour"], pupils, school, YEAR, seed, drop, style)
    yield suspension_book(sources["suspensions"], pupils, SCHOOLS, YEAR, seed, drop, _NAMES)
    yield census_book(sources["census"], pupils, SCHOOLS, YEAR, drop)
