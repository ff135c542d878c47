"""What the how-to pages tell a reader to write is right."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest

from goldenthread.agreement import check_agreement
from goldenthread.benchmarks import Benchmarks
from goldenthread.declaration import Declared, load
from goldenthread.drop import Drop
from goldenthread.measures import registry
from goldenthread.measures.catalogue import all_measures
from goldenthread.measures.registry import Context, Measure
from goldenthread.plan import Plan
from goldenthread.project import Project
from goldenthread.rules import Test
from goldenthread.settings import unknown_settings
from goldenthread.sources.spec import load_sources
from goldenthread.sources.table import FILE, ROW, SHEET, Table
from goldenthread.trust import Trust

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [*sorted((DOCS / "how-to").glob("*.md")), DOCS / "design.md"]
MODELS: dict[str, type[Declared]] = {"params/trusts": Trust, "params/plans": Plan, "data": Drop}


def blocks(page: Path, language: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def declared(page: Path, tmp_path: Path) -> list[Declared]:
    """Every YAML example of a page, loaded as what its first line says it is."""
    found = []
    for number, block in enumerate(blocks(page, "yaml")):
        place = block.splitlines()[0].removeprefix("# ")
        model = next(m for folder, m in MODELS.items() if place.startswith(folder))
        copy = tmp_path / f"{number}-{Path(place).name}"
        copy.write_text(block, encoding="utf-8")
        found.append(load(copy, model))
    return found


@pytest.mark.parametrize("name", ["new-drop", "new-trust"])
def test_every_yaml_example_is_a_right_declaration(name: str, tmp_path: Path) -> None:
    assert len(declared(DOCS / "how-to" / f"{name}.md", tmp_path)) == 2


def test_the_new_trust_fits_its_plan_and_what_can_be_measured(tmp_path: Path) -> None:
    trust, plan = declared(DOCS / "how-to" / "new-trust.md", tmp_path)
    assert isinstance(trust, Trust)
    assert isinstance(plan, Plan)
    drop = Drop(
        drop="2022-autumn",
        title="Autumn 2022",
        trust=trust.trust,
        plan=plan.plan,
        year="2022/23",
        term="autumn",
        as_of=dt.date(2022, 12, 16),
    )
    benchmarks = Benchmarks(ROOT / "params" / "benchmarks")
    check_agreement(drop, trust, plan, all_measures(), benchmarks, ROOT / "params" / "plans")
    assert unknown_settings(trust) == ()
    notebooks = {p.stem for p in (ROOT / "notebooks" / "objectives").glob("*.ipynb")}
    assert {section.notebook for section in plan.objectives} <= notebooks


def test_the_example_of_a_fault_is_what_a_reader_sees(tmp_path: Path) -> None:
    page = DOCS / "how-to" / "new-trust.md"
    plan = blocks(page, "yaml")[1]
    wrong = plan.replace("measure: governor_training", "measre: governor_training")
    (path := tmp_path / "riverside-2022.yml").write_text(wrong, encoding="utf-8")
    with pytest.raises(Exception, match="2 faults") as caught:
        load(path, Plan)
    assert f"\n{caught.value}\n" in page.read_text(encoding="utf-8")


def test_the_rules_of_a_plan_are_all_listed() -> None:
    text = (DOCS / "how-to" / "new-trust.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)
    models = get_args(get_args(Test)[0])
    known = [rule for each in models for rule in get_args(each.model_fields["rule"].annotation)]
    assert sorted(listed) == sorted(known)


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Measure:
    """The measure that the page adds, in a register of its own."""
    register: dict[str, Measure] = {}
    monkeypatch.setattr(registry, "REGISTER", register)
    (block,) = blocks(DOCS / "how-to" / "add-a-measure.md", "python")
    exec(compile(block, "add-a-measure.md", "exec"), {})  # noqa: S102 - our own page
    assert list(register) == ["visits_followed_up"]
    return register["visits_followed_up"]


def test_the_measure_of_the_page_computes_what_it_says(added: Measure) -> None:
    source = load_sources(ROOT / "params" / "sources")["qa_visits"]
    trust = load(Path(__file__).parent / "fixtures" / "good" / "trust.yml", Trust)
    first, second = (school.urn for school in trust.schools[:2])
    day = pd.Timestamp("2022-05-03")
    rows = [
        (first, "amber", day),
        (first, "red", pd.NaT),
        (first, "green", pd.NaT),
        (second, "red", day),
        (second, None, pd.NaT),
    ]
    frame = pd.DataFrame(rows, columns=["school", "judgement", "follow_up"])
    frame[FILE], frame[SHEET], frame[ROW] = "QA visits.xlsx", "Visits", range(2, 7)
    gaps = pd.DataFrame(columns=[FILE, SHEET, ROW, "column", "reason"])
    table = Table(source.source, frame, (), (), gaps)
    drop = Drop(
        drop="2022-summer",
        title="Summer 2022",
        trust="hollybank",
        plan="hollybank-2021",
        year="2021/22",
        term="summer",
        as_of=dt.date(2022, 6, 30),
    )
    benchmarks = Benchmarks(ROOT / "params" / "benchmarks")
    context = Context(Project(ROOT), trust, drop, {"qa_visits": table}, benchmarks)

    figures = {m.entity: m for m in added.providers[0].compute(context)}

    values = {entity: (m.value, m.numerator, m.denominator) for entity, m in figures.items()}
    assert values[first] == (50.0, 1.0, 2.0)
    assert values[second] == (100.0, 1.0, 1.0)
    assert values["trust"] == (pytest.approx(200 / 3), 2.0, 3.0)
    assert [r.rows for r in figures[first].rows] == ["2–3"]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_links_of_a_page_lead_to_files(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [t for t in re.findall(r"\]\(([^)#]+)", text) if not t.startswith("http")]
    assert [t for t in targets if not (page.parent / t).is_file()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_page_is_short(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) < 200


def test_every_file_and_module_that_a_page_names_is_there() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    named = set(re.findall(r"`((?:lib|params|notebooks|tests)/[\w/.-]*)`", text))
    missing = [name for name in named if not (ROOT / name).exists()]
    assert sorted(missing) == []
    modules = set(re.findall(r"python -m goldenthread\.(\w+)", text))
    assert all((ROOT / "lib" / "goldenthread" / f"{name}.py").is_file() for name in modules)
