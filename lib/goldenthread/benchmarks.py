"""National figures, each with its publication, year, basis and status."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from goldenthread.calendar import parse_academic_year
from goldenthread.declaration import Declared, load
from goldenthread.errors import DeclarationError, did_you_mean

Status = Literal["provisional", "revised", "final", "derived", "as published"]


class Figure(Declared):
    """One year's figure. `value` is None where none was published, and `why` then says why."""

    value: float | None = None
    status: Status = "as published"
    why: str = ""


class Benchmark(Declared):
    """`params/benchmarks/<id>.yml`: one measure of one area over the years."""

    benchmark: str
    title: str
    area: str = "England"
    basis: str
    unit: str
    publication: str
    source: str
    note: str = ""
    figures: dict[str, Figure] = Field(min_length=1)

    def figure(self, year: str) -> Figure | None:
        return self.figures.get(year)


class Benchmarks:
    """Every benchmark of a project, read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _by_id(self) -> dict[str, Benchmark]:
        found: dict[str, Benchmark] = {}
        for path in sorted((self.folder / "figures").glob("*.yml")):
            benchmark = load(path, Benchmark)
            for year in benchmark.figures:
                if parse_academic_year(year) != year:
                    message = f"{path.name}: {year!r} is not written as 2021/22."
                    raise DeclarationError(message)
            found[benchmark.benchmark] = benchmark
        return found

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._by_id)

    def get(self, name: str) -> Benchmark:
        """The benchmark of that id; a DeclarationError names the nearest."""
        try:
            return self._by_id[name]
        except KeyError:
            message = f"There is no benchmark {name!r} in {self.folder.name}. "
        raise DeclarationError(message + did_you_mean(name, self._by_id))
