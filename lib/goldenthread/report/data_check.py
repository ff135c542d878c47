"""What was found in the exports of a drop: faults, files, and how much of the data is there."""

from __future__ import annotations

from goldenthread.display.markup import Display
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.display.words import Heading, Prose
from goldenthread.errors import Finding
from goldenthread.measures.catalogue import all_measures
from goldenthread.report.sources_in_words import merged
from goldenthread.sources.table import Absent
from goldenthread.view import View, deciding_measures
from goldenthread.wording import MISSING, join_words, number, percent, plural, sentence

_SEVERITIES = {
    "stop": ("Cannot be used", "what is here was not used; mend it and run again"),
    "warning": ("Used, but look", "used as it stands; somebody should look"),
    "note": ("Worth knowing", "nothing is wrong"),
}


def findings(view: View) -> list[Display]:
    """Every fault with its place, by severity; missing exports first."""
    shown: list[Display] = [Heading("What was found")]
    titles = source_titles(view)
    needed = missing(view)
    if needed:
        rows: list[tuple[Cell, ...]] = [
            (titles.get(a.source, a.source), sentence(a.reason)) for a in needed
        ]
        columns = (Column("Export"), Column("Why there is none"))
        caption = "Exports that the drop does not hold: what they decide has no data"
        shown.append(DataTable(caption, columns, tuple(rows)))
    spare = [a.source for a in view.judged.absent if a not in needed]  # told below, by name
    listed = [f for f in view.judged.findings if f.source not in spare or f.severity != "note"]
    for severity, (title, meaning) in _SEVERITIES.items():
        found = [f for f in listed if f.severity == severity]
        if found:
            shown += [Heading(f"{title} ({len(found)})", 3), _table(found, meaning)]
    if len(shown) == 1:
        shown.append(Prose("No fault was found, and every export that is needed is there."))
    if spare:
        names = "; ".join(titles.get(source, source) for source in spare)  # some hold commas
        words = f"Not supplied, and not needed for the plan’s criteria: {names}."
        shown.append(Prose(words, quiet=True))
    return shown


def missing(view: View) -> list[Absent]:
    """Absent exports without which a criterion of the plan has a figure in no way."""
    absent = {a.source for a in view.judged.absent}
    deciding = {name for c in view.judged.plan.criteria for name in deciding_measures(c)}
    wanted = {
        source
        for name in deciding
        if (measure := all_measures().get(name)) is not None
        and all(absent.intersection(way.needs) for way in measure.providers)
        for source in measure.providers[0].needs
    }
    return [a for a in view.judged.absent if a.source in wanted]


def source_titles(view: View) -> dict[str, str]:
    """What people call each export."""
    return {name: source.title for name, source in view.judged.sources.items()}


def _table(found: list[Finding], meaning: str) -> DataTable:
    """A row for what is found, with every place; where nothing is to do, no column says so."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    for f in found:
        words = f.message[:1].upper() + f.message[1:]
        extra = "; ".join(
            part
            for part in (
                f"found {f.found!r}" if f.found else "",
                f"allowed: {f.allowed}" if f.allowed else "",
            )
            if part
        )
        alike.setdefault((words, extra, f.fix), []).append(f.place)
    rows: list[tuple[Cell, ...]] = [
        ("; ".join(dict.fromkeys(places)), (words, extra), fix or MISSING)
        for (words, extra, fix), places in alike.items()
    ]
    columns = [Column("Where", code=True), Column("What"), Column("What to do")]
    if not any(f.fix for f in found):
        columns, rows = columns[:2], [row[:2] for row in rows]
    return DataTable(f"{plural(len(found), 'finding')}: {meaning}", tuple(columns), tuple(rows))


def files(view: View) -> list[Display]:
    """Every file of the drop: what it was read as, how many of its rows a figure rests on."""
    used = merged(view.judged.rows_used())
    counts: dict[str, int] = {}
    for row in used:
        counts[row.file] = counts.get(row.file, 0) + row.count
    titles = source_titles(view)
    withheld = {row.file for row in used if row.withheld}
    rows: list[tuple[Cell, ...]] = [
        (
            i.name,
            titles.get(i.source, i.source) or "not recognised",
            _used(counts.get(i.name, 0), withheld=i.name in withheld),
            _size(i.size),
            i.sha256,
        )
        for i in view.judged.inputs
    ]
    columns = (
        Column("File", code=True),
        Column("Read as"),
        Column("Rows used", True),
        Column("Size", True),
        Column("SHA-256", code=True),
    )
    caption = f"{plural(len(rows), 'file')} of {view.when}"
    return [Heading("Files"), DataTable(caption, columns, tuple(rows))]


def _used(count: int, *, withheld: bool) -> str:
    """How many rows; those of a group too small to show are not counted, and not none."""
    if not withheld:
        return number(count)
    return f"{number(count)} and others" if count else "withheld"


def _size(size: int) -> str:
    if size < 1024:
        return plural(size, "byte")
    return f"{number(size / 1024)} kB" if size < 1024 * 1024 else f"{number(size / 1024**2, 1)} MB"


def coverage(view: View) -> list[Display]:
    """Where a figure rests on less than all it should: how much of it is there."""
    found: dict[tuple[str, str], list[str]] = {}  # places by figure and what is covered
    for measure, entity, cover in view.judged.coverages():
        if entity in view.entities and cover.covered < cover.expected:
            words = f"{number(cover.covered)} of {number(cover.expected)} {cover.what}"
            told = f"{words} ({percent(cover.percent)})"
            found.setdefault((measure, told), []).append(view.name(entity, True))
    if not found:
        return [Heading("Coverage"), Prose("Every figure rests on all that it should.")]
    needed = _needed(view)
    rows: list[tuple[Cell, ...]] = [
        (view.measure(name).title, join_words(list(dict.fromkeys(places))), told,
         needed.get(name, MISSING))
        for (name, told), places in found.items()
    ]  # fmt: skip
    columns = (Column("Figure"), Column("Where"), Column("Covered"), Column("Needed"))
    caption = "Figures that rest on less than all of what they should. "
    caption += "Under what is needed there is no colour"
    return [Heading("Coverage"), DataTable(caption, columns, tuple(rows))]


def _needed(view: View) -> dict[str, str]:
    """How much of a figure has to be there for a colour, by measure: `80%`, `50%, by the plan`."""
    plan, found = view.judged.plan, dict[str, dict[str, None]]()
    trust = percent(view.judged.trust.reporting.minimum_coverage, 0)
    for criterion in plan.criteria:
        own = criterion.minimum_coverage
        own = plan.minimum_coverage if own is None else own
        words = trust if own is None else f"{percent(own, 0)}, by the plan"
        for name in deciding_measures(criterion):
            found.setdefault(name, {})[words] = None
    return {name: join_words(list(words)) for name, words in found.items()}
