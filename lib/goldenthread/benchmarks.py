"""National figures, each with its publication, year, basis and status."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from goldenthread.calendar import parse_academic_year
from goldenthread.declaration import Declared, load
from goldenthread.errors import DeclarationError, did_you_mean

Status = Literal["provisional", "revised", "final", "derived", "as published"]


class Figure(Declared):
    """One year's figure. `value` is None where none was published, and `why` then says why.

    `source` is given where this figure comes from elsewhere than the others of its benchmark.
    """

    value: float | None = None
    status: Status = "as published"
    why: str = ""
    source: str = ""


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
    """Every benchmark of a project; each file is read when its figure is first asked for.

    `others` take the place of those of their ids, or are added: figures that a drop holds. `read`
    are those that have been read already.
    """

    def __init__(
        self,
        folder: Path,
        others: Mapping[str, Benchmark] | None = None,
        read: dict[str, Benchmark] | None = None,
    ) -> None:
        self.folder = folder
        self._others = dict(others or {})
        self._read = {} if read is None else read

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The names of the files, each of which holds the benchmark of its name, and others."""
        files = (path.stem for path in (self.folder / "figures").glob("*.yml"))
        return tuple(sorted({*files, *self._others}))

    def with_benchmarks(self, others: Mapping[str, Benchmark]) -> Benchmarks:
        """The same with `others` besides."""
        return Benchmarks(self.folder, {**self._others, **others}, self._read) if others else self

    def sharing(self, another: Benchmarks) -> Benchmarks:
        """The same; what `another` of the same project has read of its files need not be read, nor
        be held, twice."""
        return Benchmarks(self.folder, self._others, another._read)

    def read_all(self) -> None:
        """Read every file now. What is wrong with one is told when its figure is asked for."""
        for name in self.ids:
            with suppress(DeclarationError):
                self.get(name)

    def find(self, name: str) -> Benchmark | None:
        """The benchmark of that id, where there is one."""
        return self.get(name) if name in self.ids else None

    def get(self, name: str) -> Benchmark:
        """The benchmark of that id; a DeclarationError names the nearest."""
        if name in self._others:
            return self._others[name]
        if name not in self._read:
            if name not in self.ids:
                message = f"There is no benchmark {name!r} in {self.folder.name}. "
                raise DeclarationError(message + did_you_mean(name, self.ids))
            self._read[name] = _load(self.folder / "figures" / f"{name}.yml")
        return self._read[name]


def _load(path: Path) -> Benchmark:
    benchmark = load(path, Benchmark)
    if benchmark.benchmark != path.stem:
        message = f"{path.name}: a benchmark has the name of its file, not {benchmark.benchmark!r}."
        raise DeclarationError(message)
    for year in benchmark.figures:
        if parse_academic_year(year) != year:
            message = f"{path.name}: {year!r} is not written as 2021/22."
            raise DeclarationError(message)
    return benchmark
