"""What a kept drop is opened from: asked for by the school, it says what it said before."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from goldenthread import cache, declaration
from goldenthread import judged as judged_drops
from goldenthread.judged import shelved
from goldenthread.pipeline import judge_drop, kept_drop
from goldenthread.sources.spec import load_sources

NORTH, TRUST = "100001", "trust"


@pytest.fixture
def plain(kept):
    return judge_drop(kept / "data/2022-spring", cache=False)


def test_what_is_on_shelves_is_what_was_put_there(plain):
    there = pickle.loads(pickle.dumps(shelved(plain)))
    assert there.measurements.items == plain.measurements.items
    assert list(there.judgements) == list(plain.judgements)
    assert there.judgements == plain.judgements
    assert (there.of_actions, there.inputs) == (plain.of_actions, plain.inputs)
    for measure in {figure.measure for figure in plain.measurements}:
        assert there.measurements.of(measure) == plain.measurements.of(measure)
        for place in (NORTH, TRUST, "nowhere"):
            assert there.measurements.of(measure, place) == plain.measurements.of(measure, place)
            assert there.measurements.one(measure, place) == plain.measurements.one(measure, place)
    for wanted in ([NORTH], [TRUST], [TRUST, NORTH], []):
        seen, before = there.measurements.seen_by(wanted), plain.measurements.seen_by(wanted)
        assert seen.items == before.items
        assert seen.frame().equals(before.frame())
    for place in (NORTH, TRUST, None):
        assert there.judgements_of("governance", place) == plain.judgements_of("governance", place)
    assert there.judgement("S-1", NORTH) == plain.judgement("S-1", NORTH)
    assert there.judgement("S-1", "nowhere") is None
    assert there.judgement("S-0", NORTH) is None


def test_of_a_large_trust_only_what_is_asked_for_is_opened(kept, monkeypatch, tmp_path):
    monkeypatch.setattr(judged_drops, "SMALL", 100)
    monkeypatch.setattr(cache, "_LARGE", 100)
    found = kept_drop(kept / "data/2022-spring")
    found.at_hand()
    assert _opened(found) == set()
    assert found.judgement("S-1", NORTH).entity == NORTH
    assert found.measurements.one("seats_filled", NORTH) is not None
    assert {name for name, _ in _opened(found)} == {NORTH}
    found.let_go()
    assert _opened(found) == set()
    entries = list((kept / ".cache/goldenthread").glob("*.pickle"))
    for path in entries:
        path.unlink()  # what is mapped stays
    assert entries
    assert found.judgements == judge_drop(kept / "data/2022-spring", cache=False).judgements


def test_what_is_small_is_all_open_at_once(kept):
    found = kept_drop(kept / "data/2022-spring")
    assert _opened(found) == set()
    found.at_hand()
    assert {name for name, _ in _opened(found)} >= {NORTH, TRUST}
    found.let_go()
    assert {name for name, _ in _opened(found)} >= {NORTH, TRUST}


def test_a_drop_has_rows_of_its_own_alone(kept):
    found = kept_drop(kept / "data/2022-spring")
    assert found.rows is not None
    assert found.previous.rows is None
    assert replace(found, rows=None).rows is None


def _opened(found):
    return {key for shelf in found.shelves for key in shelf._opened}


def test_of_a_kept_drop_no_declaration_is_read_again(kept, monkeypatch):
    found = kept_drop(kept / "data/2022-spring")
    declared = load_sources(kept / "params/sources")
    benchmarks = {name: found.benchmarks.get(name) for name in found.benchmarks.ids}
    again = kept_drop(kept / "data/2022-spring")
    monkeypatch.setattr(declaration, "read_yaml", _refused)
    assert (again.sources, again.source("governors")) == (declared, declared["governors"])
    assert {name: again.benchmarks.get(name) for name in again.benchmarks.ids} == benchmarks
    assert benchmarks
    assert again.previous.sources is again.sources
    assert all(again.previous.benchmarks.get(n) is again.benchmarks.get(n) for n in benchmarks)


def _refused(path):
    raise AssertionError(path)
