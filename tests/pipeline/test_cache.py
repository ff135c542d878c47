"""What was judged is kept until anything it depends on changes."""

from __future__ import annotations

import os
import time

import pytest

from goldenthread import pipeline
from goldenthread.cache import forget_long_ago, keep, recall
from goldenthread.pipeline import judge_drop, kept_drop

SPRING = "data/2022-spring"


def _same(a, b):
    fields = ("drop", "inputs", "findings", "absent", "judgements", "actions")
    assert a.measurements.items == b.measurements.items
    assert [getattr(a, f) for f in fields] == [getattr(b, f) for f in fields]


def test_a_second_look_reads_nothing_and_says_the_same(project, reads):
    start = time.process_time()
    first = judge_drop(project / SPRING)
    judged = time.process_time()
    assert reads == ["2021-autumn", "2022-spring"]
    again = judge_drop(project / SPRING)
    assert time.process_time() - judged < (judged - start) / 2  # a fifteenth was measured
    assert len(reads) == 2
    _same(first, again)
    _same(first.previous, again.previous)
    _same(again, judge_drop(project / SPRING, cache=False))


def test_the_previous_drop_was_kept_by_itself(kept, reads):
    assert judge_drop(kept / "data/2021-autumn").drop.drop == "2021-autumn"
    assert not reads


@pytest.mark.parametrize(
    "path",
    [
        f"{SPRING}/governors list.csv",
        f"{SPRING}/drop.yml",
        "data/2021-autumn/governors list.csv",
        "params/trusts/small.yml",
        "params/plans/small-plan.yml",
        "params/sources/governors.yml",
    ],
)
def test_any_change_makes_it_anew(kept, reads, path):
    judge_drop(kept / SPRING)
    assert not reads
    with (kept / path).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n" if path.endswith("yml") else "\n")
    judge_drop(kept / SPRING)
    assert reads[-1] == "2022-spring"


def test_nothing_is_kept_that_was_read_after_the_files_were_looked_at(project, monkeypatch):
    """What a file says then is not kept under the name of what it said before."""
    autumn = project / "data/2021-autumn"
    figures = project / "params/benchmarks/figures/attainment_8.yml"
    before, key_of, asked = figures.read_bytes(), pipeline._key, []

    def looked_at(*places):
        asked.append(key_of(*places))
        if len(asked) == 2:
            figures.write_bytes(before.replace(b"title: ", b"title: Another "))
        return asked[-1]

    monkeypatch.setattr(pipeline, "_key", looked_at)
    judge_drop(autumn)
    assert len(asked) == 2
    figures.write_bytes(before)
    assert not kept_drop(autumn).benchmarks.get("attainment_8").title.startswith("Another")


@pytest.mark.parametrize(
    "spoil", [lambda b: b[:-40], lambda b: b"", lambda b: b[:50] + b"x" + b[51:]]
)
def test_a_spoilt_entry_is_made_again(kept, reads, spoil):
    first = judge_drop(kept / SPRING)
    for path in (kept / ".cache/goldenthread").iterdir():
        path.write_bytes(spoil(path.read_bytes()))
    again = judge_drop(kept / SPRING)
    assert len(reads) == 2
    _same(first, again)


def test_a_project_may_be_moved(kept, reads):
    moved = judge_drop(kept / SPRING)
    assert not reads
    assert moved.folder == (kept / SPRING).resolve()
    assert moved.previous.folder == (kept / "data/2021-autumn").resolve()
    assert moved.project.root == kept.resolve()
    assert moved.benchmarks.folder == kept.resolve() / "params/benchmarks"


def test_old_entries_go_and_nothing_half_written_stays(tmp_path):
    for number in range(9):
        keep(tmp_path, "drop", f"{number:064d}", number)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert len(left) == 6
    assert recall(tmp_path, "drop", f"{8:064d}") == 8
    assert recall(tmp_path, "drop", f"{0:064d}") is None


def test_a_cache_that_cannot_be_written_costs_no_result(project):
    (project / ".cache").write_text("a file stands where the folder should be")
    assert judge_drop(project / SPRING).judgements


def test_notes_of_runs_are_forgotten_after_more_than_a_year(tmp_path):
    now, day = 1_700_000_000.0, 24 * 3600
    for name, days in (("old", 401), ("young", 399)):
        (tmp_path / f"{name}.json").write_text("{}", "utf-8")
        os.utime(tmp_path / f"{name}.json", (now - days * day, now - days * day))
    forget_long_ago(tmp_path, now)
    forget_long_ago(tmp_path / "not there", now)
    assert [path.name for path in tmp_path.iterdir()] == ["young.json"]
