"""One row of a tidy data file for each figure, with every filter pinned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
from pydantic import Field, model_validator

from goldenthread.declaration import Declared, load
from goldenthread.measures.cells import text
from goldenthread.measures.dfe_rows import year_named
from goldenthread.sources.amounts import number
from goldenthread.sources.markers import Markers
from goldenthread.sources.table import FILE, ROW

VERSION = "version"
_MARKERS = Markers({})


class FigureRule(Declared):
    """One figure: the columns that may hold it, and the values that filters must have.

    A filter that is not in `filters` must say a total. Of the columns `one_of`, one at least must
    be there and say something else than a total.
    """

    benchmark: str
    indicators: tuple[str, ...] = Field(min_length=1)
    unit: str
    filters: dict[str, tuple[str, ...]] = {}
    one_of: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_of_is_pinned(self) -> FigureRule:
        loose = sorted(set(self.one_of) - set(self.filters))
        if loose:
            message = f"one_of names columns without a filter: {', '.join(loose)}"
            raise ValueError(message)
        return self


class EesRules(Declared):
    """`params/benchmarks/ees.yml`."""

    ees: str
    totals: tuple[str, ...]
    versions: tuple[str, ...]
    figures: tuple[FigureRule, ...]

    @cached_property
    def total_words(self) -> frozenset[str]:
        return frozenset(word.casefold() for word in self.totals)


def load_rules(benchmarks: Path) -> EesRules:
    return load(benchmarks / "ees.yml", EesRules)


@dataclass(frozen=True, slots=True)
class Pinned:
    """The rows of a year and an area that the pinned filters leave: one, if all is well.

    `loose` are the filters that keep them apart, or that no row has a fitting value of.
    """

    rule: FigureRule
    indicator: str
    year: str
    area: str
    rows: pd.DataFrame
    loose: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file as it was: a row a row; `filters` are the columns that sort and do not count."""

    name: str
    frame: pd.DataFrame
    filters: tuple[str, ...]


def data_files(long: pd.DataFrame) -> Iterator[DataFile]:
    """Each file of a table that was read a cell a row."""
    for name, part in long.groupby(FILE, sort=True):
        cells = part.set_index([ROW, "heading"])["cell"].unstack()
        fixed = part.drop(columns=["heading", "cell"]).drop_duplicates(ROW).set_index(ROW)
        cells = cells[[c for c in cells.columns if c not in fixed.columns]]
        frame = fixed.join(cells).reset_index()
        filters = tuple(str(c) for c in cells.columns if c != VERSION and _sorts(cells[c]))
        yield DataFile(str(name), frame, (*filters, "time_identifier"))


def _sorts(cells: pd.Series) -> bool:
    """Whether a column holds words; a figure's cells are numbers, markers and blanks."""
    return any(
        number(cell) is None and _MARKERS.in_values(cell) is None
        for cell in cells.dropna().astype(str).unique()
    )


def pinned(file: DataFile, rules: EesRules, areas: Sequence[str]) -> Iterator[Pinned]:
    """What each rule finds in a file for England and each of `areas`, by year."""
    frame = file.frame.assign(
        _year=text(file.frame, "time_period").map(year_named), _area=_areas(file.frame)
    )
    # Each column's words are folded once: every figure and year looks at them again.
    frame = frame.assign(**{_words(c): text(frame, c).str.casefold() for c in file.filters})
    wanted = {"england", *(area.casefold() for area in areas)}
    frame = frame[frame["_area"].str.casefold().isin(wanted) & frame["_year"].ne("")]
    for rule in rules.figures:
        indicator = next((name for name in rule.indicators if name in frame.columns), "")
        there = [column for column in rule.one_of if column in file.filters]
        if not indicator or (rule.one_of and not there):
            continue
        for (year, area), rows in frame.groupby(["_year", "_area"], sort=True):
            yield _pin(file, rules, rule, indicator, str(year), str(area), rows)


def _words(column: str) -> str:
    return f"_words {column}"


def _areas(frame: pd.DataFrame) -> pd.Series:
    """The name of the area that a row is of: the country, a region or an authority."""
    level = text(frame, "geographic_level").str.casefold()
    named = text(frame, "country_name").where(level.eq("national"), "")
    named = named.mask(level.str.startswith("region"), text(frame, "region_name"))
    return named.mask(level.str.startswith("local authority"), text(frame, "la_name"))


def _pin(
    file: DataFile,
    rules: EesRules,
    rule: FigureRule,
    indicator: str,
    year: str,
    area: str,
    rows: pd.DataFrame,
) -> Pinned:
    left, unmet = rows, []
    for column in file.filters:
        allowed = rule.filters.get(column)
        words = {w.casefold() for w in allowed} if allowed else rules.total_words
        fits = left[_words(column)].isin(words)
        if not fits.any():
            unmet.append((column, _some(left, column)))
        left = left[fits]
    special = [c for c in rule.one_of if c in file.filters]
    if special:
        other = [~left[_words(c)].isin(rules.total_words) for c in special]
        left = left[pd.concat(other, axis=1).any(axis=1)]
    left = _most_final(left, rules)
    if any(column in rule.one_of for column, _ in unmet):
        unmet = []  # the file has no row of this kind of school or pupil, and need not
    if len(left) > 1:
        unmet = [(c, _some(left, c)) for c in file.filters if text(left, c).nunique() > 1]
    return Pinned(rule, indicator, year, area, left, tuple(unmet))


def _some(rows: pd.DataFrame, column: str) -> tuple[str, ...]:
    return tuple(sorted(text(rows, column).unique())[:4])


def _most_final(rows: pd.DataFrame, rules: EesRules) -> pd.DataFrame:
    said = text(rows, VERSION).str.casefold()
    for version in rules.versions:
        if said.eq(version.casefold()).any():
            return rows[said.eq(version.casefold())]
    return rows


def slug(area: str) -> str:
    """`west_midlands` for West Midlands."""
    return "_".join(re.findall("[a-z0-9]+", area.casefold()))
