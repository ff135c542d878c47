"""pyproject.toml, the lock file and environment.yml say the same, and the lock can be trusted."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, set[str]]:
    """Package -> the versions of it in the lock (more than one where systems differ)."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", LOCK, re.M):
        found.setdefault(normal(name), set()).add(version)
    return found


def asked_for() -> list[str]:
    project = PROJECT["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    return [*project["dependencies"], *extras, *PROJECT["build-system"]["requires"]]


@pytest.mark.parametrize("requirement", sorted(set(asked_for())))
def test_what_the_project_asks_for_is_locked_in_a_version_that_will_do(requirement: str) -> None:
    match = re.fullmatch(r"([\w.-]+)(?:\[\w+\])?\s*(?:>=\s*([\d.]+))?", requirement)
    assert match, f"{requirement}: say a name, and at most the least version"
    name, least = match.groups()
    versions = locked().get(normal(name))
    assert versions, f"{name} is not in requirements.lock: run make lock"
    for version in versions if least else ():
        numbers = [int(n) for n in re.findall(r"\d+", version)]
        assert numbers >= [int(n) for n in least.split(".")]


def test_every_locked_package_has_hashes() -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.M)[1:]
    assert len(entries) > 100
    assert [
        e.split("\n")[0] for e in entries if not re.search(r"--hash=sha256:[0-9a-f]{64}", e)
    ] == []


def test_the_lock_names_no_index_and_no_folder() -> None:
    assert "://" not in LOCK
    assert not re.search(
        r"^\s*(-i|-f|--index-url|--extra-index-url|--find-links|--trusted)", LOCK, re.M
    )


def test_what_builds_the_project_is_locked_too() -> None:
    # The project is installed without build isolation, so nothing is fetched outside the lock.
    assert {"hatchling", "editables"} <= locked().keys()


def test_conda_installs_the_lock_and_a_python_that_the_project_takes() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text("utf-8"))
    plain = [item for item in environment["dependencies"] if isinstance(item, str)]
    pip = next(item["pip"] for item in environment["dependencies"] if isinstance(item, dict))
    assert pip == ["--requirement requirements.lock"]
    assert "pip" in plain
    python = next(item for item in plain if item.startswith("python="))
    assert PROJECT["project"]["requires-python"] == f">={python.removeprefix('python=')}"


def test_what_ci_runs_is_the_one_command() -> None:
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert script.rstrip().splitlines()[-1].startswith("make test")
    subprocess.run(["bash", "-n", str(ROOT / ".ci/run")], check=True)


def test_each_target_of_the_makefile_can_be_planned() -> None:
    for target in ("report", "test", "lab", "check", "bench", "lock", "clean"):
        done = subprocess.run(
            ["make", "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
