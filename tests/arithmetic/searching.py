"""What a reader can work out from what is shown: every way to fill in what is withheld, tried."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from goldenthread.measures.measurement import ALL, TRUST, Measurement, State

Cell = tuple[str, str]
Sum = tuple[tuple[Cell, ...], Cell]


def sums(items: Mapping[Cell, Measurement]) -> Iterator[Sum]:
    """Girls and boys are a school's pupils; the schools' are the trust's."""
    for entity in dict.fromkeys(entity for entity, _ in items):
        yield tuple(c for c in items if c[0] == entity and c[1] != ALL), (entity, ALL)
    for group in dict.fromkeys(group for _, group in items):
        yield tuple(c for c in items if c[1] == group and c[0] != TRUST), (TRUST, group)


def possible(items: Mapping[Cell, Measurement], most: int) -> dict[Cell, set[int]]:
    """For each withheld cell numbers of people, 1 to `most`, that it could stand for.

    The search ends where every cell could be two numbers or more.
    """
    hidden = [cell for cell, item in items.items() if item.state is State.SUPPRESSED]
    known = {cell: item.n or 0 for cell, item in items.items() if cell not in hidden}
    lines = [(parts, whole) for parts, whole in sums(items) if parts and whole in items]
    found: dict[Cell, set[int]] = {cell: set() for cell in hidden}

    def fits(table: Mapping[Cell, int]) -> bool:
        """Nothing that is filled in already contradicts a sum."""
        for parts, whole in lines:
            there = [table[part] for part in parts if part in table]
            if whole in table:
                left = len(parts) - len(there)
                if sum(there) + left > table[whole] or (not left and sum(there) != table[whole]):
                    return False
        return True

    def fill(place: int, table: dict[Cell, int]) -> None:
        if hidden and all(len(ways) > 1 for ways in found.values()):
            return
        if place == len(hidden):
            for cell in hidden:
                found[cell].add(table[cell])
            return
        for number in range(1, most + 1):
            table[hidden[place]] = number
            if fits(table):
                fill(place + 1, table)
            del table[hidden[place]]

    fill(0, dict(known))
    return found
