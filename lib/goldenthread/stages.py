"""Which schools a figure can be of: a primary school has no GCSEs, a secondary school no phonics.

A measure belongs to a phase where each way of working it out needs results of that phase.
"""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.measures.registry import Measure
from goldenthread.trust import Phase

_PRIMARY = ("eyfs", "phonics", "ks1_results", "mtc", "ks2_results", "dfe_ks2")
_SECONDARY = (
    *("ks4_results", "ks4_targets", "ks4_estimates", "dfe_ks4", "ks5_results", "dfe_ks5"),
)
_PHASE_OF: Mapping[str, Phase] = {
    **dict.fromkeys(_PRIMARY, "primary"),
    **dict.fromkeys(_SECONDARY, "secondary"),
}


def phases_of(measure: Measure) -> frozenset[Phase]:
    """The phases whose results a measure needs; empty for a measure of any school.

    A way that needs no export (what is published of a year without tests) says nothing of it.
    """
    needed = [way.needs for way in measure.providers if way.needs]
    ways = [{_PHASE_OF[name] for name in needs if name in _PHASE_OF} for needs in needed]
    if not ways or not all(ways):
        return frozenset()
    return frozenset(phase for way in ways for phase in way)


def can_have(measure: Measure, phase: Phase) -> bool:
    """Whether a school of that phase can have the figure; an all-through or a special school may
    have any."""
    phases = phases_of(measure)
    return not phases or phase in phases or phase in ("all-through", "special")
