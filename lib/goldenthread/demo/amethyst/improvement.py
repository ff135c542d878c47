"""How the schools improve each other: visits to lessons, subject networks, shared tracking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from goldenthread.demo.amethyst.curriculum import SUBJECTS
from goldenthread.demo.amethyst.setting import ALDERSLEY, DROPS, MORETON, SCHOOLS, YEAR
from goldenthread.demo.chance import chance, pick_days
from goldenthread.demo.layout import Book, Dialect, Row, heading, lay_out
from goldenthread.demo.profile import DemoDrop, DemoSchool
from goldenthread.demo.terms import school_days
from goldenthread.sources.spec import Source

# Of so many visits to each school a term, so many found a strength, by term.
_VISITS = 22
_GREEN_VISITS = {ALDERSLEY: (16, 18, 20), MORETON: (12, 15, 17)}
_OBSERVERS = ("Executive leader", "Deputy headteacher", "School improvement partner")
_NETWORKS = ("English", "Mathematics", "Science", "Humanities", "Languages", "Arts", "PE", "PSHE")
_PLANNED = (dt.date(2021, 10, 20), dt.date(2022, 2, 2), dt.date(2022, 5, 18))
_DATA_POINTS = (
    ("Data point 1", dt.date(2021, 12, 3)),
    ("Data point 2", dt.date(2022, 3, 25)),
    ("Data point 3", dt.date(2022, 6, 24)),
)


def improvement_books(sources: Mapping[str, Source], seed: int, drop: DemoDrop) -> Iterator[Book]:
    """Visits, networks and uploads so far this year."""
    yield _visits(sources["qa_visits"], seed, drop)
    yield _networks(sources["networks"], seed, drop)
    yield _tracking(sources["tracking"], seed, drop)


def _visits(source: Source, seed: int, drop: DemoDrop) -> Book:
    rows: list[Row] = []
    for term in DROPS[: drop.number + 1]:
        for school in SCHOOLS:
            rng = chance(seed, "visits", school.short, term.id)
            green = _GREEN_VISITS[school][term.number]
            order = rng.permutation(_VISITS)
            days = pick_days(rng, school_days(YEAR, term.term)[8:-8], _VISITS)
            for day, place in zip(days, order, strict=True):
                follow_up = day + dt.timedelta(days=28)
                judgement = "Strength" if place < green else "Developing"
                if place >= _VISITS - (_VISITS - green) // 3:
                    judgement = "Concern"
                rows.append(
                    {
                        "date": day,
                        "school": school.short,
                        "observer": _OBSERVERS[int(rng.integers(len(_OBSERVERS)))],
                        "subject": SUBJECTS[int(rng.integers(len(SUBJECTS)))],
                        "year_group": f"Y{int(rng.integers(7, 12))}",
                        "focus": "Learning walk",
                        "judgement": judgement,
                        "follow_up": follow_up if judgement != "Strength" else None,
                    }
                )
    above = heading("QA visits and learning walks, 2021/22", drop.as_of)
    dialect = Dialect({"subject": "Subject"}, omit=frozenset({"teacher", "strengths"}))
    sheet = lay_out(source, rows, name="Visits", above=above, dialect=dialect)
    return Book("QA visits.xlsx", source.source, (sheet,))


def _networks(source: Source, seed: int, drop: DemoDrop) -> Book:
    rng = chance(seed, "networks")
    rows: list[Row] = []
    for number, subject in enumerate(_NETWORKS):
        for wave, planned in enumerate(_PLANNED):
            day = planned + dt.timedelta(days=number % 3)
            cancelled = (subject, wave) in (("Languages", 0), ("Arts", 1))
            agreed = int(rng.integers(2, 5))
            missing = float(rng.random()) < 0.14
            held = day if day <= drop.as_of and not cancelled else None
            # Of what was agreed, most is closed a term later; some of it without evidence.
            closed = max(0, min(agreed, agreed - 1 + drop.number - wave)) if held else None
            unproven = 1 if subject in ("Humanities", "PE") and closed else 0
            rows.append(
                {
                    "subject": subject,
                    "planned": day,
                    "held": held,
                    "schools": ("Aldersley" if missing else "Aldersley; Moreton") if held else None,
                    "actions": agreed if held else None,
                    "closed": closed,
                    "evidenced": closed - unproven if closed is not None else None,
                    "focus": "Shared assessment" if wave == 0 else "Curriculum",
                }
            )
    above = heading("Subject networks, 2021/22", drop.as_of)
    dialect = Dialect({"schools": "Attended by"})
    sheet = lay_out(source, rows, name="Networks", above=above, dialect=dialect)
    return Book("Subject networks.xlsx", source.source, (sheet,))


def _tracking(source: Source, seed: int, drop: DemoDrop) -> Book:
    """Moreton's Year 10 came a week late at the second data point."""
    rows: list[Row] = []
    for school in SCHOOLS:
        rng = chance(seed, "tracking", school.short)
        for wave, (point, due) in enumerate(_DATA_POINTS):
            for year in range(7, 12):
                for subject in SUBJECTS[:-2]:
                    pupils = {ALDERSLEY: 140, MORETON: 136}[school] + year % 3
                    gap = int(rng.poisson(1.1 if school is ALDERSLEY else 5.0))
                    late = school is MORETON and (wave, year) == (1, 10)
                    uploaded = due + dt.timedelta(days=6 if late else -int(rng.integers(0, 5)))
                    if due <= drop.as_of and not (year == 11 and wave == 2):
                        rows.append(
                            _upload(school, point, year, subject, due, uploaded, pupils, gap)
                        )
    above = heading("Tracking uploads, 2021/22", drop.as_of)
    sheet = lay_out(source, rows, name="Uploads", above=above)
    return Book("Tracking uploads.xlsx", source.source, (sheet,))


def _upload(
    school: DemoSchool,
    point: str,
    year: int,
    subject: str,
    due: dt.date,
    uploaded: dt.date,
    pupils: int,
    gap: int,
) -> Row:
    return {
        "school": school.name,
        "data_point": point,
        "year_group": year,
        "subject": subject,
        "due": due,
        "uploaded": uploaded,
        "pupils": pupils,
        "entered": pupils - gap,
    }
