"""Each statistic against a slow, obvious second way to work it out, on random data."""

from __future__ import annotations

import datetime as dt
import math
import random
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goldenthread.calendar import same_day_last_year, term_of
from goldenthread.measures import statistics
from goldenthread.measures.cells import total
from goldenthread.measures.newest import newest
from goldenthread.wording import number, round_half_up

QUICK = settings(max_examples=60, deadline=None)
shares = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
people = st.lists(
    st.integers(1, 5).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))),
    min_size=2,
    max_size=30,
)
days = st.dates(dt.date(2018, 9, 1), dt.date(2027, 8, 31))


@QUICK
@given(st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6)), max_size=40), st.randoms())
def test_a_total_is_the_exact_sum_in_any_order(values: list[float | None], order: random.Random):
    exact = sum((Fraction(v) for v in values if v is not None), Fraction(0))
    assert total(pd.Series(values, dtype="float64")) == float(exact)
    order.shuffle(values)
    assert total(pd.Series(values, dtype="float64")) == float(exact)


@QUICK
@given(shares, shares)
def test_a_change_of_shares_is_that_of_their_own_intervals(now, before):
    """Newcombe's interval is what any two figures' own intervals give, taken of Wilson's."""
    p, q = (100 * part / whole for part, whole in (now, before))
    general = statistics.interval_difference(
        (p, *statistics.wilson(*now)), (q, *statistics.wilson(*before))
    )
    assert statistics.share_difference(now, before) == pytest.approx(general, abs=1e-9)


@QUICK
@given(shares, shares)
def test_a_change_turned_round_has_its_interval_turned_round(now, before):
    low, high = statistics.share_difference(now, before)
    back_low, back_high = statistics.share_difference(before, now)
    assert (low, high) == pytest.approx((-back_high, -back_low), abs=1e-9)


def expected_tail(mean: float, count: int) -> tuple[float, float]:
    """The chance of so few and of so many events, added up one by one."""
    chances = [math.exp(-mean) * mean**k / math.factorial(k) for k in range(count + 1)]
    return math.fsum(chances), 1 - math.fsum(chances[:-1])


@QUICK
@given(st.integers(0, 30), st.integers(40, 2000))
def test_the_interval_of_a_rate_is_where_so_many_become_unlikely(count, heads):
    low, high = (end * heads / 100 for end in statistics.rate_interval(count, count, heads))
    few, _ = expected_tail(high, count)
    assert few == pytest.approx(0.025, abs=1e-9)
    if count:
        _, many = expected_tail(low, count)
        assert many == pytest.approx(0.025, abs=1e-9)
    else:
        assert low == 0


@QUICK
@given(st.lists(st.integers(1, 6), min_size=1, max_size=25), st.integers(200, 900))
def test_events_of_few_pupils_are_less_sure_than_those_of_many(each, heads):
    count, squares = sum(each), sum(x * x for x in each)
    low, high = statistics.rate_interval(count, squares, heads)
    plain_low, plain_high = statistics.rate_interval(count, count, heads)
    assert low <= plain_low + 1e-9
    assert high >= plain_high - 1e-9
    assert low <= 100 * count / heads <= high
    if set(each) == {each[0]}:  # everybody has as many: so many pupils' events, in lumps
        lumps = statistics.rate_interval(len(each), len(each), heads)
        assert (low, high) == pytest.approx([each[0] * end for end in lumps])


def test_poisson_limits_are_the_published_ones():
    """10 events: 4.795 to 18.391 (Garwood 1936)."""
    from scipy.stats import poisson  # here: each process of the tests would load it

    low, high = statistics.rate_interval(10, 10, 100)
    assert (low, high) == pytest.approx((4.795, 18.391), abs=0.001)
    assert poisson.sf(9, low) == pytest.approx(0.025, abs=1e-9)


@QUICK
@given(people)
def test_effective_answers_by_the_variance_of_a_ratio_written_out(answers):
    met, of = zip(*answers, strict=True)
    found = statistics.effective_size(met, of)
    n, whole = len(of), sum(of)
    share = Fraction(sum(met), whole)
    assert n <= found <= whole
    if share in (0, 1):
        assert found == n
        return
    spread = sum((Fraction(m) - share * o) ** 2 for m, o in answers)
    variance = spread * n / (n - 1) / Fraction(whole) ** 2
    telling = share * (1 - share) / variance if variance else Fraction(whole)
    assert found == pytest.approx(float(min(max(telling, n), whole)))


@QUICK
@given(people)
def test_one_answer_each_is_as_telling_as_the_people(answers):
    met = [int(m > 0) for m, _ in answers]
    found = statistics.effective_size(met, [1] * len(met))
    assert found == pytest.approx(len(met))


@QUICK
@given(st.lists(st.floats(-5, 5), min_size=2, max_size=40), st.randoms())
def test_the_interval_of_a_mean_does_not_know_the_order(values, order):
    first = statistics.own_mean_interval(values)
    order.shuffle(values)
    assert statistics.own_mean_interval(values) == first


@QUICK
@given(st.decimals(-9999, 9999, places=6), st.integers(0, 3))
def test_rounding_is_half_up_away_from_zero(value: Decimal, places: int):
    step = Decimal(1).scaleb(-places)
    units, rest = divmod(abs(value), step)
    by_hand = (units + (1 if rest * 2 >= step else 0)) * step
    assert abs(round_half_up(float(value), places)) == by_hand
    assert round_half_up(float(value), places) == value.quantize(step, ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [(0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"), (-2.5, 0, "−3"), (1.005, 2, "1.01"),
     (28.499999999999996, 0, "29"), (28.4999, 0, "28"), (0.25, 1, "0.3"), (99.95, 1, "100.0")],
)  # fmt: skip
def test_what_is_shown_of_halves(value, places, shown):
    assert number(value, places) == shown


@QUICK
@given(days)
def test_the_year_before_ends_on_the_same_day(day: dt.date):
    """Counted back one day at a time until day and month are the same again."""
    step = day - dt.timedelta(days=1)
    wanted = (2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day)
    while (step.month, step.day) != wanted:
        step -= dt.timedelta(days=1)
    if (day.month, day.day) == (2, 29):
        step = dt.date(day.year - 1, 2, 28)
    assert same_day_last_year(day) == step


@QUICK
@given(days)
def test_a_term_never_comes_back_within_a_year(day: dt.date):
    order = ["autumn", "spring", "summer"]
    after = day + dt.timedelta(days=1)
    if (after.month, after.day) != (9, 1):
        assert order.index(term_of(after)) >= order.index(term_of(day))


rows = st.lists(
    st.tuples(st.sampled_from("ab"), st.one_of(st.none(), st.integers(1, 3)), st.integers(0, 9)),
    min_size=1,
    max_size=12,
)


@QUICK
@given(rows, st.randoms())
def test_the_newest_row_is_found_whatever_the_order(table, order):
    def found(table):
        frame = pd.DataFrame(table, columns=["key", "when", "said"])
        frame = frame.assign(when=frame["when"].astype("Float64"))
        kept = newest(frame, ["key"], "when")
        return {row["key"]: (row["when"], row["said"]) for row in kept.to_dict("records")}

    by_hand = {}
    for key, when, said in sorted(table, key=lambda row: (row[1] or 0, str(row[2]))):
        by_hand[key] = (when, said)
    first = found(table)
    assert {k: said for k, (_, said) in first.items()} == {
        k: said for k, (_, said) in by_hand.items()
    }
    order.shuffle(table)
    assert {k: v[1] for k, v in found(table).items()} == {k: v[1] for k, v in first.items()}
