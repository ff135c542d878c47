"""What is wrong in a few words: from the deciding test, and never more than it says."""

from __future__ import annotations

import pytest

from goldenthread.judgement import judgement as made
from goldenthread.judgement.judgement import Comparator, Judgement
from goldenthread.judgement.phrases import PHRASES
from goldenthread.judgement.rating import Rating
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.report.finding import finding
from goldenthread.report.finding_phrases import BALANCES, LACKING, SUBJECTS
from goldenthread.view import View

SOUTH = "100002"
LAST_YEAR = "At the same point in 2020/21"


def red(measure, value, beside, *, entity=SOUTH, top=None, bottom=None):
    m = Measurement(measure, entity, "2021/22", value, numerator=top, denominator=bottom)
    test = made.TestResult(measure, "rule", Rating.RED, "So it is.", m, beside)
    return Judgement("O", "C", entity, Rating.RED, "So it is.", "rule", (test,))


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (
            red("suspension_rate", 18.66, Comparator(LAST_YEAR, 9.3), top=128, bottom=686),
            "Suspensions have doubled at South: 18.7 per 100 pupils, "
            "from 9.3 last year, when schools were closed for a time",
        ),
        (
            red("suspension_rate", 1.0, Comparator(LAST_YEAR, 0.5), top=2, bottom=200),
            "Suspensions have risen at South: 1.00 per 100 pupils, "
            "from 0.50 last year, when schools were closed for a time",
        ),
        (
            red("staff_wellbeing", 30.4, Comparator("In spring 2022", 40.8)),
            "The share of staff answers that are favourable on wellbeing has fallen at South: "
            "30.4%, from 40.8% in spring 2022",
        ),
        (
            red("attainment_8", 43.91, Comparator("Average Attainment 8", 48.8, area="England")),
            "Attainment 8 is below the national figure at South: 43.9 against 48.8",
        ),
        (
            red("seats_filled", 90, Comparator("the plan’s target", 100.0), top=9, bottom=10),
            "1 of 10 seats is vacant at South",
        ),
        (
            red("pshe_in_place", 0.0, Comparator("every item", 100.0), top=0, bottom=5),
            "All 5 year groups lack their full provision for PSHE at South",
        ),
        (
            red("progress_8", -0.29, Comparator("the trust’s target", 0.0), entity=TRUST),
            "Progress 8 is below target: −0.29 against 0.00",
        ),
        (
            red("first_preferences_above_pan", -32.0, Comparator("the plan’s target", 1.0)),
            "32 fewer first preferences than places at South: target 1 more",
        ),
        (
            red("first_preferences_above_pan", 0.0, Comparator("the plan’s target", 1.0)),
            "As many first preferences as places at South: target 1 more",
        ),
        (
            red("audit_opinion_clean", 0.0, Comparator("the trust’s target", 1.0), entity=TRUST),
            "The audit was not completed without qualification and on time",
        ),
    ],
)
def test_a_red_test_is_said_in_a_few_words(judged, given, text):
    found = finding(View(judged), [given])
    assert found is not None
    assert found.text == text


def test_a_report_on_one_school_does_not_name_it_again(judged):
    view = View(judged, judged.trust.school(SOUTH))
    given = red("progress_8", -0.29, Comparator("the school’s target", 0.0))
    assert finding(view, [given]).brief == "Progress 8 is below target"


@pytest.mark.parametrize(
    "given",
    [
        red("milestone", 0.0, None),
        red("network_meetings_held", None, Comparator("the trust’s target", 90.0)),
        red("suspension_rate", 9.3, Comparator(LAST_YEAR, 9.3), top=64, bottom=686),
    ],
)
def test_where_no_few_words_would_be_true_there_is_no_finding(judged, given):
    assert finding(View(judged), [given]) is None


def test_schools_that_fail_in_ways_of_their_own_share_no_finding(judged):
    target = Comparator("the trust’s target", 0.0)
    both = [red("progress_8", -0.3, target), red("progress_8", -0.2, target, entity="100001")]
    assert finding(View(judged), both) is None


def test_every_measure_that_is_spoken_of_exists():
    assert {*BALANCES, *LACKING, *SUBJECTS, *PHRASES} <= set(all_measures())
