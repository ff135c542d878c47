"""A new trust: its file, a plan skeleton and a first drop, written from a few answers."""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from goldenthread.calendar import Term, year_ends
from goldenthread.errors import ParameterError
from goldenthread.planning.days import drop_title
from goldenthread.planning.words import several
from goldenthread.trust import Phase
from goldenthread.writing import writing


@dataclass(frozen=True, slots=True)
class NewSchool:
    """A school as it was given. `short_name` is its name without the words that many share."""

    urn: str
    name: str
    phase: Phase
    joined: dt.date

    @property
    def short_name(self) -> str:
        shorter = _KIND.sub("", self.name).strip(" ,-")
        return shorter or self.name

    @property
    def id(self) -> str:
        return slug(self.short_name)


@dataclass(frozen=True, slots=True)
class Beginning:
    """Everything that `init` has to know."""

    trust: str
    name: str
    schools: tuple[NewSchool, ...]
    plan: str
    plan_title: str
    starts: dt.date
    ends: dt.date
    drop: str
    year: str
    term: Term
    as_of: dt.date
    section_word: str = "Objective"
    local_authority: str = ""
    region: str = ""


_KIND = re.compile(
    r"\b(?:church of england|c of e|ce|catholic|rc|voluntary|aided|community|primary|junior"
    r"|infants?|first|nursery|secondary|high|grammar|special|academy|school|college)\b",
    re.IGNORECASE,
)


def slug(text: str) -> str:
    """`Riverside Learning Trust` as `riverside-learning-trust`."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def paths_of(root: Path, beginning: Beginning) -> dict[str, Path]:
    """Where each of the three files goes, by the template it is made from."""
    return {
        "trust.yml.j2": root / "params" / "trusts" / f"{beginning.trust}.yml",
        "plan.yml.j2": root / "params" / "plans" / f"{beginning.plan}.yml",
        "drop.yml.j2": root / "data" / beginning.trust / beginning.drop / "drop.yml",
    }


def write_beginning(root: Path, beginning: Beginning) -> tuple[Path, ...]:
    """Write the three files. Where one of them is there already none is written, and a
    ParameterError says which."""
    paths = paths_of(root, beginning)
    shown = tuple(sorted(path.stem for path in (root / "notebooks" / "objectives").glob("*.ipynb")))
    values = {**_values(beginning), "notebooks": shown}
    texts = {name: render(name, **values) for name in paths}
    there = [path.relative_to(root).as_posix() for path in paths.values() if path.exists()]
    if there:
        message = (
            f"Nothing was written, because this is there already: {', '.join(there)}. Choose other "
            "names (the trust's id, --plan, --drop), or edit what is there; for the next drop of a "
            "trust: goldenthread new-drop."
        )
        raise ParameterError(message)
    for name, path in paths.items():
        write_new(path, texts[name])
    return tuple(paths.values())


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet; a StorageError where it cannot be."""
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)


def render(template: str, **values: object) -> str:
    """A YAML file from one of the templates; a text is quoted by the filter `quoted`."""
    return _environment().get_template(template).render(values)


def _values(beginning: Beginning) -> Mapping[str, object]:
    first_due = min(year_ends(beginning.year), beginning.ends)
    return {
        "trust": {
            "id": beginning.trust, "name": beginning.name, "schools": beginning.schools,
            "local_authority": beginning.local_authority, "region": beginning.region,
        },
        "plan": {
            "id": beginning.plan, "title": beginning.plan_title, "starts": beginning.starts,
            "ends": beginning.ends, "section_word": beginning.section_word,
            "sections": several(beginning.section_word.casefold()),
            "prefix": _prefix(beginning.name), "first_due": max(first_due, beginning.starts),
        },
        "drop": {
            "id": beginning.drop, "title": drop_title(beginning.year, beginning.term),
            "year": beginning.year, "term": beginning.term, "as_of": beginning.as_of,
            "first": int(beginning.year[:4]), "meets": beginning.as_of + dt.timedelta(days=42),
        },
        "measures": {"place": _placed_measure(beginning)},
        "national": _national(beginning),
    }  # fmt: skip


def _prefix(name: str) -> str:
    """The initials of the trust: the ids of its criteria begin with them."""
    initials = "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word != "the").upper()
    return initials[:4] or "P"


def _placed_measure(beginning: Beginning) -> str:
    """What is published for all schools of the trust's first phase."""
    primary = any(school.phase == "primary" for school in beginning.schools)
    return "ks2_expected" if primary else "progress_8"


def _national(beginning: Beginning) -> Mapping[str, object]:
    """A measure with a national figure for every phase of the trust's schools."""
    if {school.phase for school in beginning.schools} <= {"primary", "secondary"}:
        return {
            "text": "Pupils miss no more of school than elsewhere.", "measure": "overall_absence",
            "benchmark": "absence_{phase}", "in_line": 0.5,
        }  # fmt: skip
    return {
        "text": "Teachers lose no more days to sickness than elsewhere.",
        "measure": "sickness_days", "benchmark": "sickness_days", "in_line": 1,
    }  # fmt: skip


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("goldenthread.planning"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - YAML, in which every text is quoted by the filter
    )
    # JSON's texts are YAML's double-quoted ones.
    environment.filters["quoted"] = lambda text: json.dumps(str(text), ensure_ascii=False)
    return environment
