"""Measurements as a kept drop has them: opened school by school."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from goldenthread.measures.measurement import Measurement, Measurements, is_published
from goldenthread.shelf import Shelf

_Placed = tuple[int, Measurement]  # with its place among all that were measured
_OF_ENTITY = "figures"


class ShelvedMeasurements(Measurements):
    """The measurements on a shelf, a place's together, of which only what is asked for is opened;
    `entities` None are all of them."""

    def __init__(self, shelf: Shelf, entities: tuple[str, ...] | None = None) -> None:
        self._shelf, self._entities = shelf, entities

    @classmethod
    def of_all(cls, measurements: Measurements) -> ShelvedMeasurements:
        """The same measurements on a shelf."""
        together: dict[str, dict[str, list[_Placed]]] = {}
        for number, item in enumerate(measurements):
            own = together.setdefault(item.entity, {})
            own.setdefault(item.measure, []).append((number, item))
        return cls(Shelf.of((entity, _OF_ENTITY, found) for entity, found in together.items()))

    @property
    def shelf(self) -> Shelf:
        return self._shelf

    @property
    def items(self) -> tuple[Measurement, ...]:  # type: ignore[override]
        return _in_order(
            placed
            for entity in self._chosen_entities
            for of_measure in self._at(entity).values()
            for placed in of_measure
        )

    def __iter__(self) -> Iterator[Measurement]:
        return iter(self.items)

    def seen_by(self, entities: Collection[str]) -> Measurements:
        wanted = frozenset(entities)
        seen = (e for e in self._chosen_entities if e in wanted or is_published(e))
        return ShelvedMeasurements(self._shelf, tuple(seen))

    def _pool(self, measure: str, entity: str | None) -> Sequence[Measurement]:
        if entity is None:
            entities = self._chosen_entities
            return _in_order(p for each in entities for p in self._at(each).get(measure, ()))
        if self._entities is not None and entity not in self._entities:
            return ()
        return [item for _, item in self._at(entity).get(measure, ())]

    @property
    def _chosen_entities(self) -> tuple[str, ...]:
        return tuple(self._shelf.names) if self._entities is None else self._entities

    def _at(self, entity: str) -> dict[str, list[_Placed]]:
        """By measure."""
        return self._shelf.get(entity, _OF_ENTITY) or {}


def _in_order(found: Iterator[_Placed]) -> tuple[Measurement, ...]:
    """As they were measured."""
    return tuple(item for _, item in sorted(found, key=lambda placed: placed[0]))
