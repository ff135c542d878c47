"""Schools by category: what each was judged, on what, since when, and what follows from it.

The steps of the plan's scale stand best first, as the plan prints them.
"""

from __future__ import annotations

from collections.abc import Iterator

from goldenthread.display.criterion import Callout
from goldenthread.display.markup import Display
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Prose, Terms
from goldenthread.measures.categories import VALID_MONTHS
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.report.category_flag import Flag, flag_sentence, rules_in_words
from goldenthread.report.placed import MEASURE, Placed, category_criterion, category_scale, placed
from goldenthread.view import View
from goldenthread.wording import join_words, without_capital

NOT_JUDGED = "not judged"
_RECORDED = "nothing recorded"


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
