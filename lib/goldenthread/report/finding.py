"""What is wrong, in a few words: `Suspensions have doubled at Moreton: 18.7 per 100 pupils ...`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.judgement.figures import bound as bound_in_words
from goldenthread.judgement.judgement import Comparator, Judgement, TestResult
from goldenthread.judgement.phrases import PHRASES
from goldenthread.judgement.rating import Rating
from goldenthread.judgement.verdict import deciding
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.registry import Measure
from goldenthread.report.finding_phrases import BALANCES, LACKING, SUBJECTS
from goldenthread.view import View
from goldenthread.wording import in_unit, number, without_capital

_FEW = 10  # events; with fewer on either side nothing is said to have doubled or halved


@dataclass(frozen=True, slots=True)
class Finding:
    """`clause` is a whole sentence by itself, without a full stop."""

    clause: str
    place: str = ""
    figures: str = ""

    @property
    def brief(self) -> str:
        """Without the figures."""
        return f"{self.clause} at {self.place}" if self.place else self.clause

    @property
    def text(self) -> str:
        return f"{self.brief}: {self.figures}" if self.figures else self.brief


def finding(view: View, judgements: Sequence[Judgement]) -> Finding | None:
    """What the test that decides the red judgements of one criterion found.

    None where it cannot be said in a few words: the criterion's own text then stands.
    """
    trust = next((j for j in judgements if j.entity == TRUST), None)
    found = [_deciding(j) for j in ([trust] if trust else judgements)]
    if len(found) != 1 or found[0] is None:
        return None
    test = found[0]
    m = test.measurement
    if m is None or m.value is None or not test.measure:
        return None
    said = _said(view, test, m, m.value)
    if said is None:
        return None
    named = view.whole and m.entity != TRUST
    return Finding(said[0], view.name(m.entity, short=True) if named else "", said[1])


def _deciding(judgement: Judgement) -> TestResult | None:
    """The red test that the reason speaks of too; none where several schools have one."""
    red = [test for test in judgement.tests if test.rating is Rating.RED and test.decides]
    places = {test.measurement.entity for test in red if test.measurement is not None}
    return deciding(Rating.RED, red, all_measures()) if red and len(places) <= 1 else None


def _said(view: View, test: TestResult, m: Measurement, value: float) -> tuple[str, str] | None:
    """The clause and its figures."""
    measure, beside = view.measure(test.measure), test.comparator
    phrase = PHRASES.get(measure.id)
    if isinstance(phrase, tuple):
        return phrase[1][:1].upper() + phrase[1][1:], ""
    if beside is None or beside.value is None:
        return None
    if beside.name.startswith(("At ", "In ")):
        return _moved(view, measure, m, value, beside)
    if beside.area:
        against = "the national figure" if beside.area == "England" else f"{beside.area}’s figure"
        return _short_of(view, test, value, beside.value, against)
    return _lacking(measure, m) or _short_of(view, test, value, beside.value, "target")


def _lacking(measure: Measure, m: Measurement) -> tuple[str, str] | None:
    """`4 of 10 audit actions that fell due are still open`."""
    top, total = m.numerator, m.denominator
    if measure.id not in LACKING or top is None or not total:
        return None
    if not (float(top).is_integer() and float(total).is_integer()) or top >= total:
        return None
    noun, one, several = LACKING[measure.id]
    count = total - top
    every = count == total > 1
    share = f"All {number(total)}" if every else f"{number(count)} of {number(total)}"
    return f"{share} {noun} {one if count == 1 else several}", ""


def _short_of(
    view: View, test: TestResult, value: float, bound: float, what: str
) -> tuple[str, str] | None:
    """`Progress 8 is below target`, `−0.29 against 0.00`."""
    measure = view.measure(test.measure)
    if measure.id in BALANCES and value != bound:
        return _balance(*BALANCES[measure.id], value), f"{what} {number(bound)} more"
    if measure.id not in SUBJECTS or value == bound:
        return None
    subject, several = SUBJECTS[measure.id]
    side = "below" if value < bound else "above"
    against = bound_in_words(bound, measure, test.places)
    figures = f"{view.value(measure, value, test)} against {against}"
    return f"{subject} {'are' if several else 'is'} {side} {what}", figures


def _balance(these: str, those: str, value: float) -> str:
    """`32 fewer first preferences than places`."""
    if not value:
        return f"As many {these} as {those}"
    return f"{number(abs(value))} {'more' if value > 0 else 'fewer'} {these} than {those}"


def _moved(
    view: View, measure: Measure, m: Measurement, value: float, before: Comparator
) -> tuple[str, str] | None:
    """`Suspensions have doubled`, `18.7 per 100 pupils, from 9.3 a year before`."""
    earlier = before.value
    if measure.id not in SUBJECTS or earlier is None or value == earlier:
        return None
    subject, several = SUBJECTS[measure.id]
    verb = "have" if several else "has"
    places = min(measure.decimals, 1) if min(value, earlier) >= 1 else measure.decimals
    unit = "per 100 pupils" if measure.unit == "per 100" else measure.unit
    now, then = in_unit(value, unit, places), number(earlier, places)
    then += "%" if measure.unit == "percent" else ""
    when = without_capital(before.name)
    if before.name.startswith("At the same point"):
        shut = measure.counts == "pupils" and view.closed_last_year
        when = (
            "last year, when schools were closed for a time"
            if shut
            else "at the same point last year"
        )
    return f"{subject} {verb} {_way(measure, m, value, earlier)}", f"{now}, from {then} {when}"


def _way(measure: Measure, m: Measurement, value: float, earlier: float) -> str:
    """Doubled or halved only where there are events enough to say so."""
    events = min(m.numerator or 0, (m.numerator or 0) * earlier / value if value else 0)
    if measure.unit == "per 100" and events >= _FEW:
        for times, word in ((3, "tripled"), (2, "doubled")):
            if value / earlier >= times * 0.99:
                return word if value / earlier < times * 1.025 else f"more than {word}"
        if value / earlier <= 0.5:
            return "fallen by half or more"
    return "risen" if value > earlier else "fallen"
