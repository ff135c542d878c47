"""Where the runs of a drop lie, and which declarations a drop depends on."""

from pathlib import Path

import pytest

from goldenthread.project import Project


@pytest.mark.parametrize(
    ("drop", "runs"),
    [
        ("data/2022-summer", "outputs"),
        ("data/north/2022-summer", "outputs/north"),
        ("data/south/2022-summer", "outputs/south"),
        ("data/south/2022/summer", "outputs/south/2022"),
        ("data/demo/2022-summer", "outputs"),
        ("data/demo/mlp/2022-summer", "outputs/mlp"),
        ("drops/2022-summer", "outputs"),
        ("../elsewhere/2022-summer", "outputs"),
    ],
)
def test_drops_of_one_name_and_two_trusts_have_places_of_their_own(
    tmp_path: Path, drop: str, runs: str
) -> None:
    root = tmp_path / "project"
    assert Project(root).runs_of(root / drop) == root / runs


def test_other_trusts_and_plans_are_no_declaration_of_a_drop(tmp_path: Path) -> None:
    files = ["plans/a.yml", "plans/b.yml", "trusts/t.yml", "trusts/u.yml", "sources/staff.yml"]
    for name in (*files, "benchmarks/figures/b.yml"):
        (tmp_path / "params" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "params" / name).write_text("", "utf-8")
    found = [
        p.relative_to(tmp_path / "params").as_posix() for p in Project(tmp_path).params_of("t", "a")
    ]
    assert found == ["benchmarks/figures/b.yml", "plans/a.yml", "sources/staff.yml", "trusts/t.yml"]
