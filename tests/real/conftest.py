"""The Department for Education's own files, where they are beside the project; never copied."""

from __future__ import annotations

import datetime as dt

import pytest
from real_files import REAL, ROOT, Read, needed

from goldenthread.benchmarks import Benchmarks
from goldenthread.declaration import load
from goldenthread.drop import Drop
from goldenthread.measures.registry import Context
from goldenthread.project import Project
from goldenthread.sources.drop_tables import read_drop
from goldenthread.trust import Trust


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Real files as a drop: linked to in a folder of their own and read by the suite."""

    def context(year: str, *names: str) -> Context:
        folder = tmp_path_factory.mktemp("drop")
        for name in names:
            path = needed(REAL / name)
            (folder / path.name).symlink_to(path)
        drop = Drop(
            drop="d",
            title="D",
            trust="amethyst",
            plan="p",
            year=year,
            term="summer",
            as_of=dt.date(int(year[:4]) + 1, 8, 31),
        )
        trust = load(ROOT / "params/trusts/amethyst.yml", Trust)
        project = Project(ROOT)
        tables = read_drop(project, trust, drop, folder).tables
        return Context(project, trust, drop, tables, Benchmarks(ROOT / "params/benchmarks"))

    return context
