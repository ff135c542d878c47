"""Opening a report: every parameter is checked, with the nearest right word, before any work."""

from __future__ import annotations

from pathlib import Path

from goldenthread.drop import load_drop
from goldenthread.errors import ParameterError, did_you_mean
from goldenthread.judged import JudgedDrop
from goldenthread.pipeline import judge_drop
from goldenthread.project import find_drop_folder
from goldenthread.report.facade import Kind, Report
from goldenthread.reported import earlier_runs, with_restatements
from goldenthread.trust import ALL_SCHOOLS
from goldenthread.view import View

_PAGES: dict[str, Kind] = {
    "school": "school",
    "board": "board",
    "golden-thread": "golden-thread",
    "data-check": "data-check",
}


def open_report(
    *, drop: str, objective: str = "", school: str = ALL_SCHOOLS, page: str = ""
) -> Report:
    """The report on one objective of the plan, or one of the pages school, board,
    golden-thread, data-check.

    A drop, objective, school or page that does not exist raises an error that names the nearest.
    """
    kind = _kind(objective, page)
    folder = find_drop_folder(drop)
    judged = _HELD.get(folder)
    if judged is None:
        load_drop(folder)
        judged = judged_for_reports(folder)
    return report_on(judged, kind, objective, school)


def judged_for_reports(folder: Path) -> JudgedDrop:
    """The judged drop in `folder`, with what earlier runs reported otherwise."""
    judged = judge_drop(folder)
    return with_restatements(judged, earlier_runs(judged))


def hold(judged: JudgedDrop) -> None:
    """Every report that this process, or a fork of it, opens on the drop is on this judged drop.

    For a run, whose reports are all on one state of the exports. An analyst's process holds none:
    there a changed export is seen by the next cell.
    """
    _HELD[judged.folder] = judged


_HELD: dict[Path, JudgedDrop] = {}


def report_on(
    judged: JudgedDrop, kind: Kind, objective: str = "", school: str = ALL_SCHOOLS
) -> Report:
    """The report on a drop that is judged already."""
    whole = " ".join(school.split()).casefold() == ALL_SCHOOLS.casefold()
    found = None if whole else judged.trust.school(school)
    if kind == "school" and found is None:
        names = [s.name for s in judged.trust.schools]
        message = f"A school report needs one school. {did_you_mean(school, names)}"
        raise ParameterError(message)
    if kind in ("board", "data-check") and found is not None:
        message = f"The page {kind!r} is about the whole trust; leave out school={school!r}."
        raise ParameterError(message)
    section = judged.plan.objective(objective) if kind == "objective" else None
    return Report(View(judged, found, section), kind)


def _kind(objective: str, page: str) -> Kind:
    if page and objective:
        message = f"Give an objective or a page, not both: {objective!r} and {page!r}."
        raise ParameterError(message)
    if objective:
        return "objective"
    if page in _PAGES:
        return _PAGES[page]
    message = f"There is no page {page!r}. " if page else "A report needs an objective or a page. "
    raise ParameterError(message + did_you_mean(page, _PAGES))
