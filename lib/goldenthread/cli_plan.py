"""What a trust begins with on the command line: templates, a new drop, a plan explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.cli_run import say
from goldenthread.wording import join_words, plural

if TYPE_CHECKING:
    from goldenthread.template.written import Written

_DropOrPlan = Annotated[
    str,
    typer.Argument(help="The folder of a data drop, or a plan's id.", metavar="DROP_OR_PLAN"),
]
_Folder = Annotated[
    Path | None,
    typer.Option(help="Where the templates go. Without it: the drop's folder, or templates/PLAN."),
]
_Source = Annotated[
    list[str] | None,
    typer.Option(
        help="Only this source, whether or not the plan needs it (an id of docs/exports.md). Can "
        "be repeated."
    ),
]


def template(drop_or_plan: _DropOrPlan, folder: _Folder = None, source: _Source = None) -> None:
    """Write an Excel template for every export that the plan needs and the folder has not."""
    from goldenthread.named import find_drop_or_plan
    from goldenthread.template.written import write_templates

    say_templates(write_templates(find_drop_or_plan(drop_or_plan), folder, source or ()))


def say_templates(written: Written) -> None:
    """What was written, what was there, and what nobody has to type."""
    for path in written.paths:
        say(f"  {path.name}")
    say(f"{plural(len(written.paths), 'template')} written into {written.folder}")
    if written.there:
        names = join_words([f"‘{name}’" for name in dict.fromkeys(written.there.values())])
        say(f"Already there and left as it is: {names}.")
    for title, sources in (
        ("Downloaded, not typed", written.published),
        ("Not due in this drop's term", written.later),
    ):
        if sources:
            said = [f"{source.title} ({source.source})" for source in sources]
            say(f"{title}: {join_words(said)}.")
