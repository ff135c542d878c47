"""What is ordered of a run, what its caller hears, and what is refused before anything starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from goldenthread.batch.engine import DEFAULT_ENGINE, ENGINES
from goldenthread.batch.limits import Limits
from goldenthread.batch.matrix import Task, all_tasks, chosen, select, with_parameters
from goldenthread.batch.outcome import Outcome
from goldenthread.errors import ParameterError, did_you_mean
from goldenthread.named import find_drop_or_plan
from goldenthread.plan import Plan
from goldenthread.project import Project, find_drop_folder
from goldenthread.trust import Trust
from goldenthread.unchanged import Asked


@dataclass(frozen=True, slots=True)
class Order:
    """What to run. `only` and `schools` choose reports; neither means every one. `reports` are the
    ids of those wanted, for a caller that has a list; `earlier` holds the runs of earlier drops,
    where they are not among these outputs. With `force` a report that would be the same as it is
    is made nevertheless."""

    drop: str
    only: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    outputs: Path | None = None
    engine: str | None = None
    workers: int = 2
    limits: Limits = field(default_factory=Limits)
    reports: tuple[str, ...] = ()
    earlier: Path | None = None
    force: bool = False
    cluster: str = ""

    def place(self, folder: Path) -> Path:
        """The folder that holds the folder of the run of the drop in `folder`."""
        return (self.outputs or Project.around(folder).runs_of(folder)).resolve()

    def runs(self, folder: Path) -> Path:
        """The folder with the runs of the drops before the one in `folder`."""
        return self.earlier.resolve() if self.earlier else self.place(folder)

    def choose(self, everything: Sequence[Task], trust: Trust, plan: Plan) -> tuple[Task, ...]:
        """Of all reports those that are wanted, with the parameters that were given."""
        tasks = select(everything, trust, plan, self.only, self.schools)
        return chosen(with_parameters(tasks, self.parameters), self.reports)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a caller hears of a run: how many reports there are, then each one's outcome."""

    started: Callable[[int], None] = lambda total: None
    finished: Callable[[Outcome], None] = lambda outcome: None


def asked(order: Order) -> Asked:
    """What was ordered, as far as the results depend on it."""
    drop = find_drop_folder(order.drop)
    parameters = tuple(sorted(order.parameters.items()))
    return Asked(drop, order.place(drop), order.only, order.schools, parameters)


def known_engine(order: Order) -> str:
    """The engine that is asked for, or the usual one; ParameterError where there is none such."""
    engine = order.engine or DEFAULT_ENGINE
    if engine not in ENGINES:
        message = f"There is no engine {engine!r}. {did_you_mean(engine, ENGINES)}"
        raise ParameterError(message)
    return engine


def refuse_among_exports(folder: Path, drop: Path) -> None:
    """Exports and reports apart: a run clears what is not its own out of its folders, and a folder
    with reports can be passed on where one with exports cannot."""
    if folder.is_relative_to(drop) or (folder / "drop.yml").exists():
        message = (
            f"Reports would go into {folder}, where exports are kept. Give --outputs another "
            "folder, or leave it out."
        )
        raise ParameterError(message)


def refuse_unknown_words(order: Order, drop: Path) -> None:
    """Before the drop is judged, which may take minutes; its plan and trust say what there is."""
    if order.only or order.schools or order.parameters or order.reports:
        named = find_drop_or_plan(str(drop))
        everything = all_tasks(named.project, named.trust, named.plan, order.drop)
        order.choose(everything, named.trust, named.plan)
