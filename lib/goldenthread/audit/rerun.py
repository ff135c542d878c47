"""An audit: what a run records is made again into a fresh folder and compared, byte by byte."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema

from goldenthread.audit.certificate import Certificate, OutputDifference
from goldenthread.audit.record import (
    Difference,
    drop_folder,
    hashes_in,
    of_environment,
    of_inputs,
    outputs_of,
)
from goldenthread.audit.where import where
from goldenthread.batch import manifest as manifests
from goldenthread.batch import ro_crate
from goldenthread.batch.lock import refuse_if_running
from goldenthread.batch.matrix import all_tasks
from goldenthread.batch.order import Hearing, Order
from goldenthread.errors import GoldenThreadError, ParameterError, StoppedError
from goldenthread.own_folder import own_folder
from goldenthread.pipeline import judge_drop
from goldenthread.render.document import About
from goldenthread.website import publish

# What a run leaves beside its outputs: the record itself, what describes it, and when it was.
_NOT_COMPARED = frozenset({manifests.NAME, "run.log", ro_crate.NAME})
_FORGED = "was changed: what it says the run was made from does not add up to its own hash"
_KEPT = "; its report was kept from an earlier run, which was made from something else"
_SET_BY_THE_RUN = ("drop", "objective", "school")


def audit(run: str, hearing: Hearing | None = None) -> Certificate:
    """Make the run in the folder `run` again and compare; its own folder is only read.

    Raises ParameterError where the folder holds no manifest, RunningError where a run is at work
    there, and StoppedError where a signal ends it half way. Whatever else is wrong is in the
    certificate.
    """
    folder = Path(run).resolve()
    data, recorded = _manifest(folder)
    unformed = tuple(_unformed(recorded))
    if unformed:
        refused = f"the manifest {unformed[0]}."
        return _certificate(data, recorded, manifest=unformed, refused=refused)
    found = hashes_in(folder, _NOT_COMPARED)
    changed = tuple(_changed(outputs_of(recorded), found))
    if manifests.digest_of(recorded["made_from"]) != recorded["made_from_sha256"]:
        refused = f"the manifest {_FORGED}."
        return _certificate(data, recorded, manifest=(_FORGED,), outputs=changed, refused=refused)
    told = recorded["reports"][0]["parameters"]
    drop = drop_folder(folder, told)
    try:
        judged = judge_drop(drop)
        tasks = all_tasks(judged.project, judged.trust, judged.plan, str(told["drop"]))
        engine = recorded["made_from"]["engine"]
        made = manifests.made_from(judged, tasks, engine, folder.parent)
    except GoldenThreadError as error:
        return _certificate(data, recorded, outputs=changed, refused=str(error))
    with own_folder("goldenthread-audit") as place:
        try:
            again = _made_again(recorded, drop, folder.parent, place, hearing)
        except StoppedError:
            raise
        except GoldenThreadError as error:
            return _certificate(data, recorded, outputs=changed, refused=str(error))
        titles = {task.id: task.title for task in tasks}
        return _certificate(
            data,
            recorded,
            manifest=tuple(_manifest_differences(recorded, again)),
            inputs=of_inputs(recorded["made_from"], made),
            environment=of_environment(recorded["made_from"], made),
            outputs=(
                *_compared(folder, recorded, found, again),
                *_description(folder, recorded, titles),
            ),
            compared=len(outputs_of(recorded)),
        )


def _manifest(folder: Path) -> tuple[bytes, dict[str, Any]]:
    path = folder / manifests.NAME
    try:
        data = path.read_bytes()
    except OSError:
        refuse_if_running(folder)
        message = f"{folder} holds no {manifests.NAME}: give the folder of a run that was finished."
        raise ParameterError(message) from None
    try:
        content = json.loads(data)
    except ValueError:
        content = None
    return data, content if isinstance(content, dict) else {}


def schema() -> dict[str, Any]:
    """The JSON schema of a manifest."""
    text = files("goldenthread.batch").joinpath("manifest.schema.json").read_text("utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


def _unformed(recorded: Mapping[str, Any]) -> Iterator[str]:
    """What makes a manifest no manifest."""
    validator = jsonschema.Draft202012Validator(schema())
    for error in sorted(validator.iter_errors(recorded), key=lambda e: list(map(str, e.path))):
        at = ".".join(map(str, error.path)) or "as a whole"
        yield f"is not of its form at {at}: {error.message[:200]}"
        return


def _changed(then: Mapping[str, str], found: Mapping[str, str]) -> Iterator[OutputDifference]:
    """What is not as the manifest has it, told without making anything again."""
    for name in sorted({*then, *found}):
        before, now = then.get(name, ""), found.get(name, "")
        if before != now:
            yield OutputDifference(name, _in_words(before, now, before), before, now, "", ())


def _description(
    folder: Path, recorded: Mapping[str, Any], titles: Mapping[str, str]
) -> Iterator[OutputDifference]:
    """The description for archives, which says what the manifest says and nothing else."""
    path, said = folder / ro_crate.NAME, ro_crate.crate(recorded, titles)
    then = hashlib.sha256(said).hexdigest()
    if not path.is_file():
        yield OutputDifference(ro_crate.NAME, _in_words(then, "", then), then, "", then, ())
    elif path.read_bytes() != said:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
        words = "does not say what the manifest says"
        yield OutputDifference(ro_crate.NAME, words, then, found, then, ())


def _made_again(
    recorded: Mapping[str, Any], drop: Path, runs: Path, place: Path, hearing: Hearing | None
) -> Path:
    """Every recorded report, with its parameters, in a fresh folder that knows the earlier runs."""
    by_parameters: dict[str, list[str]] = {}
    for report in recorded["reports"]:
        own = {k: v for k, v in report["parameters"].items() if k not in _SET_BY_THE_RUN}
        by_parameters.setdefault(json.dumps(own, sort_keys=True), []).append(report["id"])
    for given, ids in by_parameters.items():
        order = Order(
            str(drop),
            reports=tuple(ids),
            parameters={k: str(v) for k, v in json.loads(given).items()},
            outputs=place,
            earlier=runs,
            engine=recorded["made_from"]["engine"],
        )
        result = publish(order, hearing)
        if result.stopped:
            message = "Stopped before everything was made again: nothing is said of the run."
            raise StoppedError(message, result.stopped)
    return place / str(recorded["drop"])


def _manifest_differences(recorded: Mapping[str, Any], again: Path) -> Iterator[str]:
    """Whether the record itself is what such a run writes, inputs and outputs aside."""
    fresh = manifests.read_manifest(again)
    for key in ("format", "trust", "plan", "drop", "as_of", "synthetic"):
        if recorded.get(key) != fresh.get(key):
            yield f"‘{key}’ says {recorded.get(key)!r}; such a run says {fresh.get(key)!r}"
    then = {report["id"]: report for report in recorded["reports"]}
    now = {report["id"]: report for report in fresh.get("reports", ())}
    for name, report in then.items():
        for key in ("status", "notebook", "parameters"):
            if name in now and report.get(key) != now[name].get(key):
                yield f"{name}: ‘{key}’ says {report.get(key)!r}; such a run {now[name].get(key)!r}"
        if name not in now:
            yield f"{name}: such a run makes no report of this name"


def _compared(
    folder: Path, recorded: Mapping[str, Any], found: Mapping[str, str], again: Path
) -> Iterator[OutputDifference]:
    then, kept = outputs_of(recorded), _kept_since(recorded)
    now = hashes_in(again, _NOT_COMPARED)
    for name in sorted({*then, *found, *now}):
        hashes = (then.get(name, ""), found.get(name, ""), now.get(name, ""))
        if len(set(hashes)) > 1:
            words = _in_words(*hashes) + (_KEPT if name in kept and hashes[0] != hashes[2] else "")
            places: tuple[str, ...] = ()
            if hashes[1] and hashes[2]:
                places = where(name, (folder / name).read_bytes(), (again / name).read_bytes())
            yield OutputDifference(name, words, *hashes, places)


def _kept_since(recorded: Mapping[str, Any]) -> frozenset[str]:
    """The outputs that an earlier run made, from other inputs, rules or versions than this one's:
    a run of some reports (`--only`) leaves the others as they lie there."""
    this = recorded["made_from_sha256"]
    return frozenset(
        output["path"]
        for report in recorded["reports"]
        if report["made_from"] != this
        for output in report["outputs"]
    )


def _in_words(then: str, found: str, now: str) -> str:
    if not then:
        return "not in the manifest: it was put there later" if found else "made now, not then"
    if not found:
        return "missing from the run’s folder"
    if found != then:
        also = "" if now == then else ", and the run made again gives another too"
        return f"changed since the run wrote it{also}"
    return "made again, it is another" if now else "cannot be made again"


def _certificate(
    data: bytes,
    recorded: Mapping[str, Any],
    *,
    manifest: tuple[str, ...] = (),
    inputs: tuple[Difference, ...] = (),
    environment: tuple[Difference, ...] = (),
    outputs: tuple[OutputDifference, ...] = (),
    compared: int = 0,
    refused: str = "",
) -> Certificate:
    about = About(
        title=f"Audit of {recorded.get('drop', 'a run')}",
        trust=str(recorded.get("trust", "")),
        plan=str(recorded.get("plan", "")),
        drop=str(recorded.get("drop", "")),
        as_of=str(recorded.get("as_of", "1900-01-01")),
        synthetic=bool(recorded.get("synthetic", False)),
    )
    return Certificate(
        about,
        hashlib.sha256(data).hexdigest(),
        dt.datetime.now(dt.UTC).replace(microsecond=0),
        len(recorded.get("reports", ())),
        compared,
        manifest,
        inputs,
        environment,
        outputs,
        refused,
    )
