"""Risks before and after controls, overdue, and above what the trust bears."""

from __future__ import annotations

import datetime as dt

import pytest

from goldenthread.measures.measurement import State

AS_OF = dt.date(2022, 4, 8)
DAY = dt.timedelta(days=1)


def risk(reference="R1", inherent=(4, 5), residual=(2, 3), **more):
    row = {"reference": reference, "place": "North", "category": "Finance"}
    row |= dict(zip(("inherent_likelihood", "inherent_impact"), inherent, strict=True))
    row |= dict(zip(("residual_likelihood", "residual_impact"), residual, strict=True))
    return row | {"reviewed": None, "review_due": AS_OF + DAY} | more


def test_risk_before_and_after_controls(measured):
    rows = [risk("R1"), risk("R2", (5, 5), (5, 5)), risk("R3", (None, 5), (1, 1))]
    before = measured("inherent_risk", risks=rows)
    assert before.one("inherent_risk", "100001").value == 22.5
    assert before.one("inherent_risk", "100001", "R2").value == 25
    assert before.one("inherent_risk", "100001", "R3") is None
    after = measured("risk_score", risks=rows)
    assert after.one("risk_score", "100001").value == pytest.approx(32 / 3)


def test_overdue_reviews_are_counted_and_named_by_their_reference(measured):
    rows = [
        risk("R1"),
        risk("R2", review_due=AS_OF),
        risk("R3", review_due=AS_OF - 30 * DAY),
        risk("R4", review_due=AS_OF - 30 * DAY, reviewed=AS_OF - DAY),
        risk("R5", review_due=None),
    ]
    one = measured("risks_overdue", risks=rows).one("risks_overdue", "100001")
    assert (one.value, one.n, one.note) == (2, 4, "overdue: R2 and R3")
    assert one.detail("Longest overdue") == "30 days"
    assert (one.coverage.covered, one.coverage.expected) == (4, 5)
    none = measured("risks_overdue", risks=[risk("R1")]).one("risks_overdue", "100001")
    assert (none.value, none.note) == (0, "none is overdue")


@pytest.mark.parametrize(
    ("appetite", "above", "n"),
    [
        (6, 0, 2),
        (5, 1, 2),
        ({"Finance": 5, "other": 12}, 1, 2),
        ({"finance": 5}, 1, 1),
        ({"other": 12}, 0, 2),
        (0, 2, 2),
    ],
)
def test_risks_above_the_appetite(measured, appetite, above, n):
    rows = [risk("R1"), risk("R2", residual=(3, 2), category="Safeguarding")]
    rows[1]["residual_likelihood"] = 1  # a score of 2
    found = measured("risks_over_appetite", settings={"risk_appetite": appetite}, risks=rows)
    one = found.one("risks_over_appetite", "100001")
    assert (one.value, one.n) == (above, n)


def test_without_an_appetite_there_is_no_figure(measured):
    one = measured("risks_over_appetite", risks=[risk()]).one("risks_over_appetite", "100001")
    assert one.state is State.NO_DATA
    assert "risk_appetite" in one.note
