"""The command `goldenthread`. Every command reads its words, calls the library once, and says
what came of it; a mistake that its maker can mend is shown as its message, without a traceback."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

from goldenthread import cli_audit
from goldenthread.errors import GoldenThreadError, ParameterError
from goldenthread.wording import plural

if TYPE_CHECKING:
    from goldenthread.batch.outcome import Outcome, RunResult
    from goldenthread.batch.run import Order
    from goldenthread.drop_check import DropCheck

_INTERRUPTED = 130  # as shells have it: 128 and the number of the signal

DEMO_DROP = "data/demo/2022-summer"

app = typer.Typer(
    help="Evidence reports on a trust's strategic plan, from spreadsheets.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

_Drop = Annotated[str, typer.Argument(help="The folder of the data drop.", metavar="DROP")]
_Engine = Annotated[
    str | None,
    typer.Option(
        help="How notebooks are run: goldenthread (forks a warm process; where that is safe it is "
        "what runs without this option) or jupyter (a kernel each)."
    ),
]
_Workers = Annotated[int, typer.Option(min=1, help="How many reports are made at a time.")]
_Outputs = Annotated[
    Path | None, typer.Option(help="Where reports go. Without it: the project's outputs/.")
]
_CellLimit = Annotated[int, typer.Option(min=1, help="Seconds that one cell may take.")]
_ReportLimit = Annotated[int, typer.Option(min=1, help="Seconds that one report may take.")]
_MemoryLimit = Annotated[
    int, typer.Option(min=64, help="MB of memory that one report may take, beyond what all share.")
]
_Debug = Annotated[bool, typer.Option("--debug", help="Show the details of an unexpected error.")]
_Only = Annotated[
    list[str] | None,
    typer.Option(help="Only this objective, or schools, board, data-check. Can be repeated."),
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
_Explain = Annotated[
    bool, typer.Option("--explain", help="Say of each report that is made why it is made.")
]

_Page = Annotated[
    Path | None, typer.Option(help="Also write what was found as an HTML page, to this file.")
]
_Marked = Annotated[
    Path | None,
    typer.Option(
        help="Also write a copy of each faulty file, its cells marked and commented, to this "
        "folder. The copies hold whatever the exports hold, names included."
    ),
]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; its exit code: 0 done, 2 a wrong parameter, 3 a wrong declaration, 4 a drop
    with faults, 5 reports that failed, 6 an audit that found a difference, 1 the unexpected."""
    given = list(sys.argv[1:] if argv is None else argv)
    words = [word for word in given if word != "--debug"]  # wherever on the line it stands
    try:
        typer.main.get_command(app).main(words, prog_name="goldenthread")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(bool(end.code))
    except GoldenThreadError as error:
        _say(str(error), sys.stderr)
        return error.exit_code
    except Exception as error:
        if len(words) < len(given):
            raise
        # The text of an unexpected error may quote a person's data: only its kind is said.
        message = f"Something unexpected went wrong ({type(error).__name__})."
        _say(f"{message} Run the command again with --debug to see the details.", sys.stderr)
        return GoldenThreadError.exit_code
    return 0


@app.callback()
def _goldenthread(debug: _Debug = False) -> None:
    """Evidence reports on a trust's strategic plan, from spreadsheets."""


@app.command()
def run(
    drop: _Drop,
    workers: _Workers = 2,
    only: _Only = None,
    school: _School = None,
    parameter: _Parameter = None,
    engine: _Engine = None,
    outputs: _Outputs = None,
    cell_limit: _CellLimit = 600,
    report_limit: _ReportLimit = 1800,
    memory_limit: _MemoryLimit = 2048,
    force: _Force = False,
    explain: _Explain = False,
) -> None:
    """Make the reports of a data drop that are not as they should be, and the page that leads to
    them all. A report is made again when something that it depends on has changed."""
    parameters = dict(map(_pair, parameter or ()))
    chosen = (tuple(only or ()), tuple(school or ()))
    if not force and _nothing_to_do(drop, *chosen, parameters, outputs, engine):
        return
    from goldenthread.batch.limits import Limits
    from goldenthread.batch.run import Order  # the batch brings pandas; --help does without

    limits = Limits(cell_limit, report_limit, memory_limit)
    order = Order(drop, *chosen, parameters, outputs, engine, workers, limits, force=force)
    _run(order, explain=explain)


@app.command()
def demo(
    workers: _Workers = 2,
    engine: _Engine = None,
    outputs: _Outputs = None,
    force: _Force = False,
) -> None:
    """Make every report of the demonstration drop (synthetic data)."""
    if not force and _nothing_to_do(DEMO_DROP, (), (), {}, outputs, engine):
        return
    from goldenthread.batch.run import Order

    _run(Order(DEMO_DROP, outputs=outputs, engine=engine, workers=workers, force=force))


@app.command()
def check(drop: _Drop, page: _Page = None, marked: _Marked = None) -> None:
    """Read a data drop and list every fault of every file. Nothing is computed."""
    from goldenthread.drop_check import alike, by_file, check_drop, in_words

    result = check_drop(drop)
    written = _write_check(result, page, marked)
    for file, findings in by_file(result.findings).items():
        _say(file)
        for same in alike(findings):
            _say(in_words(same))
        _say("")
    files = plural(len(result.inputs), "file")
    faults = f"{plural(result.stops, 'fault')} and {plural(result.warnings, 'warning')}"
    _say(f"{result.drop.title}: {files} read, {faults}.")
    for path in written:
        _say(f"Written: {path}")
    raise typer.Exit(result.exit_code)


def _write_check(result: DropCheck, page: Path | None, marked: Path | None) -> list[Path]:
    """The check as a page and as marked copies, where they are asked for."""
    written: list[Path] = []
    if marked is not None:
        from goldenthread.render.marked_copy import mark_copies

        written += mark_copies(result, marked)
    if page is not None:
        from goldenthread.render.check_page import write_check

        written.insert(0, write_check(result, page))
    return written


app.command()(cli_audit.audit)
app.command()(cli_audit.trace)


def _nothing_to_do(
    drop: str,
    only: tuple[str, ...],
    schools: tuple[str, ...],
    parameters: Mapping[str, str],
    outputs: Path | None,
    engine: str | None,
) -> bool:
    """Say so where nothing at all has changed since the last run, which takes no imports."""
    from goldenthread.project import Project, find_drop_folder
    from goldenthread.unchanged import Asked, unchanged

    if engine not in (None, "goldenthread", "jupyter"):
        return False  # the run says what is wrong with it
    try:
        folder = find_drop_folder(drop)
        into = (outputs or Project.around(folder).outputs).resolve()
    except GoldenThreadError:
        return False  # and with that
    found = unchanged(Asked(folder, into, only, schools, tuple(sorted(parameters.items()))))
    if found is None:
        return False
    reports, results = found
    _say(f"Nothing has changed: {plural(reports, 'report')} kept as they are, none made.")
    _say(f"Open {results / 'index.html'}")
    return True


def _run(order: Order, *, explain: bool = False) -> None:
    from goldenthread.batch.outcome import FAILURES
    from goldenthread.batch.run import Hearing
    from goldenthread.website import publish

    console = Console(stderr=True)
    progress = Progress(*_columns(), console=console)
    bar = progress.add_task("Making reports", total=None)
    console.print("Reading and judging the drop")

    def started(total: int) -> None:
        progress.update(bar, total=total)
        progress.start()  # not before: it has a thread, and a process with threads is not forked

    def finished(outcome: Outcome) -> None:
        if outcome.status != "not run":
            progress.advance(bar)
        if explain and outcome.why:
            progress.console.print(f"{outcome.task.id}: {outcome.why}", markup=False)
        if outcome.status in FAILURES:
            word = outcome.status.capitalize()
            progress.console.print(f"{word}: {outcome.task.title}", markup=False)

    try:
        result = publish(order, Hearing(started, finished))
    except KeyboardInterrupt:
        _say("Stopped before any report was made. Nothing was changed.")
        raise typer.Exit(_INTERRUPTED) from None
    finally:
        progress.stop()
    _say_result(result)
    raise typer.Exit(result.exit_code)


def _columns() -> tuple[ProgressColumn, ...]:
    return (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )


def _say_result(result: RunResult) -> None:
    for outcome in result.failed:
        where = f" ({outcome.cell})" if outcome.cell else ""
        word = f"{outcome.status.upper():<8}"
        _say(f"{word} {outcome.task.title}{where}\n         {outcome.message}")
    for outcome in result.not_run:
        _say(f"NOT RUN  {outcome.task.title}")
    if result.stopped:
        _say("Stopped. What was finished is kept; run again and the rest is made.")
    made = plural(len(result.succeeded) - result.kept, "report")
    missing = len(result.failed) + len(result.not_run)
    words = f"{made} made" + (f", {missing} not" if missing else "")
    _say(
        words + (f"; {result.kept} kept, because nothing in them changed." if result.kept else ".")
    )
    _say_why(result)
    if result.restated:
        figures = plural(result.restated, "figure")
        _say(
            f"Restated: {figures} that earlier reports gave otherwise. The board summary has them."
        )
    _say(f"Open {result.index}")


def _say_why(result: RunResult) -> None:
    """Why reports were made again, each reason once; of a first run it goes without saying."""
    reasons: dict[str, int] = {}
    for outcome in (*result.succeeded, *result.failed):
        if outcome.why and outcome.why not in ("not made before", "it was asked for"):
            reasons[outcome.why] = reasons.get(outcome.why, 0) + 1
    for reason, count in sorted(reasons.items(), key=lambda pair: -pair[1]):
        _say(f"  {plural(count, 'report')}: {reason}")


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        message = f"--parameter {text!r} is not NAME=VALUE."
        raise ParameterError(message)
    return name.strip(), value


def _say(text: str, file: object = None) -> None:
    typer.echo(text, file=file or sys.stdout)  # type: ignore[arg-type]
