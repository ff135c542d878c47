"""The register of schools of March 2022: groups and their schools, and numbers that changed."""

from __future__ import annotations

import pandas as pd
import pytest
from real_files import REAL, Read, needed

from goldenthread.measures.dfe_rows import predecessors
from goldenthread.measures.measurement import TRUST, Measurements
from goldenthread.measures.registry import REGISTER, Context, compute_all
from goldenthread.measures.school_register import register_findings, trust_rows

NOT_RECORDED = "1900-01-01"  # written where the register has no day
ALDERSLEY, MORETON = "139138", "144278"
# The plan prints when each school joined; the register has the days on which the trust as it is
# now took them over. The trust decides which of the two its clocks run from.
JOINED = {
    ALDERSLEY: ("1 February 2011", "1 January 2013"),
    MORETON: ("1 November 2016", "1 March 2017"),
}


@pytest.fixture(scope="module")
def context(read: Read) -> Context:
    return read("2021/22", "gias_2022/group_links.csv", "gias_2022/lookup.csv")


def test_every_link_is_read(context: Context) -> None:
    raw = pd.read_csv(needed(REAL / "gias_2022/group_links.csv"), dtype=str)
    frame = context.frame("gias_groups")
    assert len(frame) == len(raw) == 20_395
    known = raw["Joined date"].notna() & (raw["Joined date"] != NOT_RECORDED)
    assert frame["joined"].notna().sum() == known.sum() == 19_014


def test_a_school_stands_twice_and_counts_once(context: Context) -> None:
    frame = context.frame("gias_groups")
    own = frame[frame["urn"].isin([ALDERSLEY, MORETON])]
    assert own["group_type"].value_counts().to_dict() == {
        "Multi-academy trust": 2,
        "School sponsor": 2,
    }
    rows = trust_rows(context)
    assert list(rows["urn"]) == [ALDERSLEY, MORETON]
    assert set(rows["group_uid"]) == {"2095"}


def test_the_dates_of_joining_differ_as_known(context: Context) -> None:
    found = Measurements(compute_all(context, {"register_agrees": REGISTER["register_agrees"]}))
    for urn, (ours, theirs) in JOINED.items():
        item = found.one("register_agrees", urn)
        assert item is not None
        assert item.detail("Joined, in the trust's file") == ours
        assert item.detail("Joined, in the register") == theirs
        assert item.value == 0
    trust = found.one("register_agrees", TRUST)
    assert trust is not None
    assert trust.detail("In the register alone") == ""
    assert len(register_findings(context)) == len(JOINED)


def test_earlier_numbers_lead_to_the_schools(context: Context) -> None:
    found = predecessors(context)
    assert found[ALDERSLEY] == ("104404",)
    assert found[MORETON] == ("104397",)
