"""The check of a plan as one page, for those who will be held to it."""

from __future__ import annotations

from pathlib import Path

from goldenthread.drop_check import SEVERITIES, SameFault, alike
from goldenthread.errors import ParameterError
from goldenthread.planning.explained import what_it_needs
from goldenthread.planning.plan_check import PlanCheck
from goldenthread.render.document import About
from goldenthread.render.html.page import Links, render_page
from goldenthread.wording import day
from goldenthread.writing import writing


def write_plan_page(check: PlanCheck, path: Path) -> Path:
    """Write the page to `path`: a folder gets `plan.html`, a name without an ending `.html`.

    Raises ParameterError for an ending that no page has, StorageError where it cannot be written.
    """
    place = path / "plan.html" if path.is_dir() else path
    place = (place if place.suffix else place.with_suffix(".html")).resolve()
    if place.suffix.casefold() not in (".html", ".htm"):
        message = f"{path}: the page needs a name that ends in .html."
        raise ParameterError(message)
    with writing(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(render_plan(check), encoding="utf-8", newline="\n")
    return place


def render_plan(check: PlanCheck) -> str:
    """The page, self-contained."""
    plan, trust = check.planned.plan, check.planned.trust
    return render_page(
        "plan.html.j2",
        about=About(title=f"What it says: {plan.title}", trust=trust.name, plan=plan.title),
        links=Links(),
        from_to=f"{day(plan.starts)} to {day(plan.ends)}",
        counts=check.counts,
        sections=check.sections,
        needs=[
            (item.source.supplied_by, item.source.title, list(what_it_needs(item)))
            for item in check.needs
        ],
        findings=[_line(same) for same in alike(check.findings_placed)],
    )


def _line(same: SameFault) -> tuple[str, str, str, str]:
    """The kind for the style, the kind in a word, what was found, what to do."""
    first = same.first
    at_path = first.message.startswith("params/")
    what = first.message if at_path else first.message[:1].upper() + first.message[1:]
    found = f"; found ‘{first.found}’" if first.found else ""
    allowed = f" Allowed: {first.allowed}." if first.allowed else ""
    return first.severity, SEVERITIES[first.severity], f"{what}{found}.{allowed}", first.fix
