"""A value against a national figure of the same year."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.judgement.case import Case
from goldenthread.judgement.figures import apart, bare, places_beside, says, shown
from goldenthread.judgement.in_sentences import inside
from goldenthread.judgement.judgement import Comparator, Step, TestResult
from goldenthread.judgement.pooled import figure_of
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.rules_in_words import rule_in_words
from goldenthread.judgement.scope import schools_judged
from goldenthread.judgement.thresholds import Tolerance, colour, tolerance_of
from goldenthread.judgement.usable import Known, usable, without_colour
from goldenthread.judgement.working import difference, exact, outcome, steps_of
from goldenthread.measures.measurement import ENGLAND, Measurement
from goldenthread.measures.registry import Measure
from goldenthread.plan import AgainstNational, Criterion
from goldenthread.trust import Phase
from goldenthread.wording import in_unit, join_words, round_half_up, sentence

_NOISE = 1e-9  # what two figures that are equal on paper may differ by
_CLEARLY = "clearly better: the whole interval is beyond the national figure"
_WHY_ABOVE = {
    (False, Rating.GREEN): "better than the national figure",
    (False, Rating.AMBER): "not better than the national figure, within the tolerance for amber",
    (False, Rating.RED): "short of the national figure by more than the tolerance",
    (True, Rating.GREEN): _CLEARLY,
    (True, Rating.AMBER): "not clearly better: the interval takes in the national figure",
    (True, Rating.RED): "short of the national figure by more than the tolerance",
}


def against_national(
    test: AgainstNational, criterion: Criterion, entity: str, case: Case
) -> TestResult:
    """Green when in line with or better than the national figure, amber a little short of that."""
    measure = case.measure(test.measure)
    figure = figure_of(test, criterion, entity, case, test.group)
    school = case.school(entity)
    rule = rule_in_words(test, criterion, case.plan, case.trust, school, case.register)
    known = usable(figure, measure, criterion, case, rule)
    if isinstance(known, TestResult):
        return known
    national = comparator_for(test, criterion, known.figure, case)
    if national.value is None:
        return without_colour(Rating.NOT_MEASURABLE, national.basis, measure, rule, figure)
    if test.significantly and nearer_end(known.figure, measure) is None:
        text = f"{inside(measure.title)} has no 95% interval, so nobody can tell what is chance"
        return without_colour(Rating.NO_DATA, text, measure, rule, figure)
    tolerance = tolerance_of(test, criterion, case.trust)
    if tolerance is None:
        title = inside(measure.title)
        text = f"the trust has not said how close {title} must be to the national figure"
        return without_colour(Rating.TARGET_NOT_SET, text, measure, rule, figure)
    rating = _rating(test, known, national.value, measure, tolerance)
    places = _places(test, known, national.value, measure, tolerance)
    return TestResult(
        test.measure,
        rule,
        rating,
        sentence(_clause(test, known, measure, national, tolerance, rating, places)),
        known.figure,
        national,
        steps=(
            *steps_of(known.figure, measure, places),
            Step("National figure", _described(national), exact(national.value)),
            difference(known.value, national.value),
            Step("Tolerance", f"in line within {exact(tolerance.in_line)}", _amber(tolerance)),
            *_strictness(test, known, national.value, measure),
            outcome(rating, _why(test, rating)),
        ),
        places=places,
    )


def _rating(
    test: AgainstNational, known: Known, national: float, measure: Measure, tolerance: Tolerance
) -> Rating:
    """In line is green, but amber where the plan asks for better than that."""
    lead = _lead(known.value, national, measure)
    rating = colour(lead, -tolerance.in_line, -tolerance.in_line - tolerance.amber)
    nearer = nearer_end(known.figure, measure) if test.significantly else known.value
    beyond = nearer is not None and _lead(nearer, national, measure) > _NOISE
    if (test.above or test.significantly) and rating is Rating.GREEN and not beyond:
        return Rating.AMBER
    return rating


def _places(
    test: AgainstNational, known: Known, national: float, measure: Measure, tolerance: Tolerance
) -> int | None:
    """Of the figure beside the national one, both of which a table rounds."""

    def rated(value: float) -> Rating:
        beside = national
        if value != known.value:
            beside = float(round_half_up(national, measure.decimals))
        return _rating(test, replace(known, value=value), beside, measure, tolerance)

    sides = {"higher": (-1,), "lower": (1,)}.get(measure.better, (-1, 1))
    edges = (tolerance.in_line, tolerance.in_line + tolerance.amber)
    around = [national + side * edge for side in sides for edge in edges]
    return places_beside(measure, known.value, rated, national, *around)


def nearer_end(figure: Measurement, measure: Measure) -> float | None:
    """The end of the 95% interval that has to be beyond a figure for it to be clearly beaten."""
    return figure.high if measure.better == "lower" else figure.low


def comparator_for(
    test: AgainstNational, criterion: Criterion, figure: Measurement, case: Case
) -> Comparator:
    """England in the drop's own file, else the benchmark. Without a value `basis` says why."""
    england = case.measurements.of(test.measure, ENGLAND, group=test.group, period=figure.period)
    for own in england:
        if own.value is not None:
            said = own.detail("Status") or case.drop.data_status
            return Comparator(
                "England, from the same file",
                own.value,
                own.period,
                "England",
                own.note or own.detail("Basis"),
                "provisional" if "provisional" in said.casefold() else inside(said),
                case.measure(test.measure).publication,
                published_in(own),
            )
    phases = {school.phase for school in schools_judged(test, criterion, case)}
    name = benchmark_id(test.benchmark, case, figure.entity, phases)
    if not name:
        why = "the trust’s schools are of several phases, so no one national figure fits them all"
        return Comparator("", None, figure.period, basis=why)
    return _published(name, figure.period, case)


def _published(name: str, year: str, case: Case) -> Comparator:
    benchmark = case.benchmarks.get(name)
    published = benchmark.figure(year)
    if published is None or published.value is None:
        why = inside(published.why).removesuffix(".") if published is not None else ""
        text = f"no national figure for {year} was published"
        return Comparator(
            benchmark.title, None, year, benchmark.area, f"{text}: {why}" if why else text
        )
    return Comparator(
        benchmark.title,
        published.value,
        year,
        benchmark.area,
        benchmark.basis,
        published.status,
        benchmark.publication,
        published.source or benchmark.source,
    )


def published_in(figure: Measurement) -> str:
    """Who published a figure that a drop holds, and the file: "" where that is not told."""
    files = join_words(list(dict.fromkeys(row.file for row in figure.rows)))
    return ", ".join(part for part in (figure.detail("Published by"), files) if part)


def benchmark_id(name: str, case: Case, entity: str, judged: set[Phase]) -> str:
    """The benchmark's id with `{phase}` filled in; "" where several phases are pooled."""
    if "{phase}" not in name:
        return name
    school = case.school(entity)
    phases = set(judged) if school is None else {school.phase}
    return name.replace("{phase}", phases.pop()) if len(phases) == 1 else ""


def _lead(value: float, national: float, measure: Measure) -> float:
    """How far the value is on the good side of the national figure."""
    gap = value - national
    if measure.better == "neither":
        return -abs(gap)
    return -gap if measure.better == "lower" else gap


def _clause(
    test: AgainstNational,
    known: Known,
    measure: Measure,
    national: Comparator,
    tolerance: Tolerance,
    rating: Rating,
    places: int | None,
) -> str:
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
    if _lead(value, other, measure) > 0:
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


def _strictness(
    test: AgainstNational, known: Known, national: float, measure: Measure
) -> tuple[Step, ...]:
    """The step that only a plan has which asks for more than in line."""
    nearer = nearer_end(known.figure, measure)
    if test.significantly and nearer is not None:
        return (Step("Nearer end of the interval", exact(nearer), exact(nearer - national)),)
    return (Step("Wanted", "better than the national figure", ""),) if test.above else ()


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


def _described(national: Comparator) -> str:
    parts = (national.name, national.period, national.basis, national.status, national.publication)
    return ", ".join(part for part in parts if part)


def _amber(tolerance: Tolerance) -> str:
    return f"amber within {exact(tolerance.in_line + tolerance.amber)}"


def _why(test: AgainstNational, rating: Rating) -> str:
    if test.above or test.significantly:
        return _WHY_ABOVE[test.significantly, rating]
    return {
        Rating.GREEN: "in line with the national figure or better",
        Rating.AMBER: "short of being in line, within the tolerance for amber",
    }.get(rating, "short of the national figure by more than the tolerance")
