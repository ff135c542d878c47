"""What makes reports on the command line: `run` and `demo`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.cli_progress import Bar
from goldenthread.demo.committed import AMETHYST, newest_drop
from goldenthread.errors import GoldenThreadError, ParameterError
from goldenthread.wording import plural

if TYPE_CHECKING:
    from goldenthread.batch.order import Order
    from goldenthread.batch.outcome import RunResult

_SIGNALS = 128  # as shells have it: 128 and the number of the signal that ended a command
_INTERRUPTED = _SIGNALS + 2
_MOST_NAMED = 10  # of the reports that a run has not come to
DEMO_DROP = "data/demo/2022-summer"

_Drops = Annotated[
    list[str],
    typer.Argument(
        help="The folder of a data drop, or of a trust (its newest drop is taken), or a URL such "
        "as s3://…; more than one runs them one after another.",
        metavar="DROP...",
    ),
]
_Engine = Annotated[
    str | None,
    typer.Option(
        help="How notebooks are run: goldenthread (forks a warm process; where that is safe it is "
        "what runs without this option) or jupyter (a kernel each)."
    ),
]
_Workers = Annotated[int, typer.Option(min=1, help="How many reports are made at a time.")]
_Outputs = Annotated[
    str,
    typer.Option(help="Where reports go, a folder or a URL. Without it: the project's outputs/."),
]
_Cluster = Annotated[
    str, typer.Option(help="Make the reports in N processes of a cluster on this machine: local:N.")
]
_Scheduler = Annotated[
    str, typer.Option(help="Make the reports on the workers of a dask scheduler: tcp://host:8786.")
]
_CellLimit = Annotated[int, typer.Option(min=1, help="Seconds that one cell may take.")]
_ReportLimit = Annotated[int, typer.Option(min=1, help="Seconds that one report may take.")]
_MemoryLimit = Annotated[
    int, typer.Option(min=64, help="MB of memory that one report may take, beyond what all share.")
]
_Only = Annotated[
    list[str] | None,
    typer.Option(
        help="Only this objective, or schools, board, golden-thread, data-check. Can be repeated."
    ),
]
_School = Annotated[
    list[str] | None, typer.Option(help="Only reports on this school. Can be repeated.")
]
_Parameter = Annotated[
    list[str] | None,
    typer.Option("--parameter", "-p", help="NAME=VALUE for the notebooks. Can be repeated."),
]

_Force = Annotated[
    bool, typer.Option("--force", help="Make every report, though it would be the same as it is.")
]
_Demo = Annotated[
    str,
    typer.Option(
        "--trust",
        help="Another demonstration than Amethyst's: the name of its folder in data/demo. Its "
        "reports go to a folder of that name in outputs/.",
    ),
]
_Explain = Annotated[
    bool, typer.Option("--explain", help="Say of each report that is made why it is made.")
]


def run(
    drop: _Drops,
    workers: _Workers = 2,
    only: _Only = None,
    school: _School = None,
    parameter: _Parameter = None,
    engine: _Engine = None,
    outputs: _Outputs = "",
    cell_limit: _CellLimit = 600,
    report_limit: _ReportLimit = 1800,
    memory_limit: _MemoryLimit = 2048,
    force: _Force = False,
    explain: _Explain = False,
    cluster: _Cluster = "",
    scheduler: _Scheduler = "",
) -> None:
    """Make the reports of a data drop that are not as they should be, and the page that leads to
    them all. A report is made again when something that it depends on has changed."""
    from goldenthread.project import find_drop_folder
    from goldenthread.which_drops import drops_named, is_remote

    parameters = dict(map(_pair, parameter or ()))
    chosen = (tuple(only or ()), tuple(school or ()))
    drops = drops_named(drop)
    if cluster and len(drops) == 1 and not is_remote(drops[0]):
        find_drop_folder(drops[0])  # one that is not there is told before processes start
    alone = len(drops) == 1 and not (cluster or scheduler)
    if alone and not force and _nothing_to_do(drops[0], *chosen, parameters, outputs, engine):
        return
    with _scheduler(cluster, scheduler) as address:
        # After it, whose processes start meanwhile; and the batch brings pandas.
        from goldenthread.batch.limits import Limits
        from goldenthread.batch.order import Order

        limits = Limits(cell_limit, report_limit, memory_limit)
        order = Order("", *chosen, parameters, None, engine, workers, limits, force=force)
        order = replace(order, cluster=address)
        code = _run_all(order, drops, outputs, explain=explain)
    raise typer.Exit(code)


def demo(
    trust: _Demo = "",
    workers: _Workers = 2,
    engine: _Engine = None,
    outputs: _Outputs = "",
    force: _Force = False,
) -> None:
    """Make every report of a demonstration's newest drop (synthetic data)."""
    drop = DEMO_DROP
    if trust not in ("", AMETHYST):
        drop = newest_drop(trust)
    if not force and _nothing_to_do(drop, (), (), {}, outputs, engine):
        return
    from goldenthread.batch.order import Order

    order = Order(drop, engine=engine, workers=workers, force=force)
    raise typer.Exit(_run_one(order, outputs))


@contextmanager
def _scheduler(cluster: str, scheduler: str) -> Iterator[str]:
    """The address of the cluster that is asked for; "" for this machine alone."""
    if cluster and scheduler:
        message = "Give --cluster local:N or --scheduler tcp://host:8786, not both."
        raise ParameterError(message)
    if scheduler and "://" not in scheduler:
        message = f"--scheduler {scheduler!r}: allowed: an address such as tcp://host:8786."
        raise ParameterError(message)
    if not cluster and not scheduler:
        yield ""
        return
    from goldenthread.local_cluster import started

    with started(scheduler or cluster) as address:
        yield address


def _run_all(order: Order, drops: Sequence[str], outputs: str, *, explain: bool) -> int:
    """Each drop's run by itself; what is wrong with one stops none of the others."""
    if len(drops) == 1:
        return _run_one(replace(order, drop=drops[0]), outputs, explain=explain)
    from goldenthread.batch import several

    codes = []
    for drop, place in several.outputs_of(drops, outputs):
        say(drop)
        try:
            codes.append(_run_one(replace(order, drop=drop), place, explain=explain))
        except GoldenThreadError as error:
            say(str(error), sys.stderr)
            codes.append(error.exit_code)
        if codes[-1] > _SIGNALS:  # Ctrl-C or SIGTERM ends the command, not one of its runs
            break
    whole = sum(code == 0 for code in codes)
    say(f"{whole} of {plural(len(drops), 'drop')} whole.")
    return next((code for code in codes if code), 0)


def _nothing_to_do(
    drop: str,
    only: tuple[str, ...],
    schools: tuple[str, ...],
    parameters: Mapping[str, str],
    outputs: str,
    engine: str | None,
) -> bool:
    """Say so where nothing at all has changed since the last run, which takes no imports."""
    from goldenthread.project import Project, find_drop_folder
    from goldenthread.unchanged import Asked, unchanged

    if "://" in outputs or engine not in (None, "goldenthread", "jupyter"):
        return False  # the run says what is wrong with it
    try:
        folder = find_drop_folder(drop)
        into = (Path(outputs) if outputs else Project.around(folder).runs_of(folder)).resolve()
    except GoldenThreadError:
        return False  # and with that
    found = unchanged(Asked(folder, into, only, schools, tuple(sorted(parameters.items()))))
    if found is None:
        return False
    reports, results = found
    them = "it is" if reports == 1 else "they are"
    say(f"Nothing has changed: {plural(reports, 'report')} kept as {them}, none made.")
    say(f"Open {results / 'index.html'}")
    return True


def _run_one(order: Order, outputs: str, *, explain: bool = False) -> int:
    from goldenthread.batch.carried import run_carried
    from goldenthread.batch.order import Hearing
    from goldenthread.website import publish

    bar = Bar(explain=explain)
    try:
        hearing = Hearing(bar.started, bar.finished)
        carried = run_carried(order, outputs, lambda order: publish(order, hearing))
    except KeyboardInterrupt:
        say("Stopped before any report was made. Nothing was changed.")
        return _INTERRUPTED
    finally:
        bar.stop()
    _say_result(carried.result)
    say(f"Open {carried.index}")
    return carried.result.exit_code


def _say_result(result: RunResult) -> None:
    for outcome in result.failed:
        where = f" ({outcome.cell})" if outcome.cell else ""
        word = f"{outcome.status.upper():<8}"
        say(f"{word} {outcome.task.title}{where}\n         {outcome.message}")
    for outcome in result.not_run[:_MOST_NAMED]:
        say(f"NOT RUN  {outcome.task.title}")
    if len(result.not_run) > _MOST_NAMED:
        say(f"NOT RUN  and {len(result.not_run) - _MOST_NAMED} more")
    if result.stopped:
        say("Stopped. What was finished is kept; run again and the rest is made.")
    made = plural(len(result.succeeded) - result.kept, "report")
    missing = len(result.failed) + len(result.not_run)
    words = f"{made} made" + (f", {missing} not" if missing else "")
    say(words + (f"; {result.kept} kept, because nothing in them changed." if result.kept else "."))
    _say_why(result)
    if result.restated:
        figures = plural(result.restated, "figure")
        say(f"Restated: {figures} that earlier reports gave otherwise. The board summary has them.")


def _say_why(result: RunResult) -> None:
    """Why reports were made again, each reason once; of a first run it goes without saying."""
    reasons: dict[str, int] = {}
    for outcome in (*result.succeeded, *result.failed):
        if outcome.why and outcome.why not in ("not made before", "it was asked for"):
            reasons[outcome.why] = reasons.get(outcome.why, 0) + 1
    for reason, count in sorted(reasons.items(), key=lambda pair: -pair[1]):
        say(f"  {plural(count, 'report')}: {reason}")


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        message = f"--parameter {text!r} is not NAME=VALUE."
        raise ParameterError(message)
    return name.strip(), value


def say(text: str, file: object = None) -> None:
    """Print a line, to where standard output is at that moment."""
    typer.echo(text, file=file or sys.stdout)  # type: ignore[arg-type]
