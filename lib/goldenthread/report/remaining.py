"""The criteria that no cell of a notebook has named: by what the document calls them, each with the
figures, the periods or the items that decide it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goldenthread.display.markup import Display
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.rating import Rating
from goldenthread.measures import cadence, evidence_log
from goldenthread.measures.measurement import ALL
from goldenthread.plan import Criterion
from goldenthread.report import cadences, evidence_items
from goldenthread.report.figures import by_school
from goldenthread.report.figures_by_group import by_group
from goldenthread.report.measured_places import has_figure
from goldenthread.report.standing import headline
from goldenthread.rules import inner_tests
from goldenthread.view import View, deciding_measures

# Shown in a form of their own, or with nothing to show but the sentence.
_NO_TABLE = ("milestone", "recorded_judgement", cadence.MEASURE, evidence_log.MEASURE)


def by_kind(
    criteria: Sequence[Criterion], *, after_others: bool
) -> list[tuple[str, list[Criterion]]]:
    """A title and its criteria, in the document's order; `after_others` where some are shown
    already."""
    groups: dict[str, list[Criterion]] = {}
    for criterion in criteria:
        groups.setdefault(criterion.kind, []).append(criterion)
    if len(groups) < 2:
        kind = inside(next(iter(groups), "")) or "criterion"
        title = f"The other {plural_of(kind)}" if after_others else f"Every {kind}"
        return [(title, list(criteria))] if criteria else []
    return [(plural_of(kind) if kind else "Other criteria", own) for kind, own in groups.items()]


def plural_of(kind: str) -> str:
    """`Success criteria`, `Duties`, `KPIs`: several of what the document calls such a row."""
    if kind.endswith("criterion"):
        return f"{kind.removesuffix('criterion')}criteria"
    return f"{kind[:-1]}ies" if kind.endswith("y") else f"{kind}s"


def decisive(view: View, criterion: Criterion) -> list[Display]:
    """What a criterion is decided by: periods kept, items in place, figures. Nothing where it does
    not apply: nothing was decided."""
    judgement = headline(view, criterion)
    if judgement is not None and judgement.rating is Rating.DOES_NOT_APPLY:
        return []
    return [
        *cadences.strips(view, criterion),
        *evidence_items.items_table(view, criterion),
        *_figures(view, criterion),
    ]


def beside(view: View, names: Sequence[str]) -> list[Display]:
    """Figures that stand beside a criterion and decide nothing, of which the drop has any."""
    return [*by_school(view, [name for name in names if has_figure(view, name)])]


def _figures(view: View, criterion: Criterion) -> list[Display]:
    """With the ratings that this criterion gives: another may rate the same figure otherwise."""
    names = deciding_measures(criterion)
    section = view.judged.plan.section_of(criterion.id)
    own = replace(view, section=section.model_copy(update={"criteria": (criterion,)}))
    shown = [n for n in names if n not in _NO_TABLE and has_figure(view, n)]
    grouped = [by_group(own, name) for name in shown if name in _of_groups(criterion)]
    return [*by_school(own, shown), *grouped]


def _of_groups(criterion: Criterion) -> set[str]:
    """The measures of which the criterion judges a group and not everybody."""
    tests = [each for test in criterion.tests for each in (test, *inner_tests(test))]
    return {getattr(t, "measure", "") for t in tests if getattr(t, "group", ALL) != ALL}
