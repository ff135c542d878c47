"""The command `goldenthread`. Every command reads its words, calls the library once, and says
what came of it; a mistake that its maker can mend is shown as its message, without a traceback."""

from __future__ import annotations

import atexit
import gc
import platform
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread import cli_audit, cli_plan, cli_run
from goldenthread.cli_run import say
from goldenthread.errors import GoldenThreadError
from goldenthread.wording import plural

if TYPE_CHECKING:
    from goldenthread.drop_check import DropCheck

DEMO_DROP = cli_run.DEMO_DROP
# A command imports two thousand modules and holds what it reads: looking for garbage among them
# every 700 objects takes a tenth of its start, and finds next to nothing.
_SELDOM = (500_000, 20, 20)
app = typer.Typer(
    help="Evidence reports on a trust's strategic plan, from spreadsheets.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
)

_Drop = Annotated[str, typer.Argument(help="The folder of the data drop.", metavar="DROP")]
_Debug = Annotated[bool, typer.Option("--debug", help="Show the details of an unexpected error.")]
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
    gc.set_threshold(*_SELDOM)
    # Python looks twice through all that is held before it ends: 0.8 s after a run, for nothing.
    atexit.register(gc.freeze)
    given = list(sys.argv[1:] if argv is None else argv)
    words = [word for word in given if word != "--debug"]  # wherever on the line it stands
    try:
        typer.main.get_command(app).main(words, prog_name="goldenthread")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(bool(end.code))
    except GoldenThreadError as error:
        say(str(error), sys.stderr)
        return error.exit_code
    except Exception as error:
        if len(words) < len(given):
            raise
        # The text of an unexpected error may quote a person's data: only its kind is said.
        message = f"Something unexpected went wrong ({type(error).__name__})."
        say(f"{message} Run the command again with --debug to see the details.", sys.stderr)
        return GoldenThreadError.exit_code
    return 0


def _say_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        say(f"goldenthread {version('goldenthread')}, Python {platform.python_version()}")
        raise typer.Exit


_Version = Annotated[
    bool,
    typer.Option("--version", callback=_say_version, is_eager=True, help="Say which version."),
]


@app.callback()
def _goldenthread(debug: _Debug = False, version: _Version = False) -> None:
    """Evidence reports on a trust's strategic plan, from spreadsheets."""


app.command()(cli_run.run)
app.command()(cli_run.demo)


@app.command()
def check(drop: _Drop, page: _Page = None, marked: _Marked = None) -> None:
    """Read a data drop and list every fault of every file. Nothing is computed."""
    from goldenthread.drop_check import alike, by_file, check_drop, in_words

    result = check_drop(drop)
    written = _write_check(result, page, marked)
    for file, findings in by_file(result.findings).items():
        say(file)
        for same in alike(findings):
            say(in_words(same))
        say("")
    files = plural(len(result.inputs), "file")
    faults = f"{plural(result.stops, 'fault')} and {plural(result.warnings, 'warning')}"
    say(f"{result.drop.title}: {files} read, {faults}.")
    if any(f.rule == "missing-export" and f.severity != "note" for f in result.findings):
        say(f"What no system of yours exports can be typed: goldenthread template {drop}")
    for path in written:
        say(f"Written: {path}")
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


app.command()(cli_plan.init)
app.add_typer(cli_plan.plan_commands, name="plan")
app.command()(cli_plan.template)
app.command()(cli_plan.new_drop)
app.command()(cli_audit.audit)
app.command()(cli_audit.trace)
