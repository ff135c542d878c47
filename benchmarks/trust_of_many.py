"""A made-up trust of any number of secondary schools with one small drop, as a project.

The demonstration's plan, thresholds and notebooks, with schools and exports of its own: attendance
and behaviour from each school, headcounts and a staff survey from the trust. What a school has is
drawn from its own number, so that it is the same however many others there are.
"""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import yaml

from benchmarks.writing import write_rows, write_yaml

PUPILS, ANSWERS, INCIDENTS = 40, 12, 30  # of each school
TRUST, PLAN, DROP = "many", "many-2020-2023", "many"
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_TERMS = {"Autumn 2021": 140, "Spring 2022": 120, "Summer 2022": 118}
_MODEL, _MODEL_PLAN = "amethyst", "amethyst-2020-2023"
_SURVEY = (
    "I feel valued at work",
    "My workload is manageable",
    "My mental health is supported at work",
    "My work often makes me feel stressed",
    "I know where to find support for my wellbeing and mental health",
    "I understand what is expected of me at my pay grade",
    "I understand how assessment fits our curriculum",
    "I know which parts of the curriculum are common and where I have discretion",
    "I have had the training I need to do my job well",
    "The trust office gives me the support I need",
)
_ANSWERS = ("Strongly agree", "Agree", "Neither agree nor disagree", "Disagree")


def make_project(root: Path, model: Path, schools: int) -> Path:
    """Write the project into `root` after the one in `model`; the drop's folder is returned."""
    # Trusts and plans are this project's own.
    own = [(model / "params" / kind).glob("*.yml") for kind in ("trusts", "plans")]
    declared = {path for paths in own for path in paths}
    shutil.copytree(
        model / "params",
        root / "params",
        ignore=lambda folder, names: [n for n in names if Path(folder, n) in declared],
    )
    shutil.copytree(model / "notebooks", root / "notebooks")
    drop = root / "data" / DROP
    drop.mkdir(parents=True)
    write_yaml(root / "params/trusts" / f"{TRUST}.yml", _trust(model, schools))
    write_yaml(root / "params/plans" / f"{PLAN}.yml", _plan(model))
    write_yaml(drop / "drop.yml", _drop())
    for number in range(schools):
        _write_school(drop, number)
    _write_trust(drop, schools)
    return drop


def school_name(number: int) -> str:
    return f"Made Up School {number:04d}"


def _trust(model: Path, schools: int) -> dict[str, Any]:
    trust = yaml.safe_load((model / "params/trusts" / f"{_MODEL}.yml").read_text("utf-8"))
    kpis = trust["schools"][0]["kpis"]
    trust["trust"], trust["name"] = TRUST, "The Trust of Many"
    # The trust has other plans, whose thresholds would be of no criterion here.
    own = {c["id"] for section in _plan(model)["objectives"] for c in section["criteria"]}
    trust["targets"] = {name: value for name, value in trust["targets"].items() if name in own}
    trust["bodies"] = [body for body in trust["bodies"] if "school" not in body]
    trust["schools"] = [
        {
            "urn": str(300001 + number),
            "name": school_name(number),
            "short_name": f"Made Up {number:04d}",
            "phase": "secondary",
            "joined": dt.date(2015, 9, 1),
            "kpis": kpis,
        }
        for number in range(schools)
    ]
    return dict(trust)


def _plan(model: Path) -> dict[str, Any]:
    """The model's, without the tests of actions that name the bodies of its schools."""
    path = model / "params/plans" / f"{_MODEL_PLAN}.yml"
    plan = dict(yaml.safe_load(path.read_text("utf-8")) | {"plan": PLAN, "trust": TRUST})
    for action in (each for section in plan["objectives"] for each in section.get("actions", ())):
        tests = action.get("shown_by", {}).get("tests", ())
        if any("bodies" in test for test in tests):
            del action["shown_by"]
    return plan


def _drop() -> dict[str, Any]:
    return {
        "drop": DROP,
        "title": "Summer 2022 data drop",
        "trust": TRUST,
        "plan": PLAN,
        "year": "2021/22",
        "term": "summer",
        "as_of": dt.date(2022, 8, 31),
        "synthetic": True,
    }


def _chance(number: int, what: str) -> random.Random:
    """The school's own: the same whatever else is drawn."""
    return random.Random(f"{what} {number}")  # noqa: S311 - made-up data, not a secret


def _upn(number: int, pupil: int) -> str:
    """A pupil number that nobody has (local authority 000), with its check letter."""
    digits = f"000{number:04d}22{pupil:03d}"
    total = sum(place * int(digit) for place, digit in enumerate(digits, 2))
    return f"{_LETTERS[total % 23]}{digits}"


def _write_school(drop: Path, number: int) -> None:
    chance, book = _chance(number, "attendance"), openpyxl.Workbook(write_only=True)
    for term, possible in _TERMS.items():
        page = book.create_sheet(term)
        page.append(
            ["UPN", "Name", "Year", "Possible", "Present", "AEA", "Authorised", "Unauthorised"]
        )
        for pupil in range(PUPILS):
            away = min(int(chance.expovariate(1 / 9)), possible)
            excused = chance.randint(0, away)
            counts = (possible, possible - away, 0, excused, away - excused)
            page.append([_upn(number, pupil), "Made Up", 7 + pupil % 5, *counts])
    book.save(drop / f"{school_name(number)} attendance.xlsx")
    titles = ("Involvement ID", "Incident ID", "UPN", "Date", "Type", "Severity")
    write_rows(drop / f"{school_name(number)} behaviour log.csv", titles, _incidents(number))


def _incidents(number: int) -> Iterator[Sequence[object]]:
    chance = _chance(number, "behaviour")
    for place in range(INCIDENTS):
        day = _day(chance)
        kind = chance.choice(("Disruption", "Defiance", "Truancy"))
        pupil = _upn(number, chance.randrange(PUPILS))
        yield f"V{place:05d}", f"B{place:05d}", pupil, f"{day:%d/%m/%Y}", kind, chance.randint(1, 5)


def _day(chance: random.Random) -> dt.date:
    """A school day of this year or, for one in three, of last year."""
    first = dt.date(2021 if chance.random() < 2 / 3 else 2020, 9, 6)
    return first + dt.timedelta(weeks=chance.randrange(40), days=chance.randrange(5))


def _write_trust(drop: Path, schools: int) -> None:
    numbers = range(schools)
    heads = [(school_name(n), year, PUPILS) for n in numbers for year in ("2020/21", "2021/22")]
    titles: tuple[str, ...] = ("School", "Academic Year", "Pupils on roll")
    write_rows(drop / "January census headcount.csv", titles, heads)
    titles = ("ID", "Completion time", "Which school do you work in?", *_SURVEY)
    said = (row for number in numbers for row in _answers(number))
    numbered = ((place, *row) for place, row in enumerate(said, 1))
    write_rows(drop / "Staff survey summer 2022.csv", titles, numbered)


def _answers(number: int) -> Iterator[Sequence[object]]:
    chance = _chance(number, "survey")
    for place in range(ANSWERS):
        picked = chance.choices(_ANSWERS, (3, 5, 3, 2), k=len(_SURVEY))
        yield f"6/20/2022 9:{place:02d}", school_name(number), *picked
