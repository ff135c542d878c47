"""The evidence workbook of a report: a sheet for each criterion that is judged in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.display.ratings import before
from goldenthread.evidence.evidence import CriterionEvidence, SourceRef, evidence_for
from goldenthread.evidence.source_rows import MOST_ROWS, listed_rows
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.judgement import TestResult
from goldenthread.judgement.working import WORKING, numbered_tests, working_rows
from goldenthread.render.action_sheet import action_sheet
from goldenthread.render.cells import Value
from goldenthread.render.workbook import Block, Book, Sheet, workbook_bytes
from goldenthread.sources.spec import Source
from goldenthread.trust import Trust
from goldenthread.wording import day, sentence

_PEOPLE = "Each row is a person, so the rows are counted and located here and not listed."
_SMALL = (
    "A figure from this sheet is suppressed, so its rows are not told: they would tell how few."
)
_SYNTHETIC = "Synthetic data. Made for demonstration; these are not the schools’ results."


def evidence_workbook(
    judged: JudgedDrop, title: str, objectives: Iterable[str], entity: str
) -> bytes:
    """The workbook on some objectives for a school (its URN) or "trust"."""
    objectives = tuple(objectives)
    found = [e for name in objectives for e in evidence_for(judged, name, entity)]
    sources = judged.sources
    sheets = tuple(_sheet(judged, evidence, sources) for evidence in found)
    lines = tuple(_line(evidence) for evidence in found)
    for name in objectives:
        actions = action_sheet(judged, judged.plan.objective(name), entity)
        if actions is not None:
            sheets, lines = (*sheets, actions[0]), (*lines, actions[1])
    columns = ("Criterion", "Rating", "In the drop before", "Why")
    facts = book_facts(judged, entity)
    return workbook_bytes(
        Book(f"Evidence: {title}", judged.trust.name, facts, columns, lines, sheets)
    )


def book_facts(judged: JudgedDrop, entity: str) -> tuple[tuple[str, Value], ...]:
    facts: list[tuple[str, Value]] = [
        ("Trust", judged.trust.name),
        ("For", judged.trust.entity_name(entity)),
        ("Plan", judged.plan.title),
        ("Data drop", judged.drop.title),
        ("Figures as at", day(judged.drop.as_of)),
    ]
    if judged.drop.synthetic:
        facts.append(("Data", _SYNTHETIC))
    return tuple(facts)


def _line(evidence: CriterionEvidence) -> tuple[Value, ...]:
    was = before(evidence.previous).removeprefix("was ").capitalize()
    return (f"{evidence.number} {evidence.text}", evidence.rating.value, was, evidence.reason)


def _sheet(judged: JudgedDrop, evidence: CriterionEvidence, sources: Mapping[str, Source]) -> Sheet:
    facts: list[tuple[str, Value]] = [
        ("Rating", evidence.rating.value),
        ("Why", evidence.reason),
        ("Rule", evidence.rule),
    ]
    facts += [("Why this threshold", why) for why in evidence.set_because]
    facts += [("Coverage", line) for line in evidence.coverage]
    blocks = [
        _tests(judged, evidence),
        _figures(evidence),
        _working(evidence),
        _places(evidence),
        *(_rows(judged, reference, sources) for reference in evidence.sources),
    ]
    title = f"{evidence.number} {evidence.text}"
    return Sheet(evidence.criterion, title, tuple(facts), tuple(blocks))


def _tests(judged: JudgedDrop, evidence: CriterionEvidence) -> Block:
    """A test that is made of others has these below it, with the figure of each."""
    columns = (
        *(
            "No.",
            "Where",
            "Test",
            "Outcome",
            "What was found",
            "Value, unrounded",
            "Numerator",
            "Denominator",
        ),
        *("95% interval from", "95% interval to", "Held against", "Its value"),
    )
    rows = tuple(
        (place, _where(judged, evidence, test), *_test(test))
        for place, test in numbered_tests(evidence.judgement)
    )
    return Block("Tests", columns, rows, note="This criterion has no test.")


def _where(judged: JudgedDrop, evidence: CriterionEvidence, test: TestResult) -> str:
    """The school or the trust of which the figure is."""
    figure = test.measurement
    return judged.trust.entity_name(figure.entity) if figure else evidence.entity_name


def _test(test: TestResult) -> tuple[Value, ...]:
    figure, beside = test.measurement, test.comparator
    measured: tuple[Value, ...] = (None,) * 5
    if figure is not None:
        measured = (figure.value, figure.numerator, figure.denominator, figure.low, figure.high)
    against: tuple[Value, ...] = (beside.name, beside.value) if beside else (None, None)
    return (test.rule, test.rating.value, test.sentence, *measured, *against)


def _figures(evidence: CriterionEvidence) -> Block:
    columns = (
        *("Figure", "Where", "Group", "Period", "Value", "Number", "95% interval"),
        *("Held against", "Its value", "Its period", "Its status", "Its source", "Note"),
    )
    rows = tuple(
        (
            *(f.title, f.entity_name, f.group, f.period, f.value, f.n, f.interval, f.comparator),
            *(f.comparator_value, f.comparator_period, f.comparator_status, f.comparator_source),
            sentence(f.note),
        )
        for f in evidence.figures
    )
    return Block("Figures as reported", columns, rows, note="There is no figure.")


def _working(evidence: CriterionEvidence) -> Block:
    return Block("Working", WORKING, tuple(working_rows(evidence.judgement)))


def _places(evidence: CriterionEvidence) -> Block:
    columns = ("Export", "File", "Sheet", "Rows", "Number of rows", "SHA-256 of the file")
    rows = tuple(
        (s.title, s.range.file, s.range.sheet, s.range.rows, s.range.count, s.sha256)
        for s in evidence.sources
    )
    return Block("Source", columns, rows, note="No rows of an export were used.")


def _rows(judged: JudgedDrop, reference: SourceRef, sources: Mapping[str, Source]) -> Block:
    """The rows themselves, where a row is a thing; headings are the export's own."""
    heading = f"Source rows: {reference.place}"
    if reference.range.withheld:
        return Block(heading, (), note=_SMALL)
    listed = listed_rows(judged, reference.range)
    if listed is None:
        return Block(heading, (), note=_PEOPLE)
    if reference.range.count > MOST_ROWS:
        heading += f" (the first {MOST_ROWS} of {reference.range.count})"
    declared = sources[reference.source].columns if reference.source in sources else {}
    titles = {"school": "School", **{name: column.title for name, column in declared.items()}}
    rows = listed.rows
    if "school" in listed.titles:
        columns = list(zip(*rows, strict=True)) or [()] * len(listed.titles)
        at = listed.titles.index("school")
        columns[at] = _names(judged.trust, columns[at])
        rows = tuple(zip(*columns, strict=True))
    heads = tuple(titles.get(name, name) for name in listed.titles)
    return Block(heading, heads, rows, note="None of these rows can be listed.")


def _names(trust: Trust, urns: tuple[Value, ...]) -> tuple[Value, ...]:
    """Of these schools alone: the evidence of one does not rest on what the others are called."""
    names: dict[Value, Value] = {"": ""}
    for urn in dict.fromkeys(urns):
        if isinstance(urn, str) and urn:
            school = trust.find_school(urn)
            names[urn] = school.name if school is not None else None
    return tuple(names.get(urn) for urn in urns)
