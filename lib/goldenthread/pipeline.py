"""From a drop's folder to its judgements: read once, measure once, judge once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from goldenthread.agreement import check_agreement, load_named
from goldenthread.benchmarks import Benchmarks
from goldenthread.cache import is_kept, keep, key_of, recall
from goldenthread.drop import Drop, load_drop
from goldenthread.errors import DeclarationError, Finding, GoldenThreadError, did_you_mean
from goldenthread.judged import JudgedDrop, shelved
from goldenthread.judgement.actions import track_actions
from goldenthread.judgement.judge import judge_with_actions
from goldenthread.kept_rows import Rows, listable_rows
from goldenthread.measures.baselines import baseline_figures
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.data_findings import data_findings
from goldenthread.measures.disclosure import disclose
from goldenthread.measures.ees_figures import with_published
from goldenthread.measures.measurement import Measurement, Measurements
from goldenthread.measures.pooled_baselines import pooled_baselines
from goldenthread.measures.registry import Context, Measure, compute_all
from goldenthread.measures.school_register import register_findings
from goldenthread.needs import seen_by_plan
from goldenthread.plan import Plan
from goldenthread.plan_findings import unknown_groups, unknown_steps, unread_references
from goldenthread.project import Project, find_drop_folder
from goldenthread.settings import unknown_settings
from goldenthread.sources.drop_tables import DropTables, read_drop
from goldenthread.sources.spec import Source, load_sources
from goldenthread.sources.table import Absent
from goldenthread.trust import Trust

Compute = Callable[[Context, Mapping[str, Measure]], tuple[Measurement, ...]]


def judge_drop(
    folder: Path,
    *,
    cache: bool = True,
    when_measured: Callable[[], None] | None = None,
    compute: Compute = compute_all,
) -> JudgedDrop:
    """The judged drop in `folder`, with the drops before it.

    With `cache` it is taken from the project's private cache where nothing that it depends on has
    changed since: exports, params, library. `when_measured` is called when this drop is measured
    and before the one before it is asked for, which somebody else may have judged by then; without
    it that one comes first. `compute` works out every measure, as `compute_all` does.
    """
    folder = find_drop_folder(str(folder))
    return _judged(Project.around(folder), folder, (), cache, when_measured, compute)


def kept_drop(folder: Path) -> JudgedDrop | None:
    """The judged drop as it was kept; None where something that it depends on has changed."""
    folder = find_drop_folder(str(folder))
    project = Project.around(folder)
    return _kept(project, folder, load_drop(folder), _key(project, folder))


def drops_to_judge(folder: Path) -> list[Path]:
    """The folders of the drops that are not kept, oldest first, up to the one in `folder`."""
    folder = find_drop_folder(str(folder))
    project = Project.around(folder)
    earlier = reversed(_chain(folder)[1:])
    return [*(f for f in earlier if not _is_kept(project, f)), folder]


def _judged(
    project: Project,
    folder: Path,
    later: tuple[str, ...],
    cache: bool,
    when_measured: Callable[[], None] | None = None,
    compute: Compute = compute_all,
) -> JudgedDrop:
    drop = load_drop(folder)
    earlier = _earlier(folder, drop, later)
    own = _Own(project, folder, drop, earlier, later, cache, compute)
    if not cache:
        return own.judged(when_measured)
    key = _key(project, folder)
    kept = _kept(project, folder, drop, key)
    if kept is not None:
        return kept
    judged = own.judged(when_measured)
    judged.benchmarks.read_all()  # for reports, each of which would read those that it shows
    if _key(project, folder) != key:  # somebody has changed a file meanwhile
        return judged
    on_shelves = shelved(judged)
    keep(project.cache, _name(drop), key, on_shelves)
    # Of a large trust it is better to hold what lies in the file than what was worked out.
    return judged if on_shelves.is_small else _kept(project, folder, drop, key) or judged


def _kept(project: Project, folder: Path, drop: Drop, key: str) -> JudgedDrop | None:
    kept = recall(project.cache, _name(drop), key)
    return placed(kept, project, folder) if isinstance(kept, JudgedDrop) else None


def _is_kept(project: Project, folder: Path) -> bool:
    return is_kept(project.cache, _name(load_drop(folder)), _key(project, folder))


def _key(project: Project, folder: Path) -> str:
    return key_of((project.params, *_chain(folder)))


def rows_of(judged: JudgedDrop) -> Rows:
    """The rows that evidence may list; where the drop does not hold them, read again."""
    if judged.rows is not None:
        return judged.rows
    return listable_rows(read_drop(judged.project, judged.trust, judged.drop, judged.folder).tables)


def _name(drop: Drop) -> str:
    """Several trusts' drops may bear the same name."""
    return f"{drop.plan}-{drop.drop}"


@dataclass(frozen=True, slots=True)
class _Own:
    """One drop to be judged; `earlier` is the folder of the one before it."""

    project: Project
    folder: Path
    drop: Drop
    earlier: Path | None
    later: tuple[str, ...]
    cache: bool
    compute: Compute

    def judged(self, when_measured: Callable[[], None] | None) -> JudgedDrop:
        params, drop = self.project.params, self.drop
        trust = load_named(params / "trusts", drop.trust, Trust, "trust")
        plan = load_named(params / "plans", drop.plan, Plan, "plan")
        benchmarks, register = Benchmarks(params / "benchmarks"), all_measures()
        check_agreement(drop, trust, plan, register, benchmarks, params / "plans")
        if when_measured is None:
            previous = self._previous()
            return self._judge(self._measure(trust, plan, benchmarks), previous)
        try:
            measured = self._measure(trust, plan, benchmarks)
        except GoldenThreadError:
            when_measured()
            self._previous()  # what is wrong with the drop before is told first
            raise
        when_measured()
        return self._judge(measured, self._previous())

    def _previous(self) -> JudgedDrop | None:
        if self.earlier is None:
            return None
        later = (*self.later, self.drop.drop)
        previous = _judged(self.project, self.earlier, later, self.cache, compute=self.compute)
        _same_trust(self.drop, previous.drop)
        return previous

    def _measure(self, trust: Trust, plan: Plan, benchmarks: Benchmarks) -> _Measured:
        """What the drop's own exports say, whatever was in the drop before."""
        project, register = self.project, all_measures()
        read = read_drop(project, trust, self.drop, self.folder)
        benchmarks, published = with_published(benchmarks, read.tables, trust, self.drop)
        context = Context(project, trust, self.drop, read.tables, benchmarks)
        own, typed = self.compute(context, register), tuple(baseline_figures(context))
        figures = (*own, *typed, *pooled_baselines(own, typed, trust, self.drop.year))
        measurements = Measurements(disclose(figures, register, trust))
        findings = (
            *seen_by_plan(read.findings, plan, register, read.tables),
            *published,
            *register_findings(context),
            *data_findings(context),
            *unknown_settings(trust),
            *unread_references(plan, read.tables),
            *unknown_steps(plan, read.tables),
            *unknown_groups(plan, measurements),
            *_missing_previous(self.folder, self.drop, self.earlier),
        )
        return _Measured(trust, plan, benchmarks, read, measurements, findings)

    def _judge(self, own: _Measured, previous: JudgedDrop | None) -> JudgedDrop:
        tables, before = own.read.tables, previous.actions if previous else ()
        rested = (own.plan, own.trust, self.drop, own.measurements, own.benchmarks, previous)
        judgements, of_actions = judge_with_actions(*rested, all_measures())
        sources = load_sources(self.project.params / "sources")
        return JudgedDrop(
            project=self.project,
            folder=self.folder,
            trust=own.trust,
            plan=own.plan,
            drop=self.drop,
            benchmarks=own.benchmarks,
            sources=sources,
            inputs=own.read.inputs,
            findings=own.findings,
            absent=tuple(table for table in tables.values() if isinstance(table, Absent)),
            measurements=own.measurements,
            judgements=judgements,
            actions=track_actions(own.plan, self.drop, tables, before),
            of_actions=of_actions,
            previous=_with(previous, sources, own.benchmarks),
            rows=listable_rows(tables),
        )


@dataclass(frozen=True, slots=True)
class _Measured:
    """A drop before it is judged."""

    trust: Trust
    plan: Plan
    benchmarks: Benchmarks
    read: DropTables
    measurements: Measurements
    findings: tuple[Finding, ...]


def _with(
    judged: JudgedDrop | None, sources: Mapping[str, Source], benchmarks: Benchmarks
) -> JudgedDrop | None:
    """A drop judged by the same declarations as the one after it: they are held once."""
    if judged is None:
        return None
    shared = judged.benchmarks.sharing(benchmarks)
    previous = _with(judged.previous, sources, benchmarks)
    return replace(judged, sources=sources, benchmarks=shared, previous=previous)


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
