"""Whatever is wrong with an export, no finding and no gap quotes a personal value."""

from __future__ import annotations

import datetime as dt

PLANTED = ("Zzyxquil", "Qwyntha", "zq@school.invalid", "A801200009999", "Mumblecroft", "31/12/2099")
HEADER = [
    "UPN", "Legal Surname", "Legal Forename", "DOB", "Gender", "Year", "Pupil Premium Indicator",
    "SEN Status", "EAL", "Admission Number",
]  # fmt: skip


def test_no_finding_or_gap_quotes_a_personal_value(read):
    sound = [
        "H801200001001",
        "Zzyxquil",
        "Qwyntha",
        dt.date(2007, 3, 9),
        "F",
        11,
        "Y",
        "N",
        "N",
        "77",
    ]
    faulty = [
        ["A801200009999", *sound[1:]],  # wrong check letter
        ["A801200009999", *sound[1:]],  # and twice
        ["Mumblecroft", *sound[1:]],  # a name where the number should be
        [*sound[:3], "31/12/2099x", *sound[4:]],  # no date of birth
        [
            "X801200001002",
            "Mumblecroft",
            "Qwyntha",
            "a",
            "Qwyntha",
            "Mumblecroft",
            "Zzyxquil",
            *sound[7:],
        ],
        ["X801200001003", *sound[1:4], "zq@school.invalid", *sound[5:]],
    ]
    files = {f"{name} pupil list.xlsx": [HEADER, sound, *faulty] for name in ("North", "South")}
    files["South pupil list.xlsx"] = [HEADER, *faulty, sound]
    drop = read(files, "pupils")

    assert len(drop.findings) >= 12
    said = repr(drop.findings) + " ".join(map(str, drop.findings))
    said += drop.tables["pupils"].gaps.to_csv() + repr(drop.inputs)
    assert [value for value in PLANTED if value.casefold() in said.casefold()] == []
    assert {"upn-check-letter", "not-a-upn", "duplicate", "not-a-date"} <= {
        finding.rule for finding in drop.findings
    }
