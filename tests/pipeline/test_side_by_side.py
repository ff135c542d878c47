"""Drops that are judged side by side are judged as they are one after another."""

from __future__ import annotations

import os
import shutil
import signal
import sys

import pytest
import yaml

from goldenthread import pipeline
from goldenthread.batch import judging
from goldenthread.batch.judging import judged_for_run
from goldenthread.batch.processes import children
from goldenthread.errors import GoldenThreadError
from goldenthread.pipeline import drops_to_judge, judge_drop

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only here is a run forked")
DROPS = ("2021-autumn", "2022-spring", "2022-summer")


@pytest.fixture(autouse=True)
def _forks(monkeypatch):
    """As in the command's process, which has one thread; that of a test may have more."""
    monkeypatch.setattr(judging, "can_be_forked", lambda: True)


@pytest.fixture
def summer(project):
    """The newest of three drops, none of them judged."""
    folder = project / "data" / DROPS[2]
    shutil.copytree(project / "data" / DROPS[1], folder)
    declared = yaml.safe_load((folder / "drop.yml").read_text("utf-8"))
    declared |= {"drop": DROPS[2], "as_of": "2022-08-31", "term": "summer", "previous": DROPS[1]}
    (folder / "drop.yml").write_text(yaml.safe_dump(declared), "utf-8")
    return folder


def _plain(judged):
    fields = ("drop", "inputs", "findings", "absent", "judgements", "actions")
    return [
        (drop.measurements.items, *(getattr(drop, field) for field in fields))
        for drop in judged.series()
    ]


@pytest.mark.parametrize("at_once", [1, 3])
def test_the_same_drops_are_judged_by_others(summer, reads, monkeypatch, at_once):
    monkeypatch.setattr(judging, "AT_ONCE", at_once)
    assert [folder.name for folder in drops_to_judge(summer)] == list(DROPS)
    together = judged_for_run(summer)
    assert reads == [DROPS[2]]
    assert [drop.drop.drop for drop in together.series()] == list(DROPS)
    assert _plain(together) == _plain(judge_drop(summer, cache=False))


def test_what_is_kept_is_not_judged_again(summer, reads):
    judged_for_run(summer)
    (summer / "governors list.csv").touch()
    del reads[:]
    assert judged_for_run(summer).drop.drop == DROPS[2]
    assert not reads
    (summer / "governors list.csv").write_bytes(
        (summer / "governors list.csv").read_bytes() + b"\n"
    )
    assert [folder.name for folder in drops_to_judge(summer)] == [DROPS[2]]
    judged_for_run(summer)
    assert reads == [DROPS[2]]


def _spoil(folder):
    declared = yaml.safe_load((folder / "drop.yml").read_text("utf-8"))
    (folder / "drop.yml").write_text(yaml.safe_dump({**declared, "trust": "nobody"}), "utf-8")


@pytest.mark.parametrize("faulty", [(1,), (0, 2)])
def test_a_fault_is_told_as_it_was(summer, faulty):
    for number in faulty:
        _spoil(summer.parent / DROPS[number])
    with pytest.raises(GoldenThreadError) as alone:
        judge_drop(summer, cache=False)
    with pytest.raises(GoldenThreadError) as together:
        judged_for_run(summer)
    assert str(together.value) == str(alone.value)
    assert type(together.value) is type(alone.value)


def test_of_two_faulty_exports_that_of_the_earlier_drop_is_told(summer, monkeypatch):
    def refuse(project, trust, drop, folder):
        raise GoldenThreadError(drop.drop)

    monkeypatch.setattr(pipeline, "read_drop", refuse)
    with pytest.raises(GoldenThreadError, match=DROPS[0]):
        judged_for_run(summer)


def test_a_process_that_is_ended_costs_nothing_but_time(summer, reads, monkeypatch):
    own, read = os.getpid(), pipeline.read_drop

    def ended(*arguments):
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return read(*arguments)

    monkeypatch.setattr(pipeline, "read_drop", ended)
    judged = judged_for_run(summer)
    assert sorted(reads) == list(DROPS)
    assert _plain(judged) == _plain(judge_drop(summer, cache=False))


def test_no_process_is_left(summer):
    before = children()
    judged_for_run(summer)
    assert children() == before


def test_a_process_with_threads_judges_them_itself(summer, reads, monkeypatch):
    monkeypatch.setattr(judging, "can_be_forked", lambda: False)
    judged_for_run(summer)
    assert reads == list(DROPS)
