"""Which trust is asked for an export of the primary years, and which is not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from goldenthread.drop import Drop
from goldenthread.sources.drop_tables import read_drop
from goldenthread.sources.table import Absent
from goldenthread.trust import Trust

OWN = ("ks2_results", "ks1_results", "phonics", "mtc", "eyfs", "dfe_ks2", "ks5_results")


def trust(phase: str) -> Trust:
    school = {"urn": "100001", "name": "North School", "short_name": "North", "phase": phase}
    return Trust.model_validate(
        {
            "trust": "test",
            "name": "Test Trust",
            "schools": [{**school, "joined": dt.date(2015, 9, 1)}],
        }
    )


@pytest.mark.parametrize(
    ("phase", "asked", "reason"),
    [
        ("primary", {"ks2_results"}, "the export ‘Key stage 2 results’ was not supplied"),
        ("all-through", {"ks2_results"}, "the export ‘Key stage 2 results’ was not supplied"),
        (
            "secondary",
            set(),
            "no school of the trust is of a phase that has the export ‘Key stage 2 results’",
        ),
    ],
)
def test_an_empty_drop(
    project: Any, tmp_path: Path, phase: str, asked: set[str], reason: str
) -> None:
    drop = Drop(
        drop="d", title="D", trust="test", plan="p", year="2018/19", term="summer",
        as_of=dt.date(2019, 8, 31),
    )  # fmt: skip
    found = read_drop(project, trust(phase), drop, tmp_path)
    assert {f.source for f in found.findings if f.source in OWN} == asked
    absent = found.tables["ks2_results"]
    assert isinstance(absent, Absent)
    assert absent.reason == reason
