"""The evidence appendix: for each criterion the rule, the figures, and the rows they rest on."""

from __future__ import annotations

from goldenthread.display.markup import Display, slug
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Heading, Prose, Terms
from goldenthread.evidence.evidence import reasons_of_thresholds
from goldenthread.judgement.judgement import Comparator, Judgement, TestResult
from goldenthread.judgement.scope import condition_in_words
from goldenthread.measures.measurement import Measurement
from goldenthread.plan import Criterion
from goldenthread.report.counted import definition
from goldenthread.report.criteria import TRUST_ONLY, merged, rows_in_words, rules
from goldenthread.report.published import sources
from goldenthread.report.standing import headline
from goldenthread.view import View, deciding_measures
from goldenthread.wording import day, number, percent, sentence

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
    for criterion in view.criteria:
        shown += _section(view, criterion)
        files |= {row.file for j in view.judgements(criterion.id) for row in j.rows}
    return [*shown, *_definitions(view), *_published(view, measures), *_files(view, files)]


def _section(view: View, criterion: Criterion) -> list[Display]:
    anchor = f"evidence-{slug(criterion.id)}"
    head = Heading(f"{criterion.number} {criterion.text}", 3, anchor)
    judgements = view.judgements(criterion.id)
    if not judgements:
        return [head, Prose(TRUST_ONLY, quiet=True)]
    main = headline(view, criterion) or judgements[0]
    pairs = [("Rating", RatingMark(main.rating, main.previous).text()), ("Why", main.reason)]
    pairs += [("Rule", words) for words in rules(view, main)]
    pairs += [("Why this threshold", why) for why in reasons_of_thresholds(judgements)]
    pairs.append(("Due", day(main.due) if main.due else ""))
    pairs.append(("Applies", sentence(condition_in_words(criterion, view.judged.plan))))
    pairs.append(("On the plan’s text", criterion.remark))
    shown: list[Display] = [head, Terms(tuple((t, w) for t, w in pairs if w))]
    tests = [(j, leaf) for j in judgements for test in j.tests for leaf in test.leaves]
    if any(
        test.measurement is not None and test.measurement.value is not None for _, test in tests
    ):
        shown.append(_figures(view, criterion, tests))
    ranges = merged(row for j in judgements for row in j.rows)
    if ranges:
        hashes = view.judged.hashes(r.file for r in ranges)
        rows: list[tuple[Cell, ...]] = [
            (r.file, r.sheet or "–", rows_in_words(r, _ROWS), hashes.get(r.file, "not recorded"))
            for r in ranges
        ]
        columns = (Column("File", code=True), Column("Sheet"), Column("Rows", code=True))
        title = f"Where the figures of {criterion.number} come from"
        shown.append(DataTable(title, (*columns, Column("SHA-256", code=True)), tuple(rows)))
    return shown


def _figures(
    view: View, criterion: Criterion, tests: list[tuple[Judgement, TestResult]]
) -> DataTable:
    rows: list[tuple[Cell, ...]] = []
    for judgement, test in dict.fromkeys(_distinct(tests)):
        measurement = test.measurement
        entity = measurement.entity if measurement else judgement.entity
        rows.append(
            (
                view.title(test.measure),
                view.name(entity, short=True),
                _value(view, measurement),
                _counted(measurement),
                _against(view, test),
                RatingMark(test.rating),
            )
        )
    columns = (
        Column("Figure"),
        Column("Where"),
        Column("Value", True),
        Column("Counted", True),
        Column("Held against"),
        Column("Rating"),
    )
    return DataTable(f"The figures that decide {criterion.number}", columns, tuple(rows))


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


def _value(view: View, m: Measurement | None) -> Cell:
    if m is None:
        return "–"
    words = view.figure(m)
    if m.low is None or m.high is None:
        return words
    known = view.measure(m.measure)
    return (words, f"{view.value(known, m.low)} to {view.value(known, m.high)}")


def _counted(m: Measurement | None) -> Cell:
    if m is None:
        return "–"
    parts = []
    if m.numerator is not None and m.denominator is not None:
        decimals = [0 if float(x).is_integer() else 1 for x in (m.numerator, m.denominator)]
        parts.append(f"{number(m.numerator, decimals[0])} of {number(m.denominator, decimals[1])}")
    if m.n is not None and (m.denominator is None or m.n != m.denominator):
        parts.append(f"n = {number(m.n)}")
    if m.coverage is not None:
        parts.append(f"{percent(m.coverage.percent)} covered")
    return tuple(parts) or "–"


def _against(view: View, test: TestResult) -> Cell:
    c = test.comparator
    if c is None or c.value is None:
        return "–"
    value = view.value(view.measure(test.measure), c.value) if test.measure else percent(c.value)
    return (value, _about(c))


def _about(c: Comparator) -> str:
    """Name, area, year, basis, status, publication and source, each said once."""
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
    sources = view.judged.sources
    found = [file for name in sorted(names) if (file := view.judged.input(name)) is not None]
    rows: list[tuple[Cell, ...]] = [
        (i.name, sources[i.source].title if i.source in sources else i.source, i.sha256)
        for i in found
    ]
    if not rows:
        return []
    columns = (Column("File", code=True), Column("Export"), Column("SHA-256", code=True))
    caption = f"Files that these ratings rest on, {view.when}"
    return [Heading("Files used", 3), DataTable(caption, columns, tuple(rows))]
