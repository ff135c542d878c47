"""The made-up trust of the benchmark is one that the suite reads, judges and keeps apart."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from benchmarks.trust_of_many import ANSWERS, PUPILS, make_project, school_name

from goldenthread.judged import JudgedDrop
from goldenthread.judgement.judgement import ActionStatus
from goldenthread.measures.measurement import TRUST
from goldenthread.pipeline import judge_drop
from goldenthread.reads import METHODS
from goldenthread.view import View
from goldenthread.watched import Reads, _Watched, unwatch, watch_drop

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> JudgedDrop:
    return judge_drop(make_project(tmp_path_factory.mktemp("many"), ROOT, 3), cache=False)


def test_nothing_is_wrong_but_what_it_leaves_out(judged: JudgedDrop) -> None:
    missing = {absent.source for absent in judged.absent}
    wrong = [
        f for f in judged.findings if f.severity != "note" and "holds no file" not in f.message
    ]
    assert wrong == []
    assert not missing & {"attendance", "behaviour", "census", "staff_survey"}


def test_each_school_has_its_own_figures(judged: JudgedDrop) -> None:
    urns = [school.urn for school in judged.trust.schools]
    rates = [judged.measurements.one("incident_rate", urn) for urn in urns]
    absences = [judged.measurements.one("overall_absence", urn) for urn in urns]
    assert all(rate is not None and rate.denominator == PUPILS for rate in rates)
    assert len({absence.value for absence in absences if absence is not None}) == 3
    whole = judged.measurements.one("incident_rate", TRUST)
    assert whole is not None
    assert whole.numerator == sum(rate.numerator or 0 for rate in rates if rate is not None)


def test_a_report_on_one_school_sees_no_other(judged: JudgedDrop) -> None:
    school = judged.trust.school(school_name(1))
    seen = {m.entity for m in View(judged, school).measurements}
    assert school.urn in seen
    assert not seen & {TRUST, *(s.urn for s in judged.trust.schools if s != school)}


def test_a_school_is_the_same_in_a_larger_trust(judged: JudgedDrop, tmp_path: Path) -> None:
    drop = make_project(tmp_path, ROOT, 2)
    log = f"{school_name(1)} behaviour log.csv"
    assert (drop / log).read_bytes() == (judged.folder / log).read_bytes()
    survey = (drop / "Staff survey summer 2022.csv").read_text("utf-8").splitlines()
    larger = (judged.folder / "Staff survey summer 2022.csv").read_text("utf-8").splitlines()
    assert survey == larger[: 1 + 2 * ANSWERS]


def test_a_report_asks_for_its_own_school_alone(judged: JudgedDrop) -> None:
    """In a trust of a thousand, it is made again when its school is renamed, not another."""
    reads = Reads()
    watched = watch_drop(judged, reads)
    try:
        school = watched.trust.school(school_name(2))
        View(watched, school).name(school.urn)
    finally:
        unwatch()
    assert {
        name[4]
        for name in reads.names
        if name[1:4] == ("field", "trust", "schools") and len(name) > 4
    } == {2}


def test_what_is_asked_of_a_drop_is_noted_by_a_name_of_its_own(judged: JudgedDrop) -> None:
    """Of a method noted without what it was asked, the report would rest on the whole drop."""
    methods = {name for name, what in vars(JudgedDrop).items() if callable(what)}
    questions = {name for name in methods if not name.startswith("_")} - {"at_hand", "let_go"}
    assert questions - {*METHODS, *dir(_Watched)} == set()
    action = judged.plan.shown_actions[0]
    status = ActionStatus(judged.plan.objectives[0].id, action.id, "completed", "Completed.")
    reads = Reads()
    watched = watch_drop(judged, reads)
    try:
        said = watched.disagreement_on(status, TRUST)
    finally:
        unwatch()
    assert said == judged.disagreement_on(status, TRUST)
    assert (0, "of_action", action.id, TRUST) in reads.names
    assert {name[1] for name in reads.names} == {"of_action"}


def test_what_is_said_of_school_after_school_is_held_once(judged: JudgedDrop) -> None:
    """Also after it was kept and read back, as a run's processes have it."""
    for held in (judged.judgements, pickle.loads(pickle.dumps(judged.judgements))):
        texts = [text for j in held for text in (j.rule, j.reason, *_texts(j.tests))]
        assert len(texts) > 4 * len(set(texts))
        assert len(set(map(id, texts))) == len(set(texts))


def _texts(tests: Iterable[Any]) -> list[str]:
    return [text for test in tests for text in (test.rule, test.sentence, test.set_because)]
