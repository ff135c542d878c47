"""What a run keeps of what its reports read, written by another version or by hand, ends no run:
the report is made again. And which of several exports changed is said by its own hash."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from small_trust import SUMMER, build

from goldenthread import reads
from goldenthread.batch.keys import Ingredients, keep_key, why_made
from goldenthread.batch.matrix import Task, all_tasks
from goldenthread.pipeline import judge_drop
from goldenthread.watched import Reads

RECORD = {"status": "succeeded", "outputs": []}
SEVERAL = (0, "hashes", ("Oversight register Hill.xlsx", "Oversight register Brook.xlsx"))
Kept = tuple[Task, Ingredients]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A report of the small trust that is yet to be made."""
    root = tmp_path_factory.mktemp("opal") / "project"
    build(root)
    judged = judge_drop(root / SUMMER)
    task = next(iter(all_tasks(judged.project, judged.trust, judged.plan, SUMMER)))
    return task, Ingredients.of(judged, {})


@pytest.fixture
def key(kept: Kept) -> Path:
    """The file of a report that read what two exports hash to together."""
    task, ingredients = kept
    read = Reads()
    read.note(*SEVERAL)
    keep_key(task, [], read, ingredients)
    (path,) = (ingredients.cache / "made").iterdir()
    return path


def forge(path: Path, change: Callable[[dict], object]) -> None:
    content = json.loads(path.read_text("utf-8"))
    change(content)
    path.write_text(json.dumps(content), "utf-8")


def test_what_is_as_it_was_is_not_made_again(kept: Kept, key: Path) -> None:
    task, ingredients = kept
    assert SEVERAL[2][0] in key.read_text("utf-8")
    assert why_made(task, RECORD, ingredients) == ""


@pytest.mark.parametrize("held", [0, 3, 20_000])
def test_figures_whose_words_are_kept_are_those_written_out(
    held: int, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, ingredients = kept
    judged = ingredients.digests._judged
    figures = list(judged.measurements)
    assert len(figures) > 3
    monkeypatch.setattr(reads, "_HELD", held)
    of_schools = tuple(sorted({m.entity for m in figures}))
    names = [(0, "figures", m.measure, m.entity) for m in figures]
    names += [(0, "figures", "none", "none"), (0, "measured", "", None)]
    names += [(0, "measured", m.measure, of_schools[:1]) for m in figures]
    once = reads.Digests(judged)
    assert {name: once.of(name) for name in names} == reads.digests(judged, names)
    assert len({once.of(name) for name in names}) > 3


@pytest.mark.parametrize(
    "name",
    [
        [0, "of_tomorrow", "x"],
        [0, "of_tomorrow"],
        [0, "judgement"],
        [0, "judgement", "a", "b", "c", "d"],
        [0, "judgement", ["a"], None, None],
        [0, "judgement", {"a": 1}, "trust"],
        [0, "judgement", [["a"]], "trust"],
        [0, "input"],
        [0, "hashes", 3],
        [0, "hashes"],
        [0, "benchmark"],
        [0, "figures", "x"],
        [0, "field", 3, None],
        [0, 3],
        ["one", "judgement", "a", "b"],
        [None, "trust"],
        [0],
        [],
        "judgement",
        None,
    ],
    ids=str,
)
@pytest.mark.parametrize("digest", ["00", "not known", 7])
def test_a_name_that_this_version_does_not_know_makes_the_report_again(
    kept: Kept, key: Path, name: object, digest: object
) -> None:
    task, ingredients = kept
    forge(key, lambda content: content["reads"].append([name, digest]))
    assert why_made(task, RECORD, ingredients)


@pytest.mark.parametrize("part", ["reads", "files", "library", "notebook", "whole"])
def test_a_key_without_one_of_its_parts_makes_the_report_again(
    kept: Kept, key: Path, part: str
) -> None:
    task, ingredients = kept
    forge(key, lambda content: content.pop(part))
    assert why_made(task, RECORD, ingredients) == "what it was made from is not known"


def test_of_several_exports_the_one_with_another_hash_is_named(kept: Kept, key: Path) -> None:
    task, ingredients = kept

    def other(content: dict) -> None:
        content["reads"][0][1] = "00"
        content["exports"][1][1] = "00"

    forge(key, other)
    said = why_made(task, RECORD, ingredients)
    assert said == "Oversight register Brook.xlsx changed (export)"


def test_where_that_was_not_kept_it_is_one_of_them(kept: Kept, key: Path) -> None:
    task, ingredients = kept

    def other(content: dict) -> None:
        content["reads"][0][1] = "00"
        del content["exports"]

    forge(key, other)
    assert why_made(task, RECORD, ingredients) == (
        "one of Oversight register Hill.xlsx and Oversight register Brook.xlsx changed (export)"
    )
