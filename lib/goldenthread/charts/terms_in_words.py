"""What a chart by term says: figures, title, caption, and the words for who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.measures.measurement import Measurement
from goldenthread.national_figures import National, adds_up
from goldenthread.trust import School
from goldenthread.view import View
from goldenthread.wording import join_words

TERMS = ("Autumn", "Spring", "Summer")
Line = tuple[float | None, ...]


@dataclass(frozen=True)
class Panel:
    """One school: its terms this year and last, and the year to date this year and last."""

    school: School
    this: Line
    last: Line
    year: float | None
    year_before: float | None


def panel_of(view: View, measure: str, school: School) -> Panel:
    this = tuple(_value(view.one(measure, school.urn, term)) for term in TERMS)
    last = tuple(_value(view.last_year(measure, school.urn, term)) for term in TERMS)
    year, before_it = view.one(measure, school.urn), view.last_year(measure, school.urn)
    return Panel(school, this, last, _value(year), _value(before_it))


def _value(m: Measurement | None) -> float | None:
    return m.value if m is not None else None


def title_of(view: View, measure: str, panels: Sequence[Panel], year: National | None) -> str:
    """The year to date, like beside like: `Overall absence this year: Moreton 9.8%; England 9.0%`.

    Without a figure for the year to date it is the latest term."""
    known = view.measure(measure)
    if any(panel.year is None for panel in panels):
        return _latest_term(view, measure, panels)
    parts = []
    for panel in panels:
        words = f"{panel.school.short_name} {view.value(known, panel.year)}"
        parts.append(words + _moved(view, measure, panel.year, panel.year_before))
    mark = "; " if any("," in part for part in parts) else ", "
    when = "this year" if view.national_figures.year_is_over else "so far this year"
    title = f"{known.title} {when}: {mark.join(parts)}"
    if year is None:
        return title
    whose = (
        year.area
        if view.national_figures.year_is_over or adds_up(view.measure(measure))
        else f"{year.area}’s whole year"
    )
    past = "" if year.period == view.drop.year else f" in {year.period}"
    return f"{title}; {whose}{past} {view.value(known, year.value)}"


def _moved(view: View, measure: str, value: float | None, earlier: float | None) -> str:
    if value is None or earlier is None:
        return ""
    then = view.value(view.measure(measure), earlier)
    if then == view.value(view.measure(measure), value):
        return ", as a year before"
    return f", {'up' if value > earlier else 'down'} from {then}"


def _latest_term(view: View, measure: str, panels: Sequence[Panel]) -> str:
    known, figures, latest = view.measure(measure), [], 0
    for panel in panels:
        latest = max(x for x, value in enumerate(panel.this) if value is not None)
        figures.append(f"{panel.school.short_name} {view.value(known, panel.this[latest])}")
    return f"{known.title} in the {TERMS[latest].lower()} term: {join_words(figures)}"


def caption_of(
    view: View,
    measure: str,
    panels: Sequence[Panel],
    terms: Sequence[National | None],
    year: National | None,
) -> str:
    known, total = view.measure(measure), adds_up(view.measure(measure))
    parts = ["Blue: this year."]
    if any(value is not None for panel in panels for value in (*panel.last, panel.year_before)):
        parts.append("Open marks: the same time last year.")
        if view.closed_last_year:
            parts.append("Last year schools were closed to most pupils for part of the time.")
    if total:
        parts.append("The terms add up to the year.")
    named = next((nation for nation in terms if nation), None)
    if named:
        parts.append(f"Black line at a term: {named.label}.")
    whole = view.national_figures.whole_year(known)
    if year and not total:
        value = view.value(known, year.value)
        parts.append(f"Broken line: {year.label}, the figure of the whole year, {value}.")
    elif year and view.national_figures.year_is_over:
        value = view.value(known, year.value)
        parts.append(f"Black line: {year.label}, the figure of the whole year, {value}.")
    elif total and whole:
        parts.append(f"{whole.area}’s figures are for whole years, so the year so far has none.")
    return " ".join(parts)


def in_words(view: View, measure: str, panel: Panel) -> str:
    known = view.measure(measure)
    given = [*zip(TERMS, panel.this, panel.last, strict=True)]
    given.append(
        (
            "Whole year" if view.national_figures.year_is_over else "Year so far",
            panel.year,
            panel.year_before,
        )
    )
    parts = [
        f"{name.lower()} {view.value(known, value)}"
        + (f" (last year {view.value(known, earlier)})" if earlier is not None else "")
        for name, value, earlier in given
        if value is not None
    ]
    return f"{panel.school.name}: {', '.join(parts)}"
