"""What of a run is finished, kept while it runs, so that a run that was killed need not be made
again from the start.

While a run is at work its folder has no manifest: the last one lies in the folder beside, and every
report that is put in place adds its record there. The new manifest comes last. Whatever is found
here or there is believed only where the files have the hashes that it names.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goldenthread.batch import manifest as manifests
from goldenthread.batch.durable import append_line, put_in_place, storage, write_whole

_EARLIER = "earlier.json"
_FINISHED = "finished.jsonl"


def earlier_run(folder: Path, part: Path) -> dict[str, Any]:
    """The manifest of the last run, with what a run that was killed has finished since."""
    whole = manifests.read_manifest(folder)
    if whole:
        return whole
    before = manifests.read_manifest(part, _EARLIER) or {"format": manifests.FORMAT, "reports": []}
    reports = {report["id"]: report for report in before["reports"]}
    reports |= {report["id"]: report for report in _finished(part)}
    return {**before, "reports": list(reports.values())}


def open_run(folder: Path, part: Path) -> bool:
    """Clear what a killed run left, and put the last manifest aside, losing neither's records.
    Whether there was a manifest."""
    with storage(folder):
        part.mkdir(parents=True, exist_ok=True)
        folder.mkdir(parents=True, exist_ok=True)
        for path in part.iterdir():
            if path.name not in (_EARLIER, _FINISHED):
                _remove(path)
        if (folder / manifests.NAME).exists():
            _remove(part / _FINISHED)  # older than the manifest
            put_in_place([(folder / manifests.NAME, part / _EARLIER)])
            return True
        write_whole(part / _EARLIER, manifests.dump(earlier_run(folder, part)))
        _remove(part / _FINISHED)
        return False


def note_finished(part: Path, record: Mapping[str, Any]) -> None:
    """Keep the record of a report whose files are in their places."""
    with storage(part):
        append_line(part / _FINISHED, json.dumps(record, ensure_ascii=False))


def close_run(part: Path) -> None:
    """The new manifest is written: forget the rest."""
    shutil.rmtree(part, ignore_errors=True)


def abandon_run(part: Path) -> None:
    """The manifest cannot be written: keep the records, give back the room of everything else."""
    for path in part.glob("*"):
        if path.name not in (_EARLIER, _FINISHED):
            _remove(path)


def take_back_run(folder: Path, part: Path) -> None:
    """Nothing was made: the manifest that was put aside stands again, and all is as before."""
    put_in_place([(part / _EARLIER, folder / manifests.NAME)])
    close_run(part)


def _finished(part: Path) -> list[dict[str, Any]]:
    """The records that were written whole; the last line of a run that was killed may not be."""
    try:
        *lines, _half = (part / _FINISHED).read_bytes().split(b"\n")
    except OSError:
        return []
    records = []
    for line in lines:
        try:
            records.append(json.loads(line))
        except ValueError:  # the power went before its bytes were on the disk
            continue
    return records


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
