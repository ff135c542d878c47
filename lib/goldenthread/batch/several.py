"""Where the reports of several drops go, each apart from the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goldenthread.project import Project
from goldenthread.which_drops import declared, is_remote


def outputs_of(drops: Sequence[str], outputs: str) -> list[tuple[str, str]]:
    """Each drop with where its reports go: drops of several trusts that share a place get a folder
    for each trust in it."""
    if not outputs:
        return [(drop, _own_place(drop, drops)) for drop in drops]
    trusts = {drop: declared(Path(drop) / "drop.yml").get("trust", "") for drop in drops}
    if len(set(trusts.values())) < 2:
        return [(drop, outputs) for drop in drops]
    return [(drop, f"{outputs.rstrip('/')}/{trusts[drop]}") for drop in drops]


def _own_place(drop: str, drops: Sequence[str]) -> str:
    """ "" for where its reports go anyway; a folder of the trust in it where others share that."""
    if is_remote(drop):
        return ""
    places = {
        other: Project.around(Path(other)).runs_of(Path(other))
        for other in drops
        if not is_remote(other)
    }
    trusts = {
        declared(Path(other) / "drop.yml").get("trust", "")
        for other, place in places.items()
        if place == places[drop]
    }
    if len(trusts) < 2:
        return ""
    return str(places[drop] / str(declared(Path(drop) / "drop.yml").get("trust", "")))
