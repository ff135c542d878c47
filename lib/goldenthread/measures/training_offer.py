"""The training that a trust has published: by area, and by group of staff."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from goldenthread.measures.cells import by, folded, text
from goldenthread.measures.matching import listed, words_in
from goldenthread.measures.measurement import TRUST, Measurement
from goldenthread.measures.registry import Context, measure
from goldenthread.measures.shares import Extras, share
from goldenthread.wording import join_words


def _published(context: Context) -> pd.DataFrame:
    offer = context.frame("cpd_offer")
    return offer[by(offer, "published", context.drop.as_of)]


def _offer_checklist(
    context: Context, name: str, wanted: list[str], column: str, setting: str
) -> Iterator[Measurement]:
    offer = _published(context)
    cells = text(offer, column).map(folded)
    rows = {item: offer[[_is_for(cell, item, column) for cell in cells]] for item in wanted}
    missing = [item for item in wanted if rows[item].empty]
    note = f"nothing published for: {join_words(missing)}" if missing else "all are covered"
    empty = f"the trust's settings list none ({setting})"
    met, of = len(wanted) - len(missing), len(wanted)
    yield share(context, name, TRUST, met, of, offer, Extras(note=note, empty=empty), n=of)
    for item, used in rows.items():
        yield share(context, name, TRUST, int(not used.empty), 1, used, group=item, n=1)


def _is_for(cell: str, item: str, column: str) -> bool:
    everybody = column == "staff_group" and cell in ("all", "all staff", "everyone")
    return everybody or bool(words_in(cell, [item]))


@measure(
    "Areas with a published training programme",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("cpd_offer",),
    trust_only=True,
)
def cpd_offer_published(context: Context) -> Iterator[Measurement]:
    """Areas with a training programme published by the drop's day, of setting `cpd_areas`.

    A programme without a date of publication, or with a later one, does not count.

    Denominator: areas that the setting `cpd_areas` names.

    Leaves out: nothing.

    Interval: none; this is a checklist.
    """
    areas = listed(context.setting("cpd_areas"))
    return _offer_checklist(context, "cpd_offer_published", areas, "area", "cpd_areas")


@measure(
    "Staff groups with a published training offer",
    unit="percent",
    decimals=1,
    better="higher",
    counts="things",
    needs=("cpd_offer",),
    trust_only=True,
)
def cpd_offer_roles(context: Context) -> Iterator[Measurement]:
    """Staff groups with a programme published by the drop's day, of setting `staff_groups`.

    A programme "for all staff" counts for every group. A programme without a date of publication,
    or with a later one, does not count.

    Denominator: staff groups that the setting `staff_groups` names.

    Leaves out: nothing.

    Interval: none; this is a checklist.
    """
    groups = listed(context.setting("staff_groups"))
    return _offer_checklist(context, "cpd_offer_roles", groups, "staff_group", "staff_groups")
