"""The reports of a drop: one task for each, and every parameter checked before anything starts."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import papermill

from goldenthread.errors import DeclarationError, ParameterError, did_you_mean
from goldenthread.measures.measurement import TRUST
from goldenthread.plan import Plan, Section
from goldenthread.project import Project
from goldenthread.trust import ALL_SCHOOLS, Trust

Kind = Literal["objective", "school", "board", "golden-thread", "data-check"]
SCHOOL_REPORT = Path("schools/school.ipynb")
BOARD_REPORT = Path("trust/board.ipynb")
GOLDEN_THREAD = Path("trust/golden-thread.ipynb")
DATA_CHECK = Path("trust/data-check.ipynb")
# What `--only` takes beside the plan's own objectives.
OTHER_KINDS = {
    "schools": "school",
    "board": "board",
    "golden-thread": "golden-thread",
    "data-check": "data-check",
}
_WITH_EVIDENCE = ("objective", "school", "golden-thread")
_SET_BY_THE_RUN = ("drop", "objective", "school")


@dataclass(frozen=True, slots=True)
class Task:
    """One report. `id` is also its place: `reports/<id>.html`. `entity` is "trust" or a URN."""

    id: str
    kind: Kind
    title: str
    notebook: Path
    parameters: Mapping[str, Any] = field(hash=False)
    entity: str = TRUST
    objective: str = ""

    @property
    def page(self) -> str:
        return f"reports/{self.id}.html"

    @property
    def pdf(self) -> str:
        return f"reports/{self.id}.pdf"

    @property
    def workbook(self) -> str:
        """Where the evidence workbook goes; "" for a report that judges nothing itself."""
        return f"evidence/{self.id}.xlsx" if self.kind in _WITH_EVIDENCE else ""

    @property
    def executed(self) -> str:
        return f"notebooks/{self.id}.ipynb"


def slug(text: str) -> str:
    """`Aldersley High School` as part of a path: `aldersley-high-school`."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "x"


def all_tasks(project: Project, trust: Trust, plan: Plan, drop: str) -> tuple[Task, ...]:
    """Every report of a drop: the board's first, the golden thread where the project has its
    notebook, then by objective, by school, the data check."""
    tasks = [
        Task("trust/board", "board", "Board summary", BOARD_REPORT, {"drop": drop}),
        *_of_golden_thread(project, trust, drop),
        *(task for section in plan.objectives for task in _of_objective(section, trust, drop)),
        *(
            Task(
                f"schools/{slug(school.name)}",
                "school",
                school.name,
                SCHOOL_REPORT,
                {"drop": drop, "school": school.name},
                school.urn,
            )
            for school in trust.schools
        ),
        Task("trust/data-check", "data-check", "Data check", DATA_CHECK, {"drop": drop}),
    ]
    _refuse_shared_places(tasks)
    # One path for each notebook: of a thousand schools there are seven thousand tasks.
    notebooks = {place: project.notebooks / place for place in {t.notebook for t in tasks}}
    return tuple(replace(task, notebook=notebooks[task.notebook]) for task in tasks)


def _of_objective(section: Section, trust: Trust, drop: str) -> list[Task]:
    """Trust-wide, and for each school where any of its criteria is judged per school."""
    name = section.notebook.removesuffix(".ipynb")
    notebook = Path(f"{name}.ipynb") if "/" in name else Path("objectives", f"{name}.ipynb")

    def task(place: str, title: str, school: str, entity: str) -> Task:
        parameters = {"drop": drop, "objective": section.id, "school": school}
        place = f"{slug(section.id)}/{place}"
        return Task(place, "objective", title, notebook, parameters, entity, section.id)

    tasks = [task("trust", section.short_title, ALL_SCHOOLS, TRUST)]
    if any("school" in criterion.levels for criterion in section.criteria):
        tasks += [
            task(
                slug(school.name),
                f"{section.short_title}, {school.name}",
                school.name,
                school.urn,
            )
            for school in trust.schools
        ]
    return tasks


def _of_golden_thread(project: Project, trust: Trust, drop: str) -> list[Task]:
    """Trust-wide and for each school; a project begun before there was the page has none."""
    if not (project.notebooks / GOLDEN_THREAD).is_file():
        return []
    places = [("trust", "Golden thread", ALL_SCHOOLS, TRUST)]
    places += [(slug(s.name), f"Golden thread, {s.name}", s.name, s.urn) for s in trust.schools]
    return [
        Task(
            f"golden-thread/{place}",
            "golden-thread",
            title,
            GOLDEN_THREAD,
            {"drop": drop, "school": school},
            entity,
        )
        for place, title, school, entity in places
    ]


def _refuse_shared_places(tasks: Iterable[Task]) -> None:
    seen: dict[str, Task] = {}
    for task in tasks:
        if task.id in seen:
            message = (
                f"{task.title!r} and {seen[task.id].title!r} would both be written to "
                f"{task.page}. Give one of them another id or name."
            )
            raise DeclarationError(message)
        seen[task.id] = task


def select(
    tasks: Sequence[Task], trust: Trust, plan: Plan, only: Iterable[str], schools: Iterable[str]
) -> tuple[Task, ...]:
    """The tasks that `--only` and `--school` ask for; all where neither says anything."""
    wanted = {_kind_or_objective(name, plan) for name in only}
    urns = {
        TRUST if s.casefold() == ALL_SCHOOLS.casefold() else trust.school(s).urn for s in schools
    }
    chosen = tuple(
        task
        for task in tasks
        if (not wanted or (task.objective or task.kind) in wanted)
        and (not urns or task.entity in urns)
    )
    if not chosen:
        message = (
            "No report answers to both --only and --school: that objective has none per school."
        )
        raise ParameterError(message)
    return chosen


def chosen(tasks: Sequence[Task], ids: Sequence[str]) -> tuple[Task, ...]:
    """The tasks of these ids; all where there are none."""
    known = {task.id: task for task in tasks}
    for name in ids:
        if name not in known:
            message = f"There is no report {name!r} to make. {did_you_mean(name, known)}"
            raise ParameterError(message)
    return tuple(known[name] for name in ids) if ids else tuple(tasks)


def _kind_or_objective(name: str, plan: Plan) -> str:
    folded = name.casefold()
    if folded in OTHER_KINDS:
        return OTHER_KINDS[folded]
    for section in plan.objectives:
        if folded in (section.id.casefold(), section.number.casefold()):
            return section.id
    choices = [*(section.id for section in plan.objectives), *OTHER_KINDS]
    message = f"There is no report {name!r} to make. {did_you_mean(name, choices)}"
    raise ParameterError(message)


def with_parameters(tasks: Sequence[Task], given: Mapping[str, str]) -> tuple[Task, ...]:
    """The tasks with further parameters, each checked against its notebook.

    Papermill only warns of a parameter that a notebook does not have; here it is an error, raised
    before any notebook is run, that names the nearest right one.
    """
    notebooks = dict.fromkeys(task.notebook for task in tasks)  # each is read once
    declared = {notebook: _parameters_of(notebook) for notebook in notebooks}
    for name in given:
        if name in _SET_BY_THE_RUN:
            message = f"The parameter {name!r} is set by the run: use DROP, --only and --school."
            raise ParameterError(message)
    checked = []
    for task in tasks:
        known = declared[task.notebook]
        for name in (*task.parameters, *given):
            if name not in known:
                message = f"{task.notebook.name} has no parameter {name!r}. "
                raise ParameterError(message + did_you_mean(name, known))
        typed = {name: _typed(name, text, known[name]) for name, text in given.items()}
        checked.append(replace(task, parameters={**task.parameters, **typed}) if typed else task)
    return tuple(checked)


def _parameters_of(notebook: Path) -> dict[str, Any]:
    """Parameter -> its default, as the notebook's cell tagged `parameters` declares them."""
    if not notebook.is_file():
        there = [path.stem for path in sorted(notebook.parent.glob("*.ipynb"))]
        message = f"There is no notebook {notebook.parent.name}/{notebook.name}. "
        raise ParameterError(message + did_you_mean(notebook.stem, there))
    try:
        found = papermill.inspect_notebook(str(notebook))
    except Exception as error:  # of JSON, of the notebook format, or of what stands in its place
        kind = type(error).__name__
        message = (
            f"{notebook.parent.name}/{notebook.name} cannot be read as a notebook ({kind}): it may "
            "not have been saved to its end. Put back the copy that came with the suite, or your "
            "own from before."
        )
        raise ParameterError(message) from None
    return {name: _default(declared["default"]) for name, declared in found.items()}


def _default(source: str) -> Any:
    try:
        return ast.literal_eval(source)
    except (ValueError, SyntaxError):
        return source


def _typed(name: str, text: str, default: Any) -> Any:
    """A parameter given as text, in the type of the notebook's own default."""
    if isinstance(default, bool):
        if text.casefold() in ("true", "false"):
            return text.casefold() == "true"
        message = f"The parameter {name!r} is {text!r}; allowed: true or false."
        raise ParameterError(message)
    if isinstance(default, int | float):
        kind = type(default)
        try:
            return kind(text)
        except ValueError:
            word = "a whole number" if kind is int else "a number"
            message = f"The parameter {name!r} is {text!r}; allowed: {word}."
        raise ParameterError(message)
    return text
