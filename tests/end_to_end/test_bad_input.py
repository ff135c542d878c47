"""Exports with everything wrong that an analyst meets: told all at once, and nothing else lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from exports import Grid, exports_of, opened
from openpyxl import load_workbook
from pages import read_page
from running import ROOT, Run, Said, copy_project, goldenthread, once, run_batch

from goldenthread.cli import main
from goldenthread.errors import DeclarationError, DropError, ParameterError
from goldenthread.judged import JudgedDrop
from goldenthread.judgement.rating import Rating
from goldenthread.pipeline import judge_drop
from goldenthread.sources.spec import load_sources

pytestmark = pytest.mark.slow

SUMMER = "data/2022-summer"
# Enough of the summer drop for eight criteria, and nothing that takes long.
FILES = (
    "Academy Trust Handbook checklist.xlsx",
    "Accounts pack log.xlsx",
    "Aldersley pupil list.xlsx",
    "CPD offer.xlsx",
    "Curriculum map checklist.xlsx",
    "Governors and terms of office.xlsx",
    "Moreton student list.xlsx",
    "Oversight register.xlsx",
    "PSHE provision.xlsx",
    "QA visits.xlsx",
    "Single central record summary.xlsx",
    "Subject networks.xlsx",
)


@pytest.fixture(scope="session")
def spoilt(shared_folder: Path) -> Run:
    """A part of the drop with a fault in most files, checked and run as far as two objectives."""

    def run(project: Path) -> Run:
        copy_project(project, ("params", "notebooks"))
        folder = project / SUMMER
        folder.mkdir(parents=True)
        for name in FILES:
            (folder / name).write_bytes((ROOT / "data/demo/2022-summer" / name).read_bytes())
        text = (ROOT / "data/demo/2022-summer/drop.yml").read_text("utf-8")
        lines = [line for line in text.splitlines() if not line.startswith("previous:")]
        (folder / "drop.yml").write_text("\n".join(lines), "utf-8")
        spoil(folder)
        chosen = ("--only", "finance", "--only", "governance")
        return run_batch(project, SUMMER, *chosen)

    return once(shared_folder, "spoilt", run)


def spoil(folder: Path) -> None:
    (folder / "Oversight register.xlsx").unlink()
    (folder / "CPD offer.xlsx").write_bytes(b"PK\x03\x04 and no workbook")
    for grid in grids(folder, "handbook"):
        grid.rows[grid.header][grid.titles["met"]] = "Mett"
    for grid in grids(folder, "accounts_packs"):
        for row in grid.body():
            grid.rows[row] = [None] * len(grid.rows[row])
    for grid in grids(folder, "pshe"):
        grid.put(grid.header + 2, "hours", "plenty")
    for grid in grids(folder, "qa_visits"):
        grid.put(grid.header + 3, "school", "Mortown School")
    for grid in grids(folder, "pupils"):
        grid.rows.insert(grid.body().stop, list(grid.rows[grid.header + 1]))
    book = load_workbook(folder / "Curriculum map checklist.xlsx")
    del book["Moreton School"]
    book.save(folder / "Curriculum map checklist.xlsx")


def grids(folder: Path, name: str) -> Iterator[Grid]:
    source = load_sources(ROOT / "params/sources")[name]
    for path in exports_of(folder, source):
        with opened(path, source) as found:
            assert found, path
            yield from found


@pytest.fixture(scope="session")
def checked(spoilt: Run) -> Said:
    return goldenthread(spoilt.project, "check", SUMMER)


@pytest.fixture(scope="session")
def judged(spoilt: Run) -> JudgedDrop:
    return judge_drop(spoilt.project / SUMMER)


def told(said: Said, file: str) -> str:
    """What the check says of a file."""
    assert f"\n{file}\n" in f"\n{said.out}", f"nothing on {file}:\n{said.out}"
    return f"\n{said.out}".split(f"\n{file}\n", 1)[1].split("\n\n", 1)[0]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("Academy Trust Handbook checklist.xlsx", ["FAULT", "'Met'", "'Mett'", "row 5"]),
        ("Accounts pack log.xlsx", ["FAULT", "no row"]),
        ("CPD offer.xlsx", ["FAULT", "the file is damaged", "Open it in Excel"]),
        ("PSHE provision.xlsx", ["row 7", "'Timetabled hours a year'", "'plenty'", "number"]),
        ("QA visits.xlsx", ["row 8", "'School'", "'Mortown School'", "Moreton School"]),
        ("Aldersley pupil list.xlsx", ["WARNING", "row 814", "row 6"]),
        ("Curriculum map checklist.xlsx", ["FAULT", "Moreton School"]),
    ],
)
def test_the_check_tells_where_what_and_what_is_allowed(
    checked: Said, file: str, words: list[str]
) -> None:
    text = told(checked, file)
    assert [word for word in words if word not in text] == [], text


def test_the_check_tells_everything_at_once_and_ends_with_4(checked: Said) -> None:
    assert checked.code == DropError.exit_code
    assert "Systems and oversight register" in checked.out
    assert "Traceback" not in checked.printed
    count = re.search(r"(\d+) faults and (\d+) warnings?\.", checked.out)
    assert count is not None
    for word, number in (("FAULT", count[1]), ("WARNING", count[2])):
        lines = re.findall(rf"  {word} .*", checked.out)
        more = [re.search(r"\((\d+) of them\)", line) for line in lines]
        assert int(number) == sum(int(found[1]) if found else 1 for found in more)


@pytest.mark.parametrize(
    ("criterion", "entity", "reason"),
    [
        ("AM-1.SC4", "trust", "oversight"),  # the file is not there
        ("AM-5.SC4", "trust", "handbook"),  # a column has another name
        ("AM-5.SC2", "trust", "accounts pack"),  # nothing below the titles
        ("AM-4.SC3", "trust", "training offer|cpd offer"),  # no workbook at all
        ("AM-6.SC1", "144278", "moreton|curriculum"),  # a school's sheet is missing
    ],
)
def test_a_criterion_without_its_export_is_no_data_with_the_reason(
    judged: JudgedDrop, criterion: str, entity: str, reason: str
) -> None:
    judgement = judged.judgement(criterion, entity)
    assert judgement is not None
    assert judgement.rating is Rating.NO_DATA
    assert re.search(reason, judgement.reason.casefold()), judgement.reason


@pytest.mark.parametrize(
    ("criterion", "entity"),
    [
        ("AM-1.SC1", "trust"),  # its file has no fault
        ("AM-2.SC4", "139138"),  # one visit to an unknown school is left out
        ("AM-6.SC1", "139138"),  # the other school's sheet is there
        ("AM-4.SC4", "trust"),
    ],
)
def test_what_can_be_judged_still_is(judged: JudgedDrop, criterion: str, entity: str) -> None:
    judgement = judged.judgement(criterion, entity)
    assert judgement is not None
    assert judgement.rating.is_colour, judgement.reason


def test_the_reports_come_out_and_say_what_is_not_known(spoilt: Run) -> None:
    assert spoilt.code == 0, spoilt.printed
    text = read_page(spoilt.folder / "reports/finance/trust.html").text
    assert text.count("No data") >= 2
    assert "Accounts pack log.xlsx: it has no rows" in text
    assert "Academy Trust Handbook checklist.xlsx, column 'Met': the column is missing" in text
    assert (spoilt.folder / "reports/finance/trust.pdf").is_file()
    governance = read_page(spoilt.folder / "reports/governance/trust.html").text
    assert re.search("Green|Amber|Red", governance)
    assert "No data" in governance


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["run", "data/2022-sumer"], DropError.exit_code, "Did you mean '2022-summer'?"),
        (["check", "data/2022-sumer"], DropError.exit_code, "Did you mean '2022-summer'?"),
        (["run", SUMMER, "--only", "finanse"], ParameterError.exit_code, "Did you mean 'finance'?"),
        (
            ["run", SUMMER, "--school", "Morton School"],
            ParameterError.exit_code,
            "Did you mean 'Moreton School'?",
        ),
        (
            ["run", SUMMER, "--only", "finance", "-p", "scool=Moreton"],
            ParameterError.exit_code,
            "no parameter 'scool'",
        ),
        (
            ["run", SUMMER, "-p", "school=Moreton"],
            ParameterError.exit_code,
            "use DROP, --only and --school",
        ),
        (
            ["run", SUMMER, "--engine", "jupiter"],
            ParameterError.exit_code,
            "Did you mean 'jupyter'?",
        ),
    ],
)
def test_a_misspelt_order_names_the_nearest_and_starts_nothing(
    spoilt: Run,
    words: list[str],
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = {p: p.stat().st_mtime_ns for p in spoilt.folder.rglob("*")}
    monkeypatch.chdir(spoilt.project)
    assert main(words) == code
    assert said in capsys.readouterr().err
    assert {p: p.stat().st_mtime_ns for p in spoilt.folder.rglob("*")} == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("trust: amethyst", "trust: amethist", "Did you mean 'amethyst'?"),
        ("trust: amethyst", "trust: emerald", "trust 'emerald'"),
        ("plan: amethyst-2020-2023", "plan: amethyst-2020-2032", "'amethyst-2020-2023'"),
        ("term: summer", "term: sumer", "summer"),
        ("as_of:", "as_off:", "'as_of'"),
    ],
)
def test_a_drop_of_another_trust_or_misspelt_is_refused(
    tmp_path: Path,
    old: str,
    new: str,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    project = copy_project(tmp_path, ("params", "notebooks"))
    folder = project / SUMMER
    folder.mkdir(parents=True)
    text = (ROOT / "data/demo/2022-summer/drop.yml").read_text("utf-8")
    assert old in text
    (folder / "drop.yml").write_text(text.replace(old, new), "utf-8")
    monkeypatch.chdir(project)
    assert main(["run", SUMMER]) == DeclarationError.exit_code
    answer = capsys.readouterr().err
    assert "drop.yml" in answer
    assert said in answer
    assert not (project / "outputs").exists()
