"""What a run reported, kept beside its reports, so that a later run can see what is restated.

`figures.json` holds every judgement as it was published (after suppression) with the hashes of
what it was made from. The next drop's run judges the earlier drops again, by today's exports and
rules, and says where the two differ.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from goldenthread.errors import Finding
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.judgement import Judgement, TestResult
from goldenthread.measures.catalogue import all_measures
from goldenthread.restatement import Restatement, Said
from goldenthread.wording import in_unit, join_words

NAME = "figures.json"
FORMAT = 1
# Where earlier runs are kept when it is not the project's outputs/: a run tells its notebooks.
FOLDER_VARIABLE = "GOLDENTHREAD_OUTPUTS"
_MOST_FILES = 3

Key = tuple[str, str, str, str]  # criterion, entity, measure, entity of the figure


def earlier_runs(judged: JudgedDrop) -> Path:
    """The folder that holds the runs of earlier drops."""
    return Path(os.environ.get(FOLDER_VARIABLE) or judged.project.runs_of(judged.folder))


def figures_file(judged: JudgedDrop) -> bytes:
    """What the run of a drop reports, as `figures.json`: the same bytes for the same judgements."""
    content = {
        "format": FORMAT,
        "drop": judged.drop.drop,
        "as_of": judged.drop.as_of.isoformat(),
        "library": version("goldenthread"),
        "exports": _exports(judged),
        "params": _params(judged),
        "judgements": [
            {
                "criterion": judgement.criterion,
                "entity": judgement.entity,
                "rating": judgement.rating.value,
                "figures": [_figure(test) for test in _with_figure(judgement)],
            }
            for judgement in judged.judgements
        ],
    }
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _with_figure(judgement: Judgement) -> Iterator[TestResult]:
    seen: set[tuple[str, str]] = set()
    for test in judgement.tests:
        if test.measurement is not None:
            key = (test.measure, test.measurement.entity)
            if key not in seen:
                seen.add(key)
                yield test


def _figure(test: TestResult) -> dict[str, Any]:
    m = test.measurement
    assert m is not None  # noqa: S101 - only tests with a figure are asked
    return {
        "measure": test.measure,
        "entity": m.entity,
        "period": m.period,
        "shown": _shown(test),
        "value": m.value,
        "n": m.n,
        "files": sorted({row.file for row in m.rows}),
    }


def _shown(test: TestResult) -> str:
    """The figure as reports print it: only what a reader can see can be restated."""
    m = test.measurement
    if m is None:
        return ""
    if m.value is None:
        return m.state.value
    measure = all_measures()[test.measure]
    return in_unit(m.value, measure.unit, measure.decimals if test.places is None else test.places)


def figures_of(judged: JudgedDrop) -> dict[Key, tuple[Said, tuple[str, ...]]]:
    """What a drop says of each figure now, as `Reported.figures` has it."""
    return Reported(json.loads(figures_file(judged))).figures


def _exports(judged: JudgedDrop) -> dict[str, str]:
    return {file.name: file.sha256 for file in sorted(judged.inputs, key=lambda i: i.name)}


def _params(judged: JudgedDrop) -> dict[str, str]:
    project = judged.project
    return {
        path.relative_to(project.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in project.params_of(judged.drop.trust, judged.drop.plan)
        if path.suffix == ".yml"
    }


@dataclass(frozen=True)
class Reported:
    """What the run of an earlier drop left."""

    content: Mapping[str, Any]

    @cached_property
    def figures(self) -> dict[Key, tuple[Said, tuple[str, ...]]]:
        """What was said of each figure, and the files that it rested on."""
        return {
            (j["criterion"], j["entity"], f["measure"], f["entity"]): (
                Said(j["rating"], f["shown"]),
                tuple(f["files"]),
            )
            for j in self.content["judgements"]
            for f in j["figures"]
        }


def read_reported(folder: Path) -> Reported | Finding | None:
    """What the run in `folder` reported; None where there was none, a finding where what it left
    is not what it wrote."""
    path = folder / NAME
    try:
        data = path.read_bytes()
        content = json.loads(data)
        manifest = json.loads((folder / "manifest.json").read_bytes())
        known = manifest["figures"]["sha256"] == hashlib.sha256(data).hexdigest()
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        known, content = False, {}
    if not known or content.get("format") != FORMAT:
        message = "is not what its run wrote, so restated figures of that drop cannot be found"
        fix = "Run that drop again, or bring its folder back from where it was kept."
        return Finding("warning", f"outputs/{folder.name}/{NAME}", message, fix=fix)
    return Reported(content)


def with_restatements(judged: JudgedDrop, runs: Path) -> JudgedDrop:
    """The judged drop, knowing which figures of earlier drops are restated; `runs` is the folder
    that holds their runs."""
    found: list[Restatement] = []
    findings: list[Finding] = []
    for earlier in judged.series()[:-1]:
        reported = read_reported(runs / earlier.drop.drop)
        if isinstance(reported, Finding):
            findings.append(reported)
        elif reported is not None:
            found += _restated(earlier, reported)
    if not found and not findings:
        return judged
    return replace(judged, restated=tuple(found), findings=(*judged.findings, *findings))


def _restated(earlier: JudgedDrop, reported: Reported) -> Iterator[Restatement]:
    """Every figure that was reported and is another now, or is no more."""
    judged = {(j.criterion, j.entity): j for j in earlier.judgements}
    for (criterion, entity, measure, whose), (then, files) in reported.figures.items():
        judgement = judged.get((criterion, entity))
        if judgement is None:
            continue  # a plan or trust without it says so by itself
        test = next(
            (
                t
                for t in _with_figure(judgement)
                if t.measurement and (t.measure, t.measurement.entity) == (measure, whose)
            ),
            None,
        )
        now = Said(judgement.rating.value, _shown(test) if test else "")
        if now == then:
            continue
        rows = test.measurement.rows if test and test.measurement else ()
        because = _because(earlier, reported.content, {*files, *(row.file for row in rows)})
        yield Restatement(
            earlier.drop.drop, earlier.drop.title, criterion, entity, measure, then, now, because
        )


def _because(earlier: JudgedDrop, content: Mapping[str, Any], files: set[str]) -> str:
    """What has changed since: first of what the figure rests on, then of anything else."""
    exports = _differing(content["exports"], _exports(earlier))
    own = [name for name in exports if name in files]
    if own or exports:
        return f"{_named(own or exports)} changed since"
    declared = _differing(content["params"], _params(earlier))
    if declared:
        return f"{_named(declared)} changed since"
    if content["library"] != version("goldenthread"):
        return f"the suite was version {content['library']} then"
    return "how it is worked out, or a drop before it, changed since"


def _differing(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return sorted(name for name in {*then, *now} if then.get(name) != now.get(name))


def _named(names: Iterable[str]) -> str:
    listed = list(names)
    shown = [f"‘{name}’" for name in listed[:_MOST_FILES]]
    more = len(listed) - len(shown)
    return join_words([*shown, f"{more} more"] if more else shown)
