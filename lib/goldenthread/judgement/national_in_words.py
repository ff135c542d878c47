"""What is said of a figure beside a national one, and why its rating follows."""

from __future__ import annotations

from goldenthread.judgement.figures import apart, bare, says, shown
from goldenthread.judgement.judgement import Comparator
from goldenthread.judgement.national_figure import lead
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.thresholds import Tolerance
from goldenthread.judgement.usable import Known
from goldenthread.judgement.working import exact
from goldenthread.measures.registry import Measure
from goldenthread.plan import AgainstNational
from goldenthread.wording import in_unit

_CLEARLY = "clearly better: the whole interval is beyond the national figure"
_WHY_ABOVE = {
    (False, Rating.GREEN): "better than the national figure",
    (False, Rating.AMBER): "not better than the national figure, within the tolerance for amber",
    (False, Rating.RED): "short of the national figure by more than the tolerance",
    (True, Rating.GREEN): _CLEARLY,
    (True, Rating.AMBER): "not clearly better: the interval takes in the national figure",
    (True, Rating.RED): "short of the national figure by more than the tolerance",
}


def clause(
    test: AgainstNational,
    known: Known,
    measure: Measure,
    national: Comparator,
    tolerance: Tolerance,
    rating: Rating,
    places: int | None,
) -> str:
    """`Attainment 8 is 43.9, 4.9 points below the national figure of 48.8 for 2021/22 ...`"""
    figure, value, other = known.figure, known.value, float(national.value or 0)
    decimals = max(apart(measure, value, other), places or 0)
    extra = None if decimals == measure.decimals else decimals
    said = says(measure, figure, extra)
    against = f"{_whose(national)} of {bare(other, measure, decimals)} for {national.period}"
    if abs(value - other) < 1e-9:
        return f"{said}, equal to {against}{_not_above(test)}"
    gap = gap_in_words(value, other, measure, decimals)
    chance = ""
    if figure.low is not None and figure.high is not None and figure.low <= other <= figure.high:
        chance = ", though its 95% interval includes that figure"
    if lead(value, other, measure) > 0:
        return f"{said}, {gap} {against}{chance}"
    if rating is Rating.GREEN:
        return f"{said}, in line with {against} ({gap} it)"
    limit = _limit(tolerance, measure, decimals)
    return f"{said}, {gap} {against}{limit}{chance}"


def gap_in_words(value: float, other: float, measure: Measure, decimals: int) -> str:
    """`2.1 percentage points below`, `0.24 above`."""
    size = abs(value - other)
    unit = "percentage points" if measure.unit == "percent" else measure.unit
    unit = "" if unit in ("score", "per 100") else unit
    text = in_unit(size, unit, decimals).strip()
    return f"{text} {'below' if value < other else 'above'}"


def _not_above(test: AgainstNational) -> str:
    return ", which is not above it" if test.above or test.significantly else ""


def _limit(tolerance: Tolerance, measure: Measure, decimals: int) -> str:
    if tolerance.in_line <= 0:
        return ""
    places = max(decimals, 0 if float(tolerance.in_line).is_integer() else 1)
    limit = shown(tolerance.in_line, measure, places).lstrip("+") if measure.unit == "score" else ""
    return f" (up to {limit or exact(tolerance.in_line)} counts as in line)"


def _whose(national: Comparator) -> str:
    if national.name.startswith("England, from"):
        return "England’s figure in the same file"
    area = "national" if national.area == "England" else national.area
    return f"the {area} figure"


def described(national: Comparator) -> str:
    """Its name, year, basis, status and publication, for the working."""
    parts = (national.name, national.period, national.basis, national.status, national.publication)
    return ", ".join(part for part in parts if part)


def amber_within(tolerance: Tolerance) -> str:
    return f"amber within {exact(tolerance.in_line + tolerance.amber)}"


def why(test: AgainstNational, rating: Rating) -> str:
    """Why the rating follows from the two figures and the tolerance."""
    if test.above or test.significantly:
        return _WHY_ABOVE[test.significantly, rating]
    return {
        Rating.GREEN: "in line with the national figure or better",
        Rating.AMBER: "short of being in line, within the tolerance for amber",
    }.get(rating, "short of the national figure by more than the tolerance")
