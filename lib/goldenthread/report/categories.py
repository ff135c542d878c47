"""Schools by category: what each was judged, on what, since when, and what follows from it.

The steps of the plan's scale stand best first, as the plan prints them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from goldenthread.calendar import years_after
from goldenthread.display.criterion import Callout
from goldenthread.display.markup import Display
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Heading, Prose, Terms
from goldenthread.judgement.details import day_of
from goldenthread.judgement.recorded_steps import step_of
from goldenthread.measures.categories import VALID_MONTHS
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.plan import Criterion, Recorded, Scale
from goldenthread.report.category_flag import Flag, flag_of, flag_sentence, rules_in_words
from goldenthread.view import View
from goldenthread.wording import join_words, plural, without_capital

MEASURE = "school_category"
NOT_JUDGED = "not judged"
_RECORDED = "nothing recorded"


@dataclass(frozen=True)
class Placed:
    """One school and the category that people gave it, if they did."""

    view: View
    urn: str
    scale: Scale
    figure: Measurement | None

    @property
    def name(self) -> str:
        return self.view.name(self.urn)

    @property
    def step(self) -> str:
        """The letter of the category, "" where none was judged."""
        return step_of(self.figure, self.scale) or ""

    @property
    def words(self) -> str:
        return self.scale.words.get(self.step, "")

    def said(self, detail: str) -> str:
        return self.figure.detail(detail) if self.figure is not None else ""

    @property
    def judged_on(self) -> dt.date | None:
        return day_of(self.said("Date"))

    @property
    def is_old(self) -> bool:
        """Whether the category was judged longer ago than a judgement holds."""
        last = years_after(self.view.drop.as_of, months=-VALID_MONTHS)
        return self.judged_on is not None and self.judged_on < last

    @property
    def movement(self) -> str:
        """`up from E on 9 February 2023`, or since when it has been the same."""
        if not self.step:
            return ""
        before, since = self.said("Before"), self.said("Since")
        if not before:
            first = since == self.said("Date")
            return "first judgement on record" if first else f"no change since {since}"
        steps = list(self.scale.steps)
        way = "from"
        if before in steps:
            way = "up from" if steps.index(self.step) < steps.index(before) else "down from"
        return f"{way} {before} on {since}"

    @property
    def flag(self) -> Flag:
        return flag_of(self.view, self.urn, self.step)


def placed(view: View) -> list[Placed]:
    """Every school of the report with its category; none where the plan has no categories."""
    scale = category_scale(view)
    if scale is None:
        return []
    return [Placed(view, urn, scale, view.one(MEASURE, urn)) for urn in view.urns]


def category_scale(view: View) -> Scale | None:
    """The scale of the plan's criterion that records a category."""
    criterion = category_criterion(view)
    if criterion is None:
        return None
    test = next(t for t in criterion.tests if isinstance(t, Recorded))
    return view.judged.plan.scale(test.scale)


def category_criterion(view: View) -> Criterion | None:
    return next(
        (
            c
            for c in view.judged.plan.criteria
            if any(isinstance(t, Recorded) and t.measure == MEASURE for t in c.tests)
        ),
        None,
    )


def overview(view: View) -> list[Display]:
    """The category of each school: what it is, how it moved, who judged it, what the data say."""
    schools = placed(view)
    if not schools:
        return [Prose("The plan has no categories.", quiet=True)]
    rows: list[tuple[Cell, ...]] = []
    for school in schools:
        if not school.step:
            rows.append((school.name, NOT_JUDGED, *("",) * 3))
            continue
        judged = _judged(school)
        rows.append((school.name, (school.step, school.words), school.movement, judged,
                     _mark(school.flag)))  # fmt: skip
    columns = ("School", "Category", "Movement", "Judged", "Data beside it")
    table = DataTable(
        f"Categories of {without_capital(view.when)}, as people judged them",
        tuple(Column(title) for title in columns),
        tuple(rows),
        note="A category is what was judged and recorded; none is worked out from results.",
    )
    return [table, *_not_judged(schools), *_old(schools)]


def _judged(school: Placed) -> Cell:
    adviser = {
        "yes": "external adviser present",
        "no": "no external adviser present",
    }.get(school.said("External adviser present"), "external adviser: not recorded")
    words = f"by {school.said('Judged by')}; {adviser}"
    old = f"more than {VALID_MONTHS} months ago" if school.is_old else ""
    return (school.said("Date"), *([old] if old else []), words)


def _mark(flag: Flag) -> Cell:
    leads = {"flagged": "Flag", "no flag": "No flag", "no rule": "No rule"}
    words = flag.words.removeprefix("no flag: ")
    return (leads.get(flag.outcome, "Not known"), words)


def _not_judged(schools: list[Placed]) -> Iterator[Display]:
    missing = [school.name for school in schools if not school.step]
    if missing:
        verb = "has" if len(missing) == 1 else "have"
        words = (
            f"{join_words(missing)} {verb} no category: no judgement is recorded, and the suite "
        )
        yield Prose(f"{words}gives none. Until there is one no duty follows.")


def _old(schools: list[Placed]) -> Iterator[Display]:
    old = [school.name for school in schools if school.is_old]
    if old:
        ago = f"Judged more than {VALID_MONTHS} months ago, and due to be reviewed"
        yield Prose(f"{ago}: {join_words(old)}.")


def evidence(view: View) -> list[Display]:
    """For each school the strands of evidence that its category rests on."""
    shown: list[Display] = []
    for school in placed(view):
        if not school.step:
            continue
        found = {group: view.one(MEASURE, school.urn, group) for group in view.groups(MEASURE)}
        wanted = [m.group for m in view.measurements.of("category_strands", school.urn)]
        named = {strand.casefold(): strand for strand in found}
        rows: list[tuple[Cell, ...]] = [
            (strand, *_finding(found.get(named.get(strand.casefold(), ""))))
            for strand in wanted
            if strand != ALL
        ]
        own = [strand for strand, m in found.items() if m is not None]
        known = {str(row[0]).casefold() for row in rows}
        rows += [(s, *_finding(found[s])) for s in own if s.casefold() not in known]
        if not rows:
            continue
        overall = school.said("Evidence")
        caption = f"{school.name}, category {school.step}: what was found, {school.said('Date')}"
        columns = (Column("Strand"), Column("Points to"), Column("Found"))
        note = f"All together: {overall}" if overall else ""
        shown.append(DataTable(caption, columns, tuple(rows), note))
    return shown or [Prose("No strand of evidence is recorded.", quiet=True)]


def _finding(figure: Measurement | None) -> tuple[Cell, Cell]:
    if figure is None:
        return "", _RECORDED
    return figure.detail("Judgement"), figure.detail("Evidence") or _RECORDED


def history(view: View) -> list[Display]:
    """Every category of one school so far; over all schools the chart says it."""
    if view.whole:
        return []
    (urn,) = view.urns
    found = [m for m in view.measurements.of("category_history", urn) if m.group != ALL]
    if not found:
        return []
    scale = category_scale(view)
    rows: list[tuple[Cell, ...]] = []
    for m in reversed(found):
        words = scale.words.get(m.detail("Judgement"), "") if scale else ""
        rows.append(
            (m.group, (m.detail("Judgement"), words), m.detail("Judged by"), m.detail("Evidence"))
        )
    columns = (Column("Judged"), Column("Category"), Column("By"), Column("Why"))
    caption = f"{view.name(urn)}: every category so far, the latest first"
    return [DataTable(caption, columns, tuple(rows))]


def flags(view: View) -> list[Display]:
    """Where the data speak against a category; and the rule, whose it is, and what it cannot do."""
    shown: list[Display] = []
    schools = [school for school in placed(view) if school.step]
    for school in schools:
        flag = school.flag
        if flag.outcome == "flagged":
            title = f"{school.name}: the data speak against category {school.step}"
            shown.append(Callout(title, flag_sentence(flag, school.step)))
    unknown = [s.name for s in schools if s.flag.outcome == "cannot be told"]
    if unknown:
        shown.append(Prose(f"Not to be told for want of figures: {join_words(unknown)}."))
    if not shown:
        none = Prose("No category has been judged that data could speak against.", quiet=True)
        shown.append(Prose(_silent(view, schools)) if schools else none)
    rules = rules_in_words(view, {school.step for school in schools})
    pairs = [("Rule of the flag", rule) for rule in rules]
    pairs += [("Set by", "The trust, in its settings. A flag asks for a second look at the "
                         "judgement; it never changes a category.")]  # fmt: skip
    return [*shown, *([Terms(tuple(pairs))] if rules else [])]


def _silent(view: View, schools: list[Placed]) -> str:
    """What is said where no school is flagged."""
    if view.whole:
        return "Nowhere do the data speak against a category, by the rule below."
    step, flag = schools[0].step, schools[0].flag
    if flag.outcome == "no rule":
        return f"The trust has set no rule by which data would speak against category {step}."
    return f"The data do not speak against category {step}, by the rule below."


def figures_beside(view: View) -> tuple[str, ...]:
    """The measures that stand beside the category: those that the plan names with it."""
    criterion = category_criterion(view)
    return criterion.shown_also if criterion is not None else ()


def duties(view: View) -> tuple[list[str], list[Display]]:
    """The criteria that follow from a category, and for each school those that follow from its own
    with how each stands."""
    follows = [c for c in view.criteria if c.applies_where is not None and c.applies_where.scale]
    shown: list[Display] = []
    for school in placed(view):
        mine = [
            c for c in follows if school.step in (c.applies_where.steps if c.applies_where else ())
        ]
        title = f"{school.name}, category {school.step}" if school.step else school.name
        if not mine:
            why = "No category has been judged, so no duty follows yet."
            none = f"The plan names no duty for category {school.step}."
            shown += [Heading(title, 3), Prose(none if school.step else why)]
            continue
        rows: list[tuple[Cell, ...]] = []
        for criterion in mine:
            judgement = view.judgement(criterion.id, school.urn)
            if judgement is not None:
                mark = RatingMark(judgement.rating, judgement.previous)
                rows.append((f"{criterion.number} {criterion.text}", mark, judgement.reason))
        kinds = {criterion.kind for criterion in mine}
        kind = (kinds.pop() if len(kinds) == 1 else "") or "Criterion"
        caption = f"{plural(len(rows), kind.lower(), _many(kind))} of category {school.step}"
        columns = (Column(kind), Column("Rating"), Column("Why"))
        shown += [Heading(title, 3), DataTable(caption, columns, tuple(rows))]
    return [c.id for c in follows], shown


def _many(kind: str) -> str:
    """`duties`, `criteria`."""
    return {"duty": "duties", "criterion": "criteria"}.get(kind.lower(), f"{kind.lower()}s")
