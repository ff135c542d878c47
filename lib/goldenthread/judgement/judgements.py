"""All judgements of a drop, found by criterion and entity; kept, each is opened when asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from goldenthread.judgement.judgement import Judgement
from goldenthread.shelf import Shelf

_Placed = tuple[int, Judgement]  # with its place among all


class Judgements(Sequence[Judgement]):
    """In the plan's order, schools before the trust."""

    def __init__(self, items: Iterable[Judgement]) -> None:
        self._items = tuple(items)
        self._index: dict[tuple[str, str], Judgement] = {}
        for item in self._items:
            self._index.setdefault((item.criterion, item.entity), item)

    @property
    def items(self) -> tuple[Judgement, ...]:
        return self._items

    def one(self, criterion: str, entity: str) -> Judgement | None:
        """The judgement of a criterion for a school or the trust, where there is one."""
        return self._index.get((criterion, entity))

    def of(self, objective: str, entity: str | None = None) -> tuple[Judgement, ...]:
        """Those of an objective; of a school or the trust, or of all of them."""
        return tuple(
            j
            for j in self._items
            if j.objective == objective and (entity is None or j.entity == entity)
        )

    def __iter__(self) -> Iterator[Judgement]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, place: Any) -> Any:
        return self.items[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Judgements) and self.items == other.items

    def __hash__(self) -> int:
        return hash(self.items)

    def __repr__(self) -> str:
        return repr(self.items)


class ShelvedJudgements(Judgements):
    """The judgements on a shelf, those of a place and an objective together, of which only those
    that are asked for are opened. `objectives` says which objective a criterion is of."""

    def __init__(self, shelf: Shelf, objectives: dict[str, str]) -> None:
        self._shelf, self._objectives = shelf, objectives

    @classmethod
    def of_all(cls, judgements: Judgements) -> ShelvedJudgements:
        """The same judgements on a shelf."""
        if isinstance(judgements, cls):
            return judgements
        together: dict[tuple[str, str], list[_Placed]] = {}
        for number, judgement in enumerate(judgements):
            own = together.setdefault((judgement.entity, judgement.objective), [])
            own.append((number, judgement))
        objectives = {judgement.criterion: judgement.objective for judgement in judgements}
        return cls(Shelf.of((*names, found) for names, found in together.items()), objectives)

    @property
    def shelf(self) -> Shelf:
        return self._shelf

    @property
    def items(self) -> tuple[Judgement, ...]:
        return self._of_objectives(tuple(dict.fromkeys(self._objectives.values())), None)

    def one(self, criterion: str, entity: str) -> Judgement | None:
        own = self._at(entity, self._objectives.get(criterion, ""))
        return next((j for _, j in own if j.criterion == criterion), None)

    def of(self, objective: str, entity: str | None = None) -> tuple[Judgement, ...]:
        return self._of_objectives((objective,), entity)

    def _of_objectives(
        self, objectives: tuple[str, ...], entity: str | None
    ) -> tuple[Judgement, ...]:
        entities = self._shelf.names if entity is None else (entity,)
        found = (p for each in entities for name in objectives for p in self._at(each, name))
        return tuple(judgement for _, judgement in sorted(found, key=lambda placed: placed[0]))

    def _at(self, entity: str, objective: str) -> list[_Placed]:
        return self._shelf.get(entity, objective) or []
