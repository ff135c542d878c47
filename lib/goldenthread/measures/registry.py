"""The register of measures: what each is called, counted in, defined by, and computed from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import update_wrapper
from typing import Any, Concatenate, Literal, ParamSpec, TypeVar, cast

import pandas as pd

from goldenthread.benchmarks import Benchmarks
from goldenthread.drop import Drop
from goldenthread.measures.measurement import TRUST, Counts, Measurement, State
from goldenthread.project import Project
from goldenthread.sources.table import Absent, Table, Tables
from goldenthread.trust import Trust

Better = Literal["higher", "lower", "neither"]
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Context:
    """What a measure may use: the drop's tables, its trust, the benchmarks. Nothing else."""

    project: Project
    trust: Trust
    drop: Drop
    tables: Tables
    benchmarks: Benchmarks
    _kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, name: str, make: Callable[[], Kept]) -> Kept:
        """What several measures start from, worked out for the first of them."""
        if name not in self._kept:
            self._kept[name] = make()
        return cast(Kept, self._kept[name])

    def frame(self, source: str) -> pd.DataFrame:
        """The frame of a table that the measure declared in `needs`."""
        table = self.tables[source]
        if not isinstance(table, Table):
            message = f"{source} was not declared in the measure's needs"
            raise LookupError(message)
        return table.frame

    def has(self, source: str) -> bool:
        return isinstance(self.tables.get(source), Table)

    @property
    def entities(self) -> tuple[str, ...]:
        """Every school's URN, then the trust."""
        return (*(school.urn for school in self.trust.schools), TRUST)

    def setting(self, name: str, default: Any = None) -> Any:
        """A setting of the trust (its YAML, `settings`)."""
        return self.trust.settings.get(name, default)


def no_figures(
    context: Context,
    measure: str,
    why: str,
    state: State = State.NO_DATA,
    entities: Iterable[str] | None = None,
) -> Iterator[Measurement]:
    """No figure for any of the entities (every school and the trust), and why."""
    for entity in context.entities if entities is None else entities:
        yield Measurement(measure, entity, context.drop.year, state=state, note=why)


Compute = Callable[[Context], Iterable[Measurement]]
NotOwedBy = Callable[[Context], Mapping[str, str]]  # by entity, why there can be no figure of it
Given = ParamSpec("Given")


def kept(
    make: Callable[Concatenate[Context, Given], Kept],
) -> Callable[Concatenate[Context, Given], Kept]:
    """A function whose answer several measures start from: worked out once for each drop.

    They all get the same object, so none may change it.
    """

    def of(context: Context, /, *given: Given.args, **named: Given.kwargs) -> Kept:
        name = f"{make.__module__}.{make.__qualname__}{given}{named}"
        return context.once(name, lambda: make(context, *given, **named))

    return update_wrapper(of, make)


@dataclass(frozen=True, slots=True)
class Provider:
    """One way to compute a measure: from these sources."""

    needs: tuple[str, ...]
    compute: Compute


@dataclass(frozen=True, slots=True)
class Measure:
    """A named computation. `definition` is the docstring of its first function; `not_owed_by` says
    to which schools it does not apply, where they have no figure."""

    id: str
    title: str
    unit: str
    decimals: int
    better: Better
    counts: Counts
    definition: str
    publication: str
    providers: tuple[Provider, ...]
    trust_only: bool = False
    short: str = ""
    not_owed_by: NotOwedBy | None = None


REGISTER: dict[str, Measure] = {}


def measure(
    title: str,
    *,
    unit: str,
    decimals: int,
    better: Better,
    counts: Counts,
    needs: tuple[str, ...],
    publication: str = "",
    trust_only: bool = False,
    short: str = "",
    not_owed_by: NotOwedBy | None = None,
) -> Callable[[Compute], Compute]:
    """Register a function as the measure of its name. The name is the id; a second one is refused.

    Units: "percent", "points", "score", "per 100", "count", "days", "pounds", "level", "yes/no",
    "percentage points".
    """

    def register(compute: Compute) -> Compute:
        name = compute.__name__
        if name in REGISTER:
            message = f"two measures are called {name}"
            raise ValueError(message)
        REGISTER[name] = Measure(
            name,
            title,
            unit,
            decimals,
            better,
            counts,
            (compute.__doc__ or "").strip(),
            publication,
            (Provider(needs, compute),),
            trust_only,
            short or title,
            not_owed_by,
        )
        return compute

    return register


def also_from(name: str, *, needs: tuple[str, ...]) -> Callable[[Compute], Compute]:
    """Register a second way to compute a measure, used where the first one's exports are absent."""

    def register(compute: Compute) -> Compute:
        known = REGISTER[name]
        REGISTER[name] = replace(known, providers=(*known.providers, Provider(needs, compute)))
        return compute

    return register


def compute_all(context: Context, register: Mapping[str, Measure]) -> tuple[Measurement, ...]:
    """Every measure of the register for every school, in one pass.

    A measure whose exports are absent gives "no data" with the reason, for each school and the
    trust; so does one whose functions give nothing for a school. A school that owes no figure gives
    "does not apply" in its place.
    """
    found: list[Measurement] = []
    for item in register.values():
        found += _compute(item, context)
    return tuple(found)


def _compute(item: Measure, context: Context) -> list[Measurement]:
    """From the first way whose exports are there and that gives anything."""
    supplied = False
    for provider in item.providers:
        if all(context.has(source) for source in provider.needs):
            supplied = supplied or bool(provider.needs)
            results = list(provider.compute(context))
            if results:
                return results + _gaps(item, context, results, "the exports hold no figures for it")
    if supplied:
        return _gaps(item, context, [], "the exports hold no figures for it")
    missing = [context.tables.get(source) for source in item.providers[0].needs]
    reasons = [table.reason for table in missing if isinstance(table, Absent)]
    return _gaps(item, context, [], "; ".join(reasons) or "no export was supplied")


def _gaps(
    item: Measure, context: Context, results: list[Measurement], reason: str
) -> list[Measurement]:
    measured = {result.entity for result in results}
    entities = (TRUST,) if item.trust_only else context.entities
    lacking = [entity for entity in entities if entity not in measured]
    spared = item.not_owed_by(context) if item.not_owed_by and lacking else {}
    return [
        Measurement(
            item.id,
            entity,
            context.drop.year,
            state=State.DOES_NOT_APPLY if entity in spared else State.NO_DATA,
            note=spared.get(entity, reason),
        )
        for entity in lacking
    ]
