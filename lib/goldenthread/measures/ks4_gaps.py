"""How far disadvantaged pupils are from pupils nationally who are not disadvantaged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from goldenthread.benchmarks import Figure
from goldenthread.measures.ks4_attainment import figures, from_results
from goldenthread.measures.measurement import ALL, Measurement, State
from goldenthread.measures.pupil_groups import DISADVANTAGED
from goldenthread.measures.registry import Context
from goldenthread.wording import number


@from_results(
    "Disadvantage gap in Attainment 8",
    unit="points",
    decimals=1,
    short="Attainment 8, gap to others nationally",
)
def gap_attainment_8(context: Context) -> Iterable[Measurement]:
    """Attainment 8 of the school's disadvantaged pupils less that of pupils nationally who are not
    disadvantaged, in the same year. Below zero is a gap.

    Denominator: disadvantaged pupils at the end of key stage 4.

    Leaves out: pupils of whom nothing is known about disadvantage.

    Interval: 95%, that of the disadvantaged pupils' own mean; the national figure is taken as
    certain.
    """
    own = figures(context, "gap_attainment_8", column="attainment_8")
    return gaps_to_national(context, own, "attainment_8_not_disadvantaged")


def gaps_to_national(
    context: Context,
    own: Iterable[Measurement],
    benchmark: str,
    england: Measurement | None = None,
) -> Iterator[Measurement]:
    """The figures of disadvantaged pupils as differences from a national figure of the year.

    `england` is that figure where the drop holds it; else it is the benchmark's.
    """
    national = context.benchmarks.get(benchmark)
    year = national.figure(context.drop.year)
    if england is not None and england.value is not None:
        said = england.detail("Status") or "published with the schools' figures"
        year = Figure(value=england.value)
        about = f"England {england.period}, {national.basis}, {said.casefold()}"
    elif year is not None:
        about = f"{national.area} {context.drop.year}, {national.basis}, {year.status}"
    for item in own:
        if item.group != DISADVANTAGED or item.value is None:
            continue
        if year is None or year.value is None:
            state = State.NOT_MEASURABLE if year else State.NO_DATA
            why = year.why if year else f"no figure of {national.publication} is held for this year"
            yield Measurement(item.measure, item.entity, item.period, state=state, note=why)
            continue
        yield replace(
            item,
            group=ALL,
            value=item.value - year.value,
            numerator=None,
            denominator=None,
            low=None if item.low is None else item.low - year.value,
            high=None if item.high is None else item.high - year.value,
            details=(
                ("Disadvantaged pupils", number(item.value, 2)),
                ("Not disadvantaged, nationally", number(year.value, 2)),
                ("Held against", about),
            ),
        )
