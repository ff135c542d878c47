"""A made-up trust of 30 schools and 30,000 pupils with a year of session marks, as a project.

Drawn by numpy from one seed, so that every run measures the same work.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
from pyarrow import csv as arrow_csv

from benchmarks.writing import write_rows, write_yaml

SCHOOLS, PUPILS = 30, 1000  # pupils of each school
YEAR = "2024/25"
PLAN = "large"
_SEED = 20240902
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_TERMS = {
    "autumn": ("2024-09-02", "2024-12-20", "2024-10-28", "2024-11-01"),
    "spring": ("2025-01-06", "2025-04-11", "2025-02-17", "2025-02-21"),
    "summer": ("2025-04-28", "2025-07-22", "2025-05-26", "2025-05-30"),
}
_CLOSED = ("2024-09-02", "2025-05-05")
# Codes of absence and how often each is the reason of one.
_AWAY = {"I": 0.52, "M": 0.06, "C": 0.03, "R": 0.01, "E": 0.02, "G": 0.09, "O": 0.16, "U": 0.06}
_AWAY |= {"N": 0.03, "B": 0.02}
_CRITERIA = {
    "overall_absence": "Absence is at most 7 per cent",
    "persistent_absence": "Persistent absence is at most 20 per cent",
}


def make_project(root: Path, params: Path) -> Path:
    """Write the project into `root` with a copy of `params`; the drop's folder is returned."""
    others = shutil.ignore_patterns("*.yml")
    for part in params.iterdir():
        # Trusts and plans are this project's own.
        own = others if part.name in ("trusts", "plans") else None
        shutil.copytree(part, root / "params" / part.name, ignore=own)
    (root / "notebooks").mkdir()
    drop = root / "data" / "large"
    drop.mkdir(parents=True)
    write_yaml(root / "params" / "trusts" / "thirty.yml", _trust())
    write_yaml(root / "params" / "plans" / f"{PLAN}.yml", _plan())
    write_yaml(drop / "drop.yml", _drop())
    chance = np.random.default_rng(_SEED)
    for number in range(SCHOOLS):
        _write_school(drop, number, chance)
    write_rows(
        drop / "census headcounts.csv", ("School", "Academic Year", "Pupils on roll"), _heads()
    )
    return drop


def _trust() -> dict[str, object]:
    schools = [
        {
            "urn": str(200001 + n),
            "name": _name(n),
            "short_name": f"Thirty {n:02d}",
            "phase": "primary" if n % 2 else "secondary",
            "joined": dt.date(2015, 9, 1),
        }
        for n in range(SCHOOLS)
    ]
    terms: dict[str, object] = {
        term: {"first": _day(a), "last": _day(b), "half_term": {"first": _day(c), "last": _day(d)}}
        for term, (a, b, c, d) in _TERMS.items()
    }
    terms["closed"] = [_day(day) for day in _CLOSED]
    return {
        "trust": "thirty",
        "name": "The Trust of Thirty",
        "schools": schools,
        "term_dates": {YEAR: terms},
    }


def _plan() -> dict[str, object]:
    criteria = [
        {
            "id": f"T.{place}",
            "number": str(place),
            "text": text,
            "tests": [
                {
                    "rule": "target",
                    "measure": measure,
                    "target": {"at_most": 7 if place == 1 else 20, "unit": "percent"},
                }
            ],
        }
        for place, (measure, text) in enumerate(_CRITERIA.items(), 1)
    ]
    section = {
        "id": "attendance",
        "number": "1",
        "title": "Attendance",
        "short_title": "Attendance",
        "question": "Do pupils come to school?",
        "notebook": "wellbeing",
        "criteria": criteria,
    }
    return {
        "plan": PLAN,
        "title": "A plan for measuring",
        "trust": "thirty",
        "starts": dt.date(2024, 9, 1),
        "ends": dt.date(2027, 8, 31),
        "objectives": [section],
    }


def _drop() -> dict[str, object]:
    return {
        "drop": "large",
        "title": "A year of session marks",
        "trust": "thirty",
        "plan": PLAN,
        "year": YEAR,
        "term": "summer",
        "as_of": dt.date(2025, 8, 31),
        "synthetic": True,
    }


def _name(number: int) -> str:
    return f"Thirty School {number:02d}"


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _heads() -> Iterable[Sequence[object]]:
    for number in range(SCHOOLS):
        for year in ("2023/24", YEAR):
            yield _name(number), year, PUPILS


def _write_school(drop: Path, number: int, chance: np.random.Generator) -> None:
    upns = [_upn(number * PUPILS + n) for n in range(PUPILS)]
    low = 1 if number % 2 else 7
    years = chance.integers(low, low + (6 if number % 2 else 5), PUPILS)
    _write_pupils(drop / f"Pupil list {_name(number)}.csv", upns, years, chance)
    days = _school_days()
    marks = _draw_marks(len(days), chance)
    _write_marks(drop / f"Session marks {_name(number)}.csv", upns, years, days, marks)
    _write_summaries(drop / f"Attendance {_name(number)}.xlsx", upns, years, days, marks)


def _upn(serial: int) -> str:
    """A pupil number that nobody has (local authority 000), with its check letter."""
    digits = f"000{serial // 1000 + 1000:04d}24{serial % 1000:03d}"
    total = sum(place * int(digit) for place, digit in enumerate(digits, 2))
    return f"{_LETTERS[total % 23]}{digits}"


def _write_pupils(
    path: Path, upns: Sequence[str], years: np.ndarray, chance: np.random.Generator
) -> None:
    titles = (
        "UPN", "Legal Surname", "Legal Forename", "DOB", "Gender", "Year",
        "Pupil Premium Indicator", "SEN Status", "EAL",
    )  # fmt: skip
    picks = (
        chance.choice(["F", "M"], PUPILS),
        years,
        chance.choice(["Y", "N"], PUPILS, p=[0.27, 0.73]),
        chance.choice(["N", "K", "E"], PUPILS, p=[0.81, 0.14, 0.05]),
        chance.choice(["Y", "N"], PUPILS, p=[0.2, 0.8]),
    )
    births = [dt.date(2019 - int(year), 3, 14) for year in years]
    rows = zip(upns, births, *picks, strict=True)
    write_rows(path, titles, ((u, "Made", "Up", f"{b:%d/%m/%Y}", *rest) for u, b, *rest in rows))


def _school_days() -> list[dt.date]:
    days = []
    for first, last, rest_first, rest_last in _TERMS.values():
        day = _day(first)
        while day <= _day(last):
            resting = _day(rest_first) <= day <= _day(rest_last)
            if day.weekday() < 5 and not resting and day.isoformat() not in _CLOSED:
                days.append(day)
            day += dt.timedelta(days=1)
    return days


def _draw_marks(days: int, chance: np.random.Generator) -> np.ndarray:
    """One code for each pupil and session; how often a pupil is away is log-normal."""
    habit = np.minimum(chance.lognormal(np.log(0.045), 0.9, PUPILS), 0.9)
    away = chance.random((PUPILS, days * 2)) < habit[:, None]
    codes = np.array(["/", "\\", "L", *_AWAY])
    at = np.broadcast_to(np.arange(days * 2) % 2, away.shape).copy()
    at[chance.random(away.shape) < 0.01] = 2
    weights = np.array(list(_AWAY.values()))
    at[away] = 3 + chance.choice(len(_AWAY), int(away.sum()), p=weights / weights.sum())
    return codes[at]


def _write_marks(
    path: Path, upns: Sequence[str], years: np.ndarray, days: list[dt.date], marks: np.ndarray
) -> None:
    sessions = len(days) * 2
    columns = {
        "UPN": np.repeat(np.array(upns), sessions),
        "Date": np.tile(np.repeat(np.array([f"{day:%d/%m/%Y}" for day in days]), 2), PUPILS),
        "Session": np.tile(np.array(["AM", "PM"]), PUPILS * len(days)),
        "Mark": marks.ravel(),
        "Year": np.repeat(years, sessions),
    }
    options = arrow_csv.WriteOptions(quoting_style="needed")
    arrow_csv.write_csv(pa.table(columns), str(path), options)


def _write_summaries(
    path: Path, upns: Sequence[str], years: np.ndarray, days: list[dt.date], marks: np.ndarray
) -> None:
    book = openpyxl.Workbook(write_only=True)
    term_of = np.repeat([_term(day) for day in days], 2)
    for term in _TERMS:
        page = book.create_sheet(term.capitalize())
        page.append(
            ["UPN", "Name", "Year", "Possible", "Present", "AEA", "Authorised", "Unauthorised"]
        )
        here = marks[:, term_of == term]
        kinds = [np.isin(here, list(codes)).sum(axis=1) for codes in ("/\\L", "B", "IMCRE", "GOUN")]
        for place, upn in enumerate(upns):
            counts = [int(kind[place]) for kind in kinds]
            page.append([upn, "Made Up", int(years[place]), sum(counts), *counts])
    book.save(path)


def _term(day: dt.date) -> str:
    return next(term for term, span in _TERMS.items() if _day(span[0]) <= day <= _day(span[1]))
