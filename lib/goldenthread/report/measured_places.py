"""Which places of a report a measure has figures of."""

from __future__ import annotations

from goldenthread.measures.measurement import ALL, TRUST, State
from goldenthread.stages import can_have
from goldenthread.view import View

MOST_PLACES = 4  # that a table has columns for; of more each has a row


def has_figure(view: View, name: str, *, grouped: bool = False) -> bool:
    """Whether the report's drop has a figure of a measure for any of its schools or the trust, or
    with `grouped` for any group of theirs. One that is suppressed is there, though not shown."""
    places = dict.fromkeys((*view.entities, *entities_of(view, name)))
    year = view.drop.year
    found = (m for place in places for m in view.measurements.of(name, place, period=year))
    return any(
        (m.value is not None or m.state is State.SUPPRESSED) and (grouped or m.group == ALL)
        for m in found
    )


def entities_of(view: View, name: str) -> tuple[str, ...]:
    """The schools and the trust, as far as they can have such a figure; for a measure that only
    bodies have, the bodies."""
    found = tuple(
        e for e in view.entities if view.measurements.of(name, e) and _fits(view, name, e)
    )
    return found or tuple(
        f"body:{b.id}" for b in view.bodies if view.measurements.of(name, f"body:{b.id}")
    )


def _fits(view: View, name: str, entity: str) -> bool:
    """Whether the phase of a school, or of any school of the trust, has such figures."""
    measure = view.measure(name)
    fits = any(can_have(measure, s.phase) for s in view.schools if entity in (s.urn, TRUST))
    return fits or any(m.value is not None for m in view.measurements.of(name, entity))
