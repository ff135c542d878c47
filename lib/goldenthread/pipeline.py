"""From a drop's folder to its judgements: read once, measure once, judge once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from goldenthread.agreement import check_agreement, load_named
from goldenthread.benchmarks import Benchmarks
from goldenthread.cache import keep, key_of, recall
from goldenthread.drop import Drop, load_drop
from goldenthread.errors import DeclarationError, Finding, did_you_mean
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.actions import track_actions
from goldenthread.judgement.judge import judge
from goldenthread.kept_rows import Rows, listable_rows
from goldenthread.measures.baselines import baseline_figures
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.data_findings import data_findings
from goldenthread.measures.disclosure import disclose
from goldenthread.measures.ees_figures import with_published
from goldenthread.measures.measurement import Measurements
from goldenthread.measures.registry import Context, compute_all
from goldenthread.measures.school_register import register_findings
from goldenthread.needs import seen_by_plan
from goldenthread.plan import Plan
from goldenthread.plan_findings import unknown_groups, unread_references
from goldenthread.project import Project, find_drop_folder
from goldenthread.settings import unknown_settings
from goldenthread.sources.drop_tables import read_drop
from goldenthread.sources.table import Absent
from goldenthread.trust import Trust


def judge_drop(folder: Path, *, cache: bool = True) -> JudgedDrop:
    """The judged drop in `folder`, with the drops before it.

    With `cache` it is taken from the project's private cache where nothing that it depends on has
    changed since: exports, params, library.
    """
    folder = find_drop_folder(str(folder))
    return _judged(Project.around(folder), folder, (), cache=cache)


def _judged(project: Project, folder: Path, later: tuple[str, ...], *, cache: bool) -> JudgedDrop:
    drop = load_drop(folder)
    earlier = _earlier(folder, drop, later)
    if not cache:
        return _compute(project, folder, drop, earlier, later, cache=False)
    key = _key(project, folder)
    kept = recall(project.cache, _name(drop), key)
    if isinstance(kept, JudgedDrop):
        return placed(kept, project, folder)
    judged = _compute(project, folder, drop, earlier, later, cache=True)
    keep(project.cache, _name(drop), key, judged)
    return judged


def _key(project: Project, folder: Path) -> str:
    return key_of((project.params, *_chain(folder)))


def source_tables(judged: JudgedDrop) -> Rows:
    """The rows that evidence may list, from the cache or else read again."""
    kept = recall(
        judged.project.cache, _rows_name(judged.drop), _key(judged.project, judged.folder)
    )
    if isinstance(kept, dict):
        return kept
    return listable_rows(read_drop(judged.project, judged.trust, judged.drop, judged.folder).tables)


def _name(drop: Drop) -> str:
    """Several trusts' drops may bear the same name."""
    return f"{drop.plan}-{drop.drop}"


def _rows_name(drop: Drop) -> str:
    return f"{_name(drop)}-rows"


def _compute(
    project: Project,
    folder: Path,
    drop: Drop,
    earlier: Path | None,
    later: tuple[str, ...],
    *,
    cache: bool,
) -> JudgedDrop:
    trust = load_named(project.params / "trusts", drop.trust, Trust, "trust")
    plan = load_named(project.params / "plans", drop.plan, Plan, "plan")
    benchmarks, register = Benchmarks(project.params / "benchmarks"), all_measures()
    check_agreement(drop, trust, plan, register, benchmarks, project.params / "plans")
    previous = None
    if earlier is not None:
        previous = _judged(project, earlier, (*later, drop.drop), cache=cache)
        _same_trust(drop, previous.drop)
    read = read_drop(project, trust, drop, folder)
    if cache:
        rows = dict(listable_rows(read.tables))
        keep(project.cache, _rows_name(drop), _key(project, folder), rows)
    benchmarks, published = with_published(benchmarks, read.tables, trust, drop)
    context = Context(project, trust, drop, read.tables, benchmarks)
    measured = (*compute_all(context, register), *baseline_figures(context))
    measurements = Measurements(disclose(measured, register, trust))
    return JudgedDrop(
        project=project,
        folder=folder,
        trust=trust,
        plan=plan,
        drop=drop,
        benchmarks=benchmarks,
        inputs=read.inputs,
        findings=(
            *seen_by_plan(read.findings, plan, register, read.tables),
            *published,
            *register_findings(context),
            *data_findings(context),
            *unknown_settings(trust),
            *unread_references(plan, read.tables),
            *unknown_groups(plan, measurements),
            *_missing_previous(folder, drop, earlier),
        ),
        absent=tuple(table for table in read.tables.values() if isinstance(table, Absent)),
        measurements=measurements,
        judgements=judge(plan, trust, drop, measurements, benchmarks, previous, register),
        actions=track_actions(plan, drop, read.tables, previous.actions if previous else ()),
        previous=previous,
    )


def _earlier(folder: Path, drop: Drop, later: tuple[str, ...]) -> Path | None:
    """The folder of the previous drop, beside this one; None where there is none."""
    if drop.previous is None:
        return None
    if drop.previous in (*later, drop.drop):
        message = f"{drop.drop}, drop.yml: `previous` leads back to {drop.previous}, in a circle."
        raise DeclarationError(message)
    earlier = folder.parent / drop.previous
    return earlier if (earlier / "drop.yml").is_file() else None


def _chain(folder: Path) -> list[Path]:
    """The drop's folder and those of the drops before it, newest first."""
    folders: list[Path] = []
    names: tuple[str, ...] = ()
    step: Path | None = folder
    while step is not None:
        folders.append(step)
        drop = load_drop(step)
        step, names = _earlier(step, drop, names), (*names, drop.drop)
    return folders


def _missing_previous(folder: Path, drop: Drop, earlier: Path | None) -> tuple[Finding, ...]:
    if drop.previous is None or earlier is not None:
        return ()
    beside = sorted(path.parent.name for path in folder.parent.glob("*/drop.yml"))
    return (
        Finding(
            "warning",
            "drop.yml",
            "previous: there is no such drop beside this one, so nothing can be said about changes",
            found=drop.previous,
            fix=did_you_mean(drop.previous, [name for name in beside if name != folder.name]),
            rule="previous drop",
        ),
    )


def _same_trust(drop: Drop, previous: Drop) -> None:
    if previous.trust != drop.trust:
        message = (
            f"{drop.drop}, drop.yml: the previous drop {previous.drop} is of trust "
            f"{previous.trust!r}, this one of {drop.trust!r}."
        )
        raise DeclarationError(message)


def placed(judged: JudgedDrop, project: Project, folder: Path) -> JudgedDrop:
    """A kept drop, where it lies now: the project may have been moved or copied since."""
    previous = judged.previous
    judged.benchmarks.folder = project.params / "benchmarks"
    if previous is not None:
        previous = placed(previous, project, folder.parent / previous.folder.name)
    return replace(judged, project=project, folder=folder, previous=previous)
