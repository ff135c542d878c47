"""A checklist: every item in place, or which are not."""

from __future__ import annotations

from goldenthread.judgement.case import Case
from goldenthread.judgement.figures import apart, places_beside, says
from goldenthread.judgement.judgement import Comparator, Step, TestResult
from goldenthread.judgement.pooled import figure_of
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.thresholds import colour
from goldenthread.judgement.usable import usable
from goldenthread.judgement.working import difference, exact, outcome, steps_of
from goldenthread.measures.categories import OLDER
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.measures.registry import Measure
from goldenthread.plan import AllItems, Criterion
from goldenthread.wording import join_words, plural, sentence

_MOST_NAMED = 4


def all_items(test: AllItems, criterion: Criterion, entity: str, case: Case) -> TestResult:
    """Green when every item is in place, amber from `amber_from` per cent of them, else red."""
    measure = case.measure(test.measure)
    figure = figure_of(test, criterion, entity, case, test.group)
    rule = rule_in_words(test, criterion, case.plan, case.trust, case.school(entity), case.register)
    known = usable(figure, measure, criterion, case, rule)
    if isinstance(known, TestResult):
        return known
    percent = 100 * known.value if measure.unit == "yes/no" else known.value
    rating = colour(percent, 100.0, test.amber_from)
    missing = items_missing(measure, entity, case) if test.group == ALL else []
    older = [name for name in missing if _is_older(measure, entity, name, case)]
    decimals = apart(measure, known.value, 100.0) if measure.unit == "percent" else 0
    said = says(measure, known.figure, None if decimals <= measure.decimals else decimals)
    places = None
    if measure.unit == "percent":
        edges = (100.0, test.amber_from)
        places = places_beside(
            measure, percent, lambda value: colour(value, 100.0, test.amber_from), *edges
        )
    return TestResult(
        test.measure,
        rule,
        rating,
        sentence(_naming(said, missing, older)),
        known.figure,
        Comparator("every item", 100.0, known.figure.period),
        steps=(
            *steps_of(known.figure, measure, places),
            *([Step("Not in place", join_words(missing), f"{len(missing)}")] if missing else []),
            difference(percent, 100.0),
            bounds_of(test.amber_from, measure),
            outcome(rating, "every item is in place" if not missing else "not every item"),
        ),
        places=places,
    )


def bounds_of(amber_from: float, measure: Measure) -> Step:
    """From what share on it is green and amber; of a yes or no the rule speaks of neither."""
    if measure.unit == "yes/no" and amber_from > 0:
        return Step("Bounds", "green when yes", "otherwise red")
    return Step("Bounds", "green at 100%", f"amber from {exact(amber_from)}%")


def items_missing(measure: Measure, entity: str, case: Case) -> list[str]:
    """The items that are not in place, by the names that the measure's groups give them."""
    items = [
        item
        for item in case.measurements.of(measure.id, entity, period=case.drop.year)
        if item.group != ALL and item.value is not None
    ]
    full = _full(items)
    return [item.group for item in items if float(item.value or 0) < full - 1e-9]


def _full(items: list[Measurement]) -> float:
    """Items are given as 1 and 0, or as percentages of their own parts."""
    return 100.0 if any(float(item.value or 0) > 1 for item in items) else 1.0


def _is_older(measure: Measure, entity: str, item: str, case: Case) -> bool:
    """Whether something is there, from too long ago to count."""
    found = case.figure(measure.id, entity, item)
    return found is not None and bool(found.detail(OLDER))


def _naming(said: str, missing: list[str], older: list[str]) -> str:
    """The sentence with what is missing in its brackets."""
    lacking = {
        "not complete": [name for name in missing if name not in older],
        "older than twelve months": older,
    }
    parts = [f"{how}: {_named(items)}" for how, items in lacking.items() if items]
    if not parts:
        return said
    start = f"{said[:-1]}; " if said.endswith(")") else f"{said} ("
    return f"{start}{'; '.join(parts)})"


def _named(items: list[str]) -> str:
    """The first few. Items have "and" and commas in them."""
    named = items[:_MOST_NAMED] if len(items) > _MOST_NAMED + 1 else items
    rest = len(items) - len(named)
    mark = "; " if any("," in item for item in named) else ", "
    return mark.join([*named, plural(rest, "other")] if rest else named)
