"""What each school has in place, item by item: the day of its evidence ("" for none yet)."""

from __future__ import annotations

from collections.abc import Mapping

from goldenthread.demo.an_daras.schools import (
    BOSWARTH,
    LANKERRA,
    NANSGARTH,
    PENMARROW,
    POLWHEVAN,
    SCHOOLS,
    TAMARFORD,
    TRELISSEN,
    WHA,
)
from goldenthread.demo.profile import DemoSchool

Shown = tuple[str, str]  # the day, and the document


def _all(document: str, day: str, other: Mapping[DemoSchool, str]) -> Mapping[DemoSchool, Shown]:
    """The same document at every school, on the same day but where `other` gives another."""
    return {school: (other.get(school, day), document) for school in SCHOOLS}


OF_SCHOOLS: tuple[tuple[str, str, Mapping[DemoSchool, Shown]], ...] = (
    (
        "ADM-K4",
        "What the spending changed for pupils was reviewed",
        _all(
            "Minutes of the local governing body, review of impact",
            "2018-06-13",
            {PENMARROW: "2018-02-08", WHA: "", BOSWARTH: "", TAMARFORD: "2018-06-21"},
        ),
    ),
    (
        "ADM-K8",
        "Support from the MAT with its effect on outcomes",
        _all(
            "Record of support and its impact",
            "2018-03-14",
            {WHA: "2018-01-31", BOSWARTH: "2018-06-27", TAMARFORD: "2018-05-16"},
        ),
    ),
    (
        "ADM-K9",
        "Risk register of the school in use",
        _all("School risk register", "2017-10-18", {}),
    ),
    (
        "ADM-K9",
        "Register says how risks of the MAT are mitigated at the school",
        _all("School risk register, column on the MAT's risks", "2018-02-21", {POLWHEVAN: ""}),
    ),
    (
        "ADM-M1-developing",
        "Improvement plan names the priorities of the MAT that it serves",
        _all("Academy improvement plan 2017/18", "2017-09-20", {TAMARFORD: "2017-11-06"}),
    ),
    *(
        (
            "ADM-M1-embedding",
            f"Evidence that Priority {priority} is delivered through the school's plan",
            _all("Report on the improvement plan, summer", "2018-07-04", other),
        )
        for priority, other in (
            ("A", {PENMARROW: "2018-03-15", TRELISSEN: "2018-03-15", BOSWARTH: "", NANSGARTH: ""}),
            ("B", {TRELISSEN: "2018-03-15", BOSWARTH: ""}),
            ("D", {LANKERRA: "", NANSGARTH: ""}),
        )
    ),
)
