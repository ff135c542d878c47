"""The floor that secondary schools were held to until 2018, as it last stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from goldenthread.measures.dfe_ks4_progress import published_progress_8
from goldenthread.measures.dfe_ks4_rows import SOURCE
from goldenthread.measures.ks4_progress import NEEDS, no_progress_8, progress_8
from goldenthread.measures.measurement import ALL, TRUST, Measurement, State
from goldenthread.measures.registry import Context, also_from, measure
from goldenthread.wording import signed

FLOOR = -0.5


@measure(
    "Above the former floor standard",
    unit="yes/no",
    decimals=0,
    better="higher",
    counts="pupils",
    needs=NEEDS,
    publication="Key stage 4 performance",
    short="Former floor standard",
)
def above_former_floor(context: Context) -> Iterable[Measurement]:
    """Whether a secondary school is above the floor standard of 2016 to 2018: no where Progress 8
    is below −0.5 and its 95% interval lies wholly below 0, yes elsewhere.

    A historic standard: it was withdrawn in 2019, and no school is held to it today. The trust's
    own score over all its pupils is treated likewise, which the standard never did.

    Denominator: none; it is a yes or a no.

    Leaves out: schools and years without a Progress 8 score; primary schools.

    Interval: none of its own; that of Progress 8 is part of the standard.
    """
    return _held_to_floor(progress_8(context))


@also_from("above_former_floor", needs=(SOURCE,))
def published_above_floor(context: Context) -> Iterable[Measurement]:
    """From the score and the interval that the department published."""
    return _held_to_floor(published_progress_8(context))


@also_from("above_former_floor", needs=())
def no_floor(context: Context) -> Iterable[Measurement]:
    """Without any export: years in which there can be no score."""
    return _held_to_floor(no_progress_8(context))


def _held_to_floor(scores: Iterable[Measurement]) -> Iterator[Measurement]:
    for score in scores:
        if score.group != ALL or not (score.entity == TRUST or score.entity.isdecimal()):
            continue
        found = replace(score, measure="above_former_floor", numerator=None, denominator=None)
        if score.value is None:
            yield found
            continue
        if score.value < FLOOR and score.high is None:
            why = "Progress 8 is below the floor, and without its interval nobody can tell"
            yield replace(found, value=None, low=None, state=State.NO_DATA, note=why, details=())
            continue
        below = score.value < FLOOR and score.high is not None and score.high < 0
        said = f"Progress 8 of {signed(score.value, 2)}"
        if score.low is not None and score.high is not None:
            said += f", 95% interval {signed(score.low, 2)} to {signed(score.high, 2)}"
        yield replace(
            found,
            value=0.0 if below else 1.0,
            low=None,
            high=None,
            note=f"{said}; the floor was {signed(FLOOR, 1)}",
            details=(("Progress 8", signed(score.value, 2)), ("Floor until 2018", "−0.5")),
        )
