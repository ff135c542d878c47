"""Good by Ofsted's grade, or by what the trust takes for good on a report card."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.ofsted import (
    AREAS,
    CARD_GRADES,
    PUBLICATION,
    SOURCE,
    Found,
    card,
    graded,
    pooled,
)
from goldenthread.measures.registry import Context, measure


@measure(
    "Good by Ofsted’s grade, or by the trust’s choice on a report card",
    unit="yes/no",
    decimals=0,
    better="higher",
    counts="things",
    needs=(SOURCE,),
    publication=PUBLICATION,
    short="Good, or as the trust chose",
)
def ofsted_good_or_chosen(context: Context) -> Iterator[Measurement]:
    """Whether a school is good: by the grade for overall effectiveness where that is the latest, as
    in `ofsted_good`; by the report card where the school has one. Ofsted gives a report card no
    overall grade, so the trust chooses: its setting `report_card_good` names the grade that every
    area has to reach, with safeguarding standards met. Where it has not chosen, a school with a
    report card has no figure. For the trust yes where every school is good.

    Denominator: none; it is a yes or a no.

    Leaves out: schools with neither a grade nor a report card; report cards, until the trust has
    chosen.

    Interval: none; every school is known.
    """
    chosen = str(context.setting("report_card_good", ""))
    for item in pooled(context, "ofsted_good_or_chosen", lambda row: _judged(row, chosen)):
        if item.value is None:
            yield item
            continue
        details = item.details
        if item.entity == TRUST:
            said = f"{item.numerator:.0f} of {item.denominator:.0f} schools are good"
            details = (("Judged", said), *details)
        yield replace(
            item,
            value=float(item.numerator == item.denominator),
            numerator=None,
            denominator=None,
            details=details,
        )


def _judged(row: pd.DataFrame, chosen: str) -> Found:
    """Report cards came after the last overall grades: where there is one, it is the latest."""
    found = card(row)
    if not found.of:
        return _by_grade(graded(row))
    said = dict(found.details)
    order = [grade.casefold() for grade in CARD_GRADES]
    if chosen.casefold() not in order:
        why = (
            "it has a report card, and the trust has not said what counts as good on one "
            f"(setting report_card_good: {', '.join(CARD_GRADES[:-1])})"
        )
        return Found(why=why, details=found.details)
    least = order.index(chosen.casefold())
    areas = [area for area in AREAS.values() if area in said]
    below = [area for area in areas if order.index(said[area].casefold()) > least]
    safe = said.get("Safeguarding standards", "").casefold() == "met"
    where = f"{len(areas) - len(below)} of {len(areas)} areas at {chosen} or above"
    judged = f"its report card has {where}, and safeguarding standards {'' if safe else 'not '}met"
    return Found(int(safe and not below), 1, details=(("Judged", judged), *found.details))


def _by_grade(found: Found) -> Found:
    if not found.of:
        return found
    said = dict(found.details)
    when = f" ({said['Inspected']})" if "Inspected" in said else ""
    return replace(
        found, details=(("Judged", f"Ofsted graded it {said['Grade']}{when}"), *found.details)
    )
