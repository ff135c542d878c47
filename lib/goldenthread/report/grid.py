"""Objectives by schools: the rating of each, and what stood there before."""

from __future__ import annotations

from goldenthread.display.markup import Display
from goldenthread.display.ratings import RatingMark
from goldenthread.display.table import Cell, Column, DataTable
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Judgement
from goldenthread.judgement.rating import COLOURS, Rating, worst
from goldenthread.judgement.verdict import standing
from goldenthread.measures.measurement import TRUST
from goldenthread.plan import Section
from goldenthread.report.measured_places import MOST_PLACES
from goldenthread.report.standing import is_apart
from goldenthread.view import View
from goldenthread.wording import join_words, without_capital


def rating_grid(view: View) -> list[Display]:
    """A row an objective, a column for the trust and for each school that the report may show."""
    if not view.whole:
        return [_school_grid(view, view.urns[0])]
    entities = (TRUST, *view.urns)
    many = len(entities) > MOST_PLACES  # then names are short, and counts are in the reports
    word = view.judged.plan.section_word
    rows: list[tuple[Cell, ...]] = [
        (section.short_title, *(_cell(view, section, e, counted=not many) for e in entities))
        for section in view.judged.plan.objectives
    ]
    columns = (Column(word), *(Column(view.name(e, short=many)) for e in entities))
    caption = f"Each {word.lower()} takes the worst rating among its criteria"
    if view.previous:
        caption += f"; below it the rating in {without_capital(view.previous.when)}"
    return [DataTable(f"{caption}.", columns, tuple(rows))]


def _school_grid(view: View, entity: str) -> DataTable:
    """One school: a line an objective, with what stood there before in a column of its own."""
    plan, past = view.judged.plan, view.previous
    rows: list[tuple[Cell, ...]] = []
    for section in plan.objectives:
        judgements = _judgements(view, section, entity)
        if not judgements:
            rows.append((section.short_title, "trust only", *([""] if past else []), ""))
            continue
        earlier = [j.previous for j in judgements if j.previous is not None]
        now = RatingMark(worst(j.rating for j in judgements))
        before = [worst(earlier).value if earlier else ""] if past else []
        rows.append((section.short_title, now, *before, _counts(judgements)))
    columns = [Column(plan.section_word), Column(view.when)]
    columns += [Column(past.when)] if past else []
    caption = f"Each {plan.section_word.lower()} takes the worst rating among its criteria."
    return DataTable(caption, (*columns, Column("Its criteria")), tuple(rows))


def _judgements(view: View, section: Section, entity: str) -> list[Judgement]:
    return [j for c in section.criteria if (j := view.judgement(c.id, entity)) is not None]


def _cell(view: View, section: Section, entity: str, *, counted: bool) -> Cell:
    judgements = _judgements(view, section, entity)
    if not judgements:
        return "trust only" if entity != TRUST else "schools only"
    earlier = [j.previous for j in judgements if j.previous is not None]
    mark = RatingMark(worst(j.rating for j in judgements), worst(earlier) if earlier else None)
    return (mark, _counts(judgements)) if counted else mark


def _counts(judgements: list[Judgement]) -> str:
    """`4 green, 2 amber, 1 red`."""
    ratings = [j.rating for j in judgements]
    parts = [f"{ratings.count(r)} {r.value.lower()}" for r in COLOURS if r in ratings]
    apart = ratings.count(Rating.DOES_NOT_APPLY)
    without = sum(not r.is_colour for r in ratings) - apart
    if without:
        parts.append(f"{without} not judged")
    if apart:
        parts.append(f"{apart} {standing(Rating.DOES_NOT_APPLY, apart)}")
    return ", ".join(parts)


def criteria_grid(view: View) -> list[Display]:
    """A row a criterion, for one school: its rating, the one before, and why. What does not
    apply to the school, and had no colour before, stands below, by the reason."""
    rows: list[tuple[Cell, ...]] = []
    apart: dict[str, list[str]] = {}
    for criterion in view.criteria:
        for judgement in view.judgements(criterion.id):
            if is_apart(judgement):
                apart.setdefault(judgement.reason, []).append(criterion.number)
                continue
            mark = RatingMark(judgement.rating, judgement.previous)
            rows.append((f"{criterion.number} {criterion.text}", mark, judgement.reason))
    columns = (Column("Criterion"), Column("Rating"), Column("Why"))
    note = " ".join(
        f"{join_words(numbers)} {standing(Rating.DOES_NOT_APPLY, len(numbers))}: {inside(why)}"
        for why, numbers in apart.items()
    )
    caption = "Every criterion that the school is judged by"
    return [DataTable(caption, columns, tuple(rows), note, stacks=True)]
