"""The evidence appendix: for each criterion the rule, the figures, and the rows they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.display.markup import Display, slug
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Heading, Prose, Terms
from goldenthread.evidence.evidence import reasons_of_thresholds
from goldenthread.judgement.judgement import Comparator, Judgement, TestResult
from goldenthread.judgement.scope import condition_in_words
from goldenthread.measures.measurement import Measurement
from goldenthread.plan import Criterion
from goldenthread.provenance import RowRange
from goldenthread.report.attention import cut
from goldenthread.report.counted import definition
from goldenthread.report.criteria import MOST_PLACES, merged, place, rows_in_words, rules
from goldenthread.report.figures import entities_of
from goldenthread.report.published import comparators, sources
from goldenthread.report.standing import headline
from goldenthread.view import View, deciding_measures
from goldenthread.wording import MISSING, day, join_words, number, percent, sentence

_BRIEF = 30  # characters of what a figure is held against that stand on a line with the value
_HEADING = 300  # characters of a criterion; it stands in full where its rating does
_FEW_PLACES = 3  # that are told beside the rule; more have a table
_ROWS = 160  # characters of row numbers; the evidence workbook has them all


def appendix(view: View, measures: tuple[str, ...] = ()) -> list[Display]:
    """A section for each criterion, then every published figure and every file used.

    `measures` are those that the report has shown besides the ones that decide a criterion.
    """
    shown: list[Display] = [
        Heading("Evidence: how each rating came about"),
        Prose(
            "Figures are judged unrounded, shown rounded. Row numbers are those that Excel shows.",
            quiet=True,
        ),
    ]
    files: set[str] = set()
    judged = [criterion for criterion in view.criteria if view.judgements(criterion.id)]
    for criterion in judged:
        shown += _section(view, criterion)
        files |= {row.file for j in view.judgements(criterion.id) for row in j.rows}
    here = {criterion.id for criterion in judged}
    elsewhere = [c.number for c in view.criteria if c.id not in here]
    if elsewhere:
        words = "Judged for the trust as a whole, in the trust-wide report: "
        shown.append(Prose(f"{words}{join_words(elsewhere)}.", quiet=True))
    unrated = _unrated(view, measures)
    files |= {r.file for r in unrated}
    shown += _places("Where the figures without a rating come from", unrated)
    return [*shown, *_definitions(view), *_published(view, measures), *_files(view, files)]


def _unrated(view: View, measures: tuple[str, ...]) -> list[RowRange]:
    """Where shown figures that decide nothing come from, where the page has no room for it."""
    deciding = {name for c in view.criteria for name in deciding_measures(c)}
    names = [name for name in measures if name not in deciding]
    found = merged(
        row for n in names for e in entities_of(view, n) if (m := view.one(n, e)) for row in m.rows
    )
    return found if len(found) > MOST_PLACES else []


def _places(caption: str, ranges: Sequence[RowRange]) -> list[Display]:
    rows: list[tuple[Cell, ...]] = [
        (r.file, r.sheet or MISSING, rows_in_words(r, _ROWS)) for r in ranges
    ]
    columns = (Column("File", code=True), Column("Sheet", code=True), Column("Rows", code=True))
    return [DataTable(caption, columns, tuple(rows))] if rows else []


def _section(view: View, criterion: Criterion) -> list[Display]:
    anchor = f"evidence-{slug(criterion.id)}"
    text = criterion.text if len(criterion.text) <= _HEADING else cut(criterion.text, _HEADING)
    head = Heading(f"{criterion.number} {text}", 3, anchor)
    judgements = view.judgements(criterion.id)
    main = headline(view, criterion) or judgements[0]
    pairs = [("Rating", RatingMark(main.rating, main.previous).text()), ("Why", main.reason)]
    pairs += [("Rule", words) for words in rules(view, main)]
    pairs += [("Why this threshold", why) for why in reasons_of_thresholds(judgements)]
    pairs.append(("Due", day(main.due) if main.due else ""))
    pairs.append(("Applies", sentence(condition_in_words(criterion, view.judged.plan))))
    pairs.append(("On the plan’s text", criterion.remark))
    ranges = merged(row for j in judgements for row in j.rows)
    few = len(ranges) <= _FEW_PLACES
    pairs += [("Source", place(r, _ROWS)) for r in ranges if few]
    shown: list[Display] = [head, Terms(tuple((t, w) for t, w in pairs if w))]
    tests = [(j, leaf) for j in judgements for test in j.tests for leaf in test.leaves]
    if any(
        test.measurement is not None and test.measurement.value is not None for _, test in tests
    ):
        shown.append(_figures(view, criterion, tests))
    title = f"Where the figures of {criterion.number} come from"
    return [*shown, *_places(title, () if few else ranges)]


def _figures(
    view: View, criterion: Criterion, tests: list[tuple[Judgement, TestResult]]
) -> DataTable:
    alike: dict[tuple[Cell, ...], list[str]] = {}  # places whose figures are the same share a row
    for judgement, test in dict.fromkeys(_distinct(tests)):
        measurement = test.measurement
        entity = measurement.entity if measurement else judgement.entity
        row: tuple[Cell, ...] = (
            view.title(test.measure),
            view.figure(measurement),
            _interval(view, measurement),
            _counted(measurement),
            _covered(measurement),
            _against(view, test),
            RatingMark(test.rating),
        )
        alike.setdefault(row, []).append(view.name(entity, short=True))
    rows = [(row[0], join_words(list(dict.fromkeys(p))), *row[1:]) for row, p in alike.items()]
    columns = (
        Column("Figure"),
        Column("Where"),
        Column("Value", True),
        Column("95% interval", True),
        Column("Counted", True),
        Column("Covered", True),
        Column("Held against"),
        Column("Rating"),
    )
    used = [i for i in range(len(columns)) if any(row[i] != MISSING for row in rows)]
    return DataTable(
        f"The figures that decide {criterion.number}",
        tuple(columns[i] for i in used),
        tuple(tuple(row[i] for i in used) for row in rows),
    )


def _distinct(
    tests: list[tuple[Judgement, TestResult]],
) -> list[tuple[Judgement, TestResult]]:
    """A trust that takes its schools' ratings carries their tests: each is shown once.

    Two readings of one figure are two rules.
    """
    seen: dict[tuple[str, str, str, str], tuple[Judgement, TestResult]] = {}
    for judgement, test in tests:
        m = test.measurement
        where = m.entity if m else judgement.entity
        key = (test.measure, where, m.group if m else "", test.rule)
        seen.setdefault(key, (judgement, test))
    return list(seen.values())


def _interval(view: View, m: Measurement | None) -> str:
    if m is None or m.low is None or m.high is None:
        return MISSING
    known = view.measure(m.measure)
    return f"{view.value(known, m.low)} to {view.value(known, m.high)}"


def _counted(m: Measurement | None) -> str:
    """`43.7 of 116`, `n = 29`; both where they differ."""
    parts = []
    if m is not None and m.numerator is not None and m.denominator is not None:
        decimals = [0 if float(x).is_integer() else 1 for x in (m.numerator, m.denominator)]
        parts.append(f"{number(m.numerator, decimals[0])} of {number(m.denominator, decimals[1])}")
    if m is not None and m.n is not None and (m.denominator is None or m.n != m.denominator):
        parts.append(f"n = {number(m.n)}")
    return ", ".join(parts) or MISSING


def _covered(m: Measurement | None) -> str:
    return percent(m.coverage.percent) if m is not None and m.coverage is not None else MISSING


def _against(view: View, test: TestResult) -> Cell:
    c = test.comparator
    if c is None or c.value is None:
        return MISSING
    value = view.value(view.measure(test.measure), c.value) if test.measure else percent(c.value)
    about = _about(view, test.measure, c)
    return f"{value}, {about}" if len(about) <= _BRIEF else (value, about)


def _about(view: View, measure: str, c: Comparator) -> str:
    """Name, area, year, basis, status, publication and source, each said once.

    Of what stands in the table of published figures, the area and the year point there.
    """
    listed = comparators(view, measure) if measure else ()
    if any((c.area, c.period, c.value) == (f.area, f.period, f.value) for f in listed):
        return f"{c.area} {c.period}".strip()
    said: list[str] = []
    for part in (c.name, c.area, c.period, c.basis, c.status, c.publication, c.source):
        if part and not any(part.casefold() in earlier.casefold() for earlier in said):
            said.append(part)
    return ", ".join(said)


def _definitions(view: View) -> list[Display]:
    """How each measure that decides something is counted."""
    names = dict.fromkeys(name for c in view.criteria for name in deciding_measures(c))
    pairs = [(view.measure(name).short, definition(view, name)) for name in names]
    return [
        Heading("How each figure is counted", 3),
        Terms(tuple((title, words) for title, words in pairs if words), "glossary"),
    ]


def _published(view: View, measures: tuple[str, ...]) -> list[Display]:
    """The figures of others that the ratings and tables use."""
    deciding = [name for c in view.criteria for name in deciding_measures(c)]
    names = dict.fromkeys((*deciding, *measures))
    tables = sources(view, names)
    return [Heading("Published figures used", 3), *tables] if tables else []


def _files(view: View, names: set[str]) -> list[Display]:
    exports = view.judged.sources
    rows: list[tuple[Cell, ...]] = []
    for name in sorted(names):
        file = view.judged.input(name)
        kind = file.source if file else ""
        title = exports[kind].title if kind in exports else kind or MISSING
        rows.append((name, title, file.sha256 if file else "not recorded"))
    if not rows:
        return []
    columns = (Column("File", code=True), Column("Export"), Column("SHA-256", code=True))
    caption = f"Files that these ratings and figures rest on, {view.when}"
    return [Heading("Files used", 3), DataTable(caption, columns, tuple(rows))]
