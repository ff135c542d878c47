"""Characteristics on their scale of maturity, and elements with the dated examples of them."""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.display.markup import Display
from goldenthread.display.maturity import MaturityScale, Stage, StageText
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Bullets, Prose
from goldenthread.judgement.judgement import Judgement, Step, TestResult
from goldenthread.judgement.rating import Rating
from goldenthread.measures import cadence
from goldenthread.measures.evidence_log import DATED, EVIDENCE, MEASURE, item_group, item_of
from goldenthread.plan import Criterion, Evidence, Maturity
from goldenthread.report.criteria import heading, rule
from goldenthread.report.figures import by_school
from goldenthread.report.measured_places import has_figure
from goldenthread.report.standing import headline
from goldenthread.view import View, deciding_measures
from goldenthread.wording import join_words, plural, without_capital

_LOGS = (MEASURE, cadence.MEASURE, "milestone", "recorded_judgement")
_NOW, _NEEDED = "where we are now", "where we need to be"
_BLANK = "\N{NO-BREAK SPACE}"  # the plan's column is blank, and so is the cell
_NOT_TRUE = RatingMark(Rating.NOT_YET_DUE, word="Not true")  # no colour of its own
_TRUE = RatingMark(Rating.GREEN, word="True")


def characteristics(view: View) -> list[Criterion]:
    """The criteria that are judged on a scale of maturity."""
    return [c for c in view.criteria if _maturity(c) is not None]


def characteristic(view: View, criterion: Criterion, said: set[str]) -> list[Display]:
    """One characteristic: its rating and why, its scale, both texts, what decides, its rule.

    `said` are the endings of rules that the page has in full already."""
    shown = heading(view, criterion)
    judgement, test = headline(view, criterion), _maturity(criterion)
    if judgement is None or test is None:
        return shown
    if judgement.tests:
        shown.append(_scale(view, criterion, test, judgement))
    return [*shown, *_figures(view, criterion), rule(view, criterion, said=said)]


def _figures(view: View, criterion: Criterion) -> list[Display]:
    """The figures by which schools are counted; what stands in a log is beside the texts."""
    measured = [n for n in deciding_measures(criterion) if n not in _LOGS and has_figure(view, n)]
    return [*by_school(view, measured)]


def _maturity(criterion: Criterion) -> Maturity | None:
    return next((t for t in criterion.tests if isinstance(t, Maturity)), None)


def _scale(view: View, criterion: Criterion, test: Maturity, judgement: Judgement) -> MaturityScale:
    scale = view.judged.plan.scale(test.scale)
    names = {step: scale.words.get(step, step) for step in scale.steps}
    result = next(r for r in judgement.tests if r.parts)
    steps = list(scale.steps)
    tested = [step for step in steps if step in test.tests]
    reached = steps.index(result.level) if result.level else -1
    before = _level_before(view, criterion)
    stages = tuple(
        Stage(name, tuple(_marks(view, step, test, result.level, before)), number <= reached)
        for number, (step, name) in enumerate(names.items())
    )
    texts = tuple(
        _text(test, step, names[step], part)
        for step, part in zip(tested, result.parts, strict=True)
    )
    return MaturityScale(scale.title, stages, texts)


def _marks(view: View, step: str, test: Maturity, level: str, before: str) -> Iterator[str]:
    if step == test.now:
        yield "the plan: now"
    if step == test.needed:
        yield "the plan: needed"
    if step == level:
        yield f"{view.when}: true"
    elif step == before and view.previous is not None:
        yield f"{view.previous.when}: true"


def _level_before(view: View, criterion: Criterion) -> str:
    if view.previous is None:
        return ""
    judgement = headline(view.previous, criterion)
    return next((r.level for r in judgement.tests if r.parts), "") if judgement else ""


def _text(test: Maturity, step: str, name: str, part: TestResult) -> StageText:
    said = {test.now: f" ({_NOW})", test.needed: f" ({_NEEDED})"}.get(step, "")
    return StageText(
        f"{name}{said}", test.texts[step], part.sentence, _verdict(part), tuple(_evidence(part))
    )


def _verdict(part: TestResult) -> RatingMark:
    if part.rating is Rating.GREEN:
        return _TRUE
    return _NOT_TRUE if part.rating.is_colour else RatingMark(part.rating)


def _evidence(part: TestResult) -> Iterator[str]:
    """The items of a log one by one; of a count of schools its sentence says each school."""
    if part.measure != MEASURE or part.measurement is None:
        return
    for step in part.steps[: int(part.measurement.denominator or 0)]:
        yield f"{step.what}: {_standing(step)}"


def _standing(step: Step) -> str:
    shown = without_capital(step.figures)
    return shown if step.result in ("counts", shown) else f"{shown} ({step.result})"


def with_examples(view: View) -> list[Criterion]:
    """The criteria that are decided by dated examples alone."""
    return [c for c in view.criteria if c.tests and all(isinstance(t, Evidence) for t in c.tests)]


def examples(view: View) -> list[Display]:
    """Every criterion that wants a dated example, with its examples; a blank stays a blank."""
    wanted = [(c, t) for c in with_examples(view) for t in c.tests if isinstance(t, Evidence)]
    rows: list[tuple[Cell, ...]] = []
    with_one, blank = 0, []
    for criterion, test in wanted:
        judgement = headline(view, criterion)
        if judgement is None:
            continue
        with_one += judgement.rating is Rating.GREEN
        items = list(_items(view, criterion, test, judgement.entity))
        if not items:
            blank.append(criterion.number)
        rows.append(_row(criterion, items, judgement))
    if not rows:
        return []
    section = view.section
    title = section.success_heading.removesuffix("s") if section else "Criterion"
    columns = (Column(title), Column("Example"), Column("Date and evidence"), Column("Rating"))
    caption = f"{plural(len(rows), 'row')} with the examples of the evidence log, {view.stamp}"
    lead = f"{with_one} of {len(rows)} have a dated example that counts."
    none = f" {len(blank)} are blank, as in the plan: {join_words(blank)}." if blank else ""
    return [Prose(lead + none), DataTable(caption, columns, tuple(rows))]


def _row(
    criterion: Criterion, items: list[tuple[str, str]], judgement: Judgement
) -> tuple[Cell, ...]:
    mark = RatingMark(judgement.rating, judgement.previous)
    named: tuple[Cell, ...] = (
        (tuple(item for item, _ in items), tuple(said for _, said in items))
        if items
        else (_BLANK, _BLANK)
    )
    return (f"{criterion.number} {criterion.text}", *named, mark)


def _items(
    view: View, criterion: Criterion, test: Evidence, entity: str
) -> Iterator[tuple[str, str]]:
    start = item_group(test.reference or criterion.id, "")
    for figure in view.measurements.of(test.measure, entity, period=view.drop.year):
        if figure.group.startswith(start):
            said = [figure.detail(name) for name in (DATED, EVIDENCE)]
            yield item_of(figure.group), ", ".join(filter(None, said)) or "not given yet"


def evidence_base(view: View) -> list[Display]:
    """What the plan says it was made from."""
    named = view.judged.plan.evidence_base
    return [Bullets(tuple(("", item) for item in named))] if named else []
