"""A measurement said in words: `21 of 23 seats are filled (91.3%)`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.phrases import OF_A_GROUP, OF_NOTHING, OF_ONE, PHRASES, Phrase
from goldenthread.measures.measurement import ALL, Measurement
from goldenthread.measures.registry import Measure
from goldenthread.wording import in_unit, number, round_half_up

_PEOPLE = {
    "pupils": ("1 pupil", "{} pupils"),
    "staff": ("1 member of staff", "{} staff"),
    "pupil answers": ("1 pupil answered", "{} pupils answered"),
    "staff answers": ("1 member of staff answered", "{} staff answered"),
    "parent answers": ("1 parent answered", "{} parents answered"),
    "people": ("1 person", "{} people"),
}
_VERBS = {
    True: {"are": "is", "have": "has", "were": "was"},
    False: {"are": "are", "have": "have", "were": "were"},
}
_MOST_DECIMALS = 3  # beyond the measure's own, to tell two figures apart


def shown(value: float | None, measure: Measure, decimals: int | None = None) -> str:
    """The value in the measure's unit."""
    return in_unit(value, measure.unit, measure.decimals if decimals is None else decimals)


def apart(measure: Measure, value: float, *others: float) -> int:
    """As many decimals as show `value` on the right side of each of the others.

    45.96 misses a target of 46.0, but both are 46.0 with one decimal; so one more is shown.
    """
    for decimals in range(measure.decimals, measure.decimals + _MOST_DECIMALS + 1):
        if all(_differ(value, other, decimals) for other in others):
            return decimals
    return measure.decimals


def places_beside(
    measure: Measure, value: float, rated: Callable[[float], object], *others: float
) -> int | None:
    """The decimals that a figure is shown with beside its rating and the `others` that it is judged
    by; None where the measure's own do.

    93.965 is red below 94, and 94.0 would be amber: it is shown as 93.97. `rated` gives the rating
    of a value.
    """
    rounded = float(round_half_up(value, measure.decimals))
    if rated(rounded) == rated(value):
        return None
    decimals = apart(measure, value, *others)
    return decimals if decimals > measure.decimals else None


def _differ(a: float, b: float, decimals: int) -> bool:
    return abs(a - b) < 1e-9 or round_half_up(a, decimals) != round_half_up(b, decimals)


def says(measure: Measure, figure: Measurement, decimals: int | None = None) -> str:
    """The figure as the start of a sentence, with count, interval and number of people.

    A group's figure begins with whose it is.
    """
    group = inside(figure.group).replace(" · ", ", ")
    if figure.n == 0 and measure.id in OF_NOTHING:
        return OF_NOTHING[measure.id]
    own = _of_group(measure, figure)
    whose = "" if own or figure.group == ALL else f"for {group}, "
    value = shown(figure.value, measure, decimals)
    phrase = own or PHRASES.get(measure.id, f"{inside(measure.title)}: {{value}}")
    details = defaultdict(str, figure.details)
    if isinstance(phrase, tuple):
        said = phrase[0] if (figure.value or 0) >= 0.5 else phrase[1]
        return whose + said.format(details=details, group=group)
    count = _count(figure) if "{of}" in phrase and measure.unit == "percent" else ""
    brackets = []
    if count:
        whole = figure.numerator in (0, figure.denominator)
        brackets += [] if whole and decimals is None else [value]
    brackets += _evidence(measure, figure, decimals, counted=bool(count))
    text = phrase.format(
        of=count or f"{value} of",
        value=value,
        number=number(figure.value, measure.decimals if decimals is None else decimals),
        over=_over(figure),
        details=details,
        group=group,
        name=figure.group.replace(" · ", ", "),
        **_VERBS[(figure.value if measure.unit == "count" else figure.numerator) == 1],
    )
    return whose + (f"{text} ({', '.join(brackets)})" if brackets else text)


def whether(measure: Measure, figure: Measurement) -> bool:
    """Whether `says` answers yes or no, and so has no number to set beside a target."""
    return isinstance(_of_group(measure, figure) or PHRASES.get(measure.id), tuple)


def _of_group(measure: Measure, figure: Measurement) -> Phrase | None:
    """What is said of a group by name; None where "for the group, ..." does."""
    if figure.group == ALL:
        return None
    one = OF_ONE.get(measure.id) if figure.denominator == 1 else None
    return one or OF_A_GROUP.get(measure.id)


def _over(figure: Measurement) -> str:
    """` from 5 November 2020 to 4 November 2021`: a November figure is an old one by the summer."""
    first, last = figure.detail("In post on"), figure.detail("Still in post on")
    return f" from {first} to {last}" if first and last else ""


def _count(figure: Measurement) -> str:
    """`21 of 23`, `all 12`, `both`, `none of the 12`; "" where one of the two is not known."""
    top, bottom = figure.numerator, figure.denominator
    if top is None or not bottom:
        return ""
    decimals = 0 if float(top).is_integer() and float(bottom).is_integer() else 1
    whole = number(bottom, decimals)
    if bottom > 1 and top == bottom:
        return "both" if bottom == 2 else f"all {whole}"
    return (
        f"none of the {whole}" if top == 0 and bottom > 1 else f"{number(top, decimals)} of {whole}"
    )


def _evidence(
    measure: Measure, figure: Measurement, decimals: int | None, *, counted: bool
) -> list[str]:
    """Interval and number of people, where the figure is a statistic of people."""
    parts = []
    if figure.low is not None and figure.high is not None and measure.counts != "things":
        places = measure.decimals if decimals is None else decimals
        low, high = (bare(v, measure, places) for v in (figure.low, figure.high))
        parts.append(f"95% interval {low} to {high}")
    said_already = counted and figure.n == figure.denominator
    if measure.counts in _PEOPLE and figure.n is not None and not said_already:
        one, many = _PEOPLE[measure.counts]
        parts.append(one if figure.n == 1 else many.format(number(figure.n)))
    return parts


def bare(value: float, measure: Measure, decimals: int) -> str:
    """As `shown`, but a unit that is a word is left out: for the ends of an interval."""
    text = shown(value, measure, decimals)
    return text if measure.unit in ("percent", "score", "pounds") else number(value, decimals)


def bound(value: float, measure: Measure, decimals: int | None = None) -> str:
    """A threshold as people say it: 90%, not 90.0%; a measured 90.0% keeps its decimal."""
    places = measure.decimals if decimals is None else decimals
    if measure.unit == "percent" and float(value).is_integer():
        return bare(value, measure, 0)
    return bare(value, measure, places)
