"""Tables in the shape in which the department and Ofsted publish them; every figure is invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from goldenthread.demo.chance import chance, normal_scores
from goldenthread.demo.layout import Book, Cell, Dialect, Row, lay_out
from goldenthread.demo.profile import DemoSchool
from goldenthread.demo.world import World
from goldenthread.sources.spec import Source

Scores = tuple[float, float, float]  # reading, writing, maths
_SUBJECTS = ("reading", "writing", "maths")
_AMONG_SCHOOLS: Scores = (2.4, 2.2, 2.5)  # the spread of schools' scores
_ALIKE = 0.8  # how far a school's three scores go together
_FIRST_URN = 991001


@dataclass(frozen=True, slots=True)
class Progress:
    """A school's scores of progress from key stage 1 to 2; `covered` of the year group's pupils,
    all of them where it is not said, have results of both key stages."""

    school: DemoSchool
    scores: Scores
    covered: int | None = None
    authority: int | None = None


@dataclass(frozen=True, slots=True)
class ProgressScale:
    """The national standard deviations of pupils' scores in reading, writing and maths, and the
    cut-offs of the bands well below and well above average: near those of recent years."""

    deviations: Scores = (6.2, 5.7, 5.4)
    cut_offs: tuple[tuple[float, float], ...] = ((-3.0, 3.0),) * 3


def progress_book(
    world: World,
    file: str,
    schools: Sequence[Progress],
    scale: ProgressScale = ProgressScale(),
    *,
    others: int = 0,
) -> Book:
    """The key stage 2 table of these schools, among so many invented others, whose scores are
    spread as England's are, so that a place among schools can be shown."""
    rows = [_own(progress, scale) for progress in schools]
    rows += _others(world.seed, others, scale) if others else []
    return table(world.sources, "dfe_ks2", file, rows)


def ofsted_book(
    sources: Mapping[str, Source], file: str, inspected: Mapping[DemoSchool, tuple[int, str]]
) -> Book:
    """Overall effectiveness (1 outstanding to 4 inadequate) and the first day of the inspection."""
    rows: list[Row] = [
        {"urn": school.urn, "name": school.name, "overall": grade, "inspected": day}
        for school, (grade, day) in inspected.items()
    ]
    return table(sources, "ofsted", file, rows)


def table(sources: Mapping[str, Source], source: str, file: str, rows: Sequence[Row]) -> Book:
    """A published table with no more columns than its first row has cells."""
    declared = sources[source]
    omit = frozenset(declared.columns) - set(rows[0])
    return Book(file, source, (lay_out(declared, rows, dialect=Dialect(omit=omit)),))


def _own(progress: Progress, scale: ProgressScale) -> Row:
    school, pupils = progress.school, dict(progress.school.years)[6]
    covered = pupils if progress.covered is None else progress.covered
    row = _row(school.urn, school.name, pupils, covered, progress.scores, scale)
    return row if progress.authority is None else {**row, "la": progress.authority}


def _others(seed: int, count: int, scale: ProgressScale) -> Iterator[Row]:
    rng = chance(seed, "progress of others")
    drawn = [normal_scores(rng, count) for _ in _SUBJECTS]
    general = normal_scores(rng, count)
    own = (1 - _ALIKE**2) ** 0.5
    for number in range(count):
        reading, writing, maths = (
            spread * (_ALIKE * general[number] + own * subject[number])
            for spread, subject in zip(_AMONG_SCHOOLS, drawn, strict=True)
        )
        pupils, name = int(rng.integers(14, 91)), f"Invented school {number + 1}"
        scores = (reading, writing, maths)
        yield _row(f"{_FIRST_URN + number}", name, pupils, pupils, scores, scale)


def _row(
    urn: str, name: str, pupils: int, covered: int, scores: Scores, scale: ProgressScale
) -> dict[str, Cell]:
    row: dict[str, Cell] = {
        "record_type": 1,
        "urn": urn,
        "name": name,
        "school_type": "AC",
        "pupils": pupils,
    }
    of_subjects = zip(_SUBJECTS, scores, scale.deviations, scale.cut_offs, strict=True)
    for subject, score, deviation, cut_offs in of_subjects:
        half = 1.96 * deviation / covered**0.5
        low, high = round(score - half, 1), round(score + half, 1)
        row[f"{subject}_coverage"] = round(100 * covered / pupils)
        row[f"{subject}_progress"] = round(score, 1)
        row[f"{subject}_progress_low"] = low
        row[f"{subject}_progress_high"] = high
        row[f"{subject}_progress_band"] = _band(score, low, high, cut_offs)
    return row


def _band(score: float, low: float, high: float, cut_offs: tuple[float, float]) -> int:
    """1 is well above average, 5 well below; 3 wherever the interval holds zero."""
    if low > 0:
        return 1 if score >= cut_offs[1] else 2
    if high < 0:
        return 5 if score <= cut_offs[0] else 4
    return 3
