"""What an auditor asks for on the command line: `audit` and `trace`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

_Run = Annotated[
    str, typer.Argument(help="The folder of a run, such as outputs/2022-summer.", metavar="RUN")
]
_To = Annotated[
    Path | None,
    typer.Option(help="Where the certificate goes. Without it: audits/ beside the run's folder."),
]
_Report = Annotated[
    str,
    typer.Argument(
        help="Any file of a report: its page, PDF, workbook, notebook.", metavar="REPORT"
    ),
]
_Criterion = Annotated[
    str,
    typer.Argument(
        help="The number or id of a criterion or an action, such as 2.1 or 7.A1.",
        metavar="CRITERION",
    ),
]
_Rows = Annotated[
    int, typer.Option(min=0, help="Show so many rows of each place (never a personal column).")
]


def audit(run: _Run, to: _To = None) -> None:
    """Make a run again from what its manifest records, and certify that nothing differs."""
    from goldenthread.audit.certificate import in_words, write
    from goldenthread.audit.rerun import audit as audited

    certificate = audited(run)
    for line in in_words(certificate):
        typer.echo(line, file=sys.stdout)
    folder = to or Path(run).resolve().parent / "audits" / Path(run).resolve().name
    page, _ = write(certificate, folder)
    typer.echo(f"Certificate: {page}")
    raise typer.Exit(certificate.exit_code)


def trace(report: _Report, criterion: _Criterion, rows: _Rows = 0) -> None:
    """Follow a figure from a report to the file, sheet and rows that it rests on."""
    from goldenthread.trace import trace as traced

    for stage in traced(report, criterion, rows):
        typer.echo(stage.title)
        for line in stage.lines:
            typer.echo(f"  {line}")
        typer.echo("")
