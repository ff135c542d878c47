"""What a trust begins with on the command line: templates, a new drop, a plan explained."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from goldenthread.cli_run import say
from goldenthread.wording import join_words, plural

if TYPE_CHECKING:
    from goldenthread.planning.answers import Person
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


_Trust = Annotated[
    str, typer.Argument(help="The new trust's id, which names its files: riverside.")
]
_Name = Annotated[str, typer.Option(help="What the trust is called.")]
_Schools = Annotated[
    list[str] | None,
    typer.Option(
        "--school",
        help='A school: "990001, Riverside Academy, secondary, 2014-09-01" (URN, name, phase, date '
        "joined). Once for each.",
    ),
]
_PlanTitle = Annotated[str, typer.Option(help="What the plan is called, as printed.")]
_Starts = Annotated[str, typer.Option(help="The day the plan begins: 2022-09-01.")]
_Ends = Annotated[str, typer.Option(help="The day the plan ends: 2025-08-31.")]
_SectionWord = Annotated[
    str, typer.Option(help="What the plan calls its parts: Objective, Aim, Priority, Pledge.")
]
_PlanId = Annotated[str, typer.Option("--plan", help="The plan's id. Without it: TRUST-YEAR.")]
_DropName = Annotated[
    str,
    typer.Option("--drop", help="The first drop. Without it: the term in which the plan begins."),
]
_Year = Annotated[
    str, typer.Option(help="The drop's academic year, where its name does not say it.")
]
_Term = Annotated[str, typer.Option(help="Its term: autumn, spring or summer.")]
_AsOf = Annotated[
    str, typer.Option(help="The day its exports are taken. Without it: the end of the term.")
]
_Authority = Annotated[str, typer.Option(help="The local authority that the trust lies in.")]
_Region = Annotated[str, typer.Option(help="The region, as the department names it.")]


def init(
    trust: _Trust,
    name: _Name = "",
    school: _Schools = None,
    plan_title: _PlanTitle = "",
    starts: _Starts = "",
    ends: _Ends = "",
    section_word: _SectionWord = "",
    plan: _PlanId = "",
    drop: _DropName = "",
    year: _Year = "",
    term: _Term = "",
    as_of: _AsOf = "",
    local_authority: _Authority = "",
    region: _Region = "",
) -> None:
    """Begin a trust: its file, a plan to write on, and the folder of its first data drop."""
    from goldenthread.planning.answers import Flags, beginning_of
    from goldenthread.planning.beginning import write_beginning
    from goldenthread.project import Project

    root = Project.around(Path.cwd()).root
    flags = Flags(
        trust, name, tuple(school or ()), plan, plan_title, starts, ends, drop, year, term, as_of,
        section_word, local_authority, region,
    )  # fmt: skip
    beginning = beginning_of(flags, _person())
    written = write_beginning(root, beginning)
    for path in written:
        say(f"Written: {path.relative_to(root).as_posix()}")
    folder = written[-1].parent.relative_to(root).as_posix()
    say("")
    say("Next: put the words of your plan into the plan's file, which explains every key. Then")
    say(f"  goldenthread plan check {beginning.plan}")
    say(f"  goldenthread template {folder}")
    say(f"  goldenthread check {folder}")
    say(f"  goldenthread run {folder}")
    say("docs/your-plan.md takes you through it.")


def _person() -> Person | None:
    """Who can be asked: nobody where the input is no terminal."""
    if not sys.stdin.isatty():
        return None
    from goldenthread.planning.answers import Person

    def ask(question: str, usual: str) -> str:
        return str(typer.prompt(question, default=usual, show_default=bool(usual)))

    return Person(ask, say)


_NewDrop = Annotated[str, typer.Argument(help="The new drop: 2022-autumn.", metavar="NAME")]
_From = Annotated[str, typer.Option("--from", help="The drop before it: its name, or its folder.")]
_NextPlan = Annotated[str, typer.Option("--plan", help="Another plan than the last drop's.")]
_Templates = Annotated[
    bool, typer.Option("--templates", help="Also write templates for what has to be typed.")
]


def new_drop(
    name: _NewDrop,
    before: _From,
    year: _Year = "",
    term: _Term = "",
    as_of: _AsOf = "",
    plan: _NextPlan = "",
    templates: _Templates = False,
) -> None:
    """Roll forward: the folder of the next drop, and what is expected to come into it."""
    from goldenthread.planning.expected import in_words
    from goldenthread.planning.rolling import NextDrop, roll_forward

    rolled = roll_forward(NextDrop(name, before, year, term, as_of, plan))
    say(f"Written: {rolled.folder / 'drop.yml'}")
    for line in in_words(rolled):
        say(line)
    if templates and rolled.to_type:
        from goldenthread.named import find_drop_or_plan
        from goldenthread.template.written import write_templates

        say_templates(write_templates(find_drop_or_plan(str(rolled.folder)), only=rolled.to_type))


plan_commands = typer.Typer(no_args_is_help=True)
_Plan = Annotated[
    str, typer.Argument(help="The plan's id, or its file in params/plans.", metavar="PLAN")
]
_Page = Annotated[Path | None, typer.Option(help="Also write it as an HTML page, to this file.")]


@plan_commands.callback()
def _plans() -> None:
    """A plan by itself, before there is any data."""


@plan_commands.command("check")
def check_plan(plan: _Plan, page: _Page = None) -> None:
    """Say in words what a plan means and what it needs from whom, and find contradictions."""
    from goldenthread.planning.plan_check import check_plan as checked
    from goldenthread.planning.plan_check import told

    result = checked(plan)
    written = None
    if page is not None:
        from goldenthread.planning.plan_page import write_plan_page

        written = write_plan_page(result, page)
    for line in told(result):
        say(line)
    if written is not None:
        say(f"Written: {written}")
    raise typer.Exit(result.exit_code)
