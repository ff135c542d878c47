"""The evidence appendix: for each criterion the rule, the figures, and the rows they rest on."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.display.markup import Display, slug
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Heading, Prose, Terms
from goldenthread.evidence.evidence import reasons_of_thresholds
from goldenthread.judgement.judgement import Judgement
from goldenthread.judgement.scope import condition_in_words
from goldenthread.plan import Criterion
from goldenthread.provenance import RowRange
from goldenthread.report.actions import shown_by_tests
from goldenthread.report.attention import cut
from goldenthread.report.counted import definition
from goldenthread.report.criteria import rules
from goldenthread.report.deciding import deciding_figures
from goldenthread.report.measured_places import entities_of, has_figure
from goldenthread.report.published import sources
from goldenthread.report.shared_rules import briefly, shared
from goldenthread.report.sources_in_words import MOST_PLACES, merged, place, rows_in_words
from goldenthread.report.standing import headline
from goldenthread.view import View, deciding_measures
from goldenthread.wording import MISSING, day, join_words, sentence

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
    ruled = {c.id: rules(view, _main(view, c)) for c in judged}
    said = shared(ruled.values())
    shown += [Terms(tuple(said))] if said else []
    for criterion in judged:
        own = briefly(ruled[criterion.id], {term for term, _ in said})
        shown += _section(view, criterion, own)
        files |= {row.file for j in view.judgements(criterion.id) for row in j.rows}
    for action in shown_by_tests(view):
        shown += _of_action(view, action)
        files |= {row.file for j in view.judgements_of_action(action.id) for row in j.rows}
    here = {criterion.id for criterion in judged}
    elsewhere = [c.number for c in view.criteria if c.id not in here]
    if elsewhere:
        words = "Judged for the trust as a whole, in the trust-wide report: "
        shown.append(Prose(f"{words}{join_words(elsewhere)}.", quiet=True))
    unrated = _unrated(view, measures)
    files |= {r.file for r in unrated}
    shown += _places("Where the figures without a rating come from", unrated)
    return [
        *shown,
        *_definitions(view, measures),
        *_published(view, measures),
        *_files(view, files),
    ]


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


def _main(view: View, criterion: Criterion) -> Judgement:
    return headline(view, criterion) or view.judgements(criterion.id)[0]


def _section(view: View, criterion: Criterion, ruled: Sequence[str]) -> list[Display]:
    """`ruled` is the criterion's rule in words."""
    anchor = f"evidence-{slug(criterion.id)}"
    text = criterion.text if len(criterion.text) <= _HEADING else cut(criterion.text, _HEADING)
    head = Heading(f"{criterion.number} {text}", 3, anchor)
    judgements = view.judgements(criterion.id)
    main = _main(view, criterion)
    return [head, *_proof(view, criterion, main, judgements, ruled)]


def _of_action(view: View, action: Criterion) -> list[Display]:
    """What stands behind the data that are shown beside the status of an action."""
    judgements = view.judgements_of_action(action.id)
    main = view.of_action(action.id)
    if main is None:
        return []
    head = Heading(f"Action {action.number}: {cut(action.text, _HEADING)}", 3)
    return [head, *_proof(view, action, main, judgements, rules(view, main))]


def _proof(
    view: View,
    criterion: Criterion,
    main: Judgement,
    judgements: Sequence[Judgement],
    ruled: Sequence[str],
) -> list[Display]:
    """Rule, thresholds, figures and source rows."""
    pairs = [("Rating", RatingMark(main.rating, main.previous).text()), ("Why", main.reason)]
    pairs += [("Rule", words) for words in ruled]
    pairs += [("Why this threshold", why) for why in reasons_of_thresholds(judgements)]
    pairs.append(("Due", day(main.due) if main.due else ""))
    pairs.append(("Applies", sentence(condition_in_words(criterion, view.judged.plan))))
    pairs.append(("On the plan’s text", criterion.remark))
    figure, table = deciding_figures(view, criterion, judgements)
    ranges = merged(row for j in judgements for row in j.rows)
    few = len(ranges) <= _FEW_PLACES
    pairs += [*figure, *(("Source", place(r, _ROWS)) for r in ranges if few)]
    shown: list[Display] = [Terms(tuple((t, w) for t, w in pairs if w)), *table]
    title = f"Where the figures of {criterion.number} come from"
    return [*shown, *_places(title, () if few else ranges)]


def _definitions(view: View, measures: Sequence[str]) -> list[Display]:
    """How each measure is counted that decides something here, shows an action on the page or has
    a figure in one of its tables."""
    here = (name for c in view.criteria if view.judgements(c.id) for name in _tested(view, c))
    actions = (a for a in shown_by_tests(view) if view.of_action(a.id) is not None)
    deciding = (*here, *(name for action in actions for name in deciding_measures(action)))
    names = dict.fromkeys((*deciding, *(name for name in measures if has_figure(view, name))))
    pairs = [(view.measure(name).short, definition(view, name)) for name in names]
    return [
        Heading("How each figure is counted", 3),
        Terms(tuple((title, words) for title, words in pairs if words), "glossary"),
    ]


def _tested(view: View, criterion: Criterion) -> list[str]:
    """The measures that decide it for the places of the report: of a primary school none that is
    for secondary ones."""
    judgements = view.judgements(criterion.id)
    tests = [test for j in judgements for whole in j.tests for test in (whole, *whole.leaves)]
    here = {test.measure for test in tests}
    return [name for name in deciding_measures(criterion) if name in here or not tests]


def _published(view: View, measures: tuple[str, ...]) -> list[Display]:
    """The figures of others that the ratings and tables use."""
    deciding = [name for c in view.criteria for name in _tested(view, c)]
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
