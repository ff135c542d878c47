"""A plan, and the trust it is of, by what a person calls it on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from goldenthread.agreement import load_named
from goldenthread.declaration import load
from goldenthread.drop import Drop, load_drop
from goldenthread.errors import (
    DeclarationError,
    DropError,
    ParameterError,
    did_you_mean,
)
from goldenthread.plan import Plan
from goldenthread.project import Project, find_drop_folder
from goldenthread.trust import Trust


@dataclass(frozen=True, slots=True)
class Named:
    """What a name on the command line stands for; `folder` and `drop` are None for a plan."""

    project: Project
    trust: Trust
    plan: Plan
    folder: Path | None = None
    drop: Drop | None = None


def find_plan(name: str) -> Named:
    """The plan of that id, or in that file; a ParameterError names the nearest id."""
    project = _project(Path(name))
    plans = project.params / "plans"
    given = Path(name)
    path = plans / f"{given.name if given.suffix not in ('.yml', '.yaml') else given.stem}.yml"
    if given.suffix in (".yml", ".yaml") and given.is_file():
        path = given
    if not path.is_file():
        known = sorted(found.stem for found in plans.glob("*.yml") if found.is_file())
        message = f"There is no plan {name!r} in params/plans. "
        raise ParameterError(message + did_you_mean(given.stem, known))
    plan = load(path, Plan)
    trusts = project.params / "trusts"
    if not (trusts / f"{plan.trust}.yml").is_file():
        known = sorted(found.stem for found in trusts.glob("*.yml"))
        message = f"{path.name}: there is no trust {plan.trust!r} in params/trusts. "
        raise DeclarationError(message + did_you_mean(plan.trust, known))
    return Named(project, load(trusts / f"{plan.trust}.yml", Trust), plan)


def find_drop_or_plan(name: str) -> Named:
    """The drop in that folder, else the plan of that name."""
    try:
        folder = find_drop_folder(name)
    except DropError as no_drop:
        try:
            return find_plan(name)
        except ParameterError as no_plan:
            message = f"{name!r} is neither a drop nor a plan. {no_drop} {no_plan}"
            raise ParameterError(message) from None
    project, drop = Project.around(folder), load_drop(folder)
    return Named(
        project,
        load_named(project.params / "trusts", drop.trust, Trust, "trust"),
        load_named(project.params / "plans", drop.plan, Plan, "plan"),
        folder,
        drop,
    )


def _project(start: Path) -> Project:
    try:
        return Project.around(start if start.exists() else Path.cwd())
    except DropError as error:
        raise ParameterError(str(error)) from None
