"""Each ingredient of a report, changed alone, makes exactly the reports that it touches; and what
then lies there is, byte for byte, what a run of everything would have made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from small_trust import (
    BOARD,
    BOARDS,
    CHECK,
    DUTIES,
    EVERY,
    SCHOOLS,
    SPRING,
    SUMMER,
    Made,
    Opal,
    contents,
)

HILL = {"boards/hill-academy", "schools/hill-academy"}
Change = Callable[[Opal], None]


def one_cell_of_one_schools_export(opal: Opal) -> None:
    opal.sheet(f"{SUMMER}/Oversight register Hill.xlsx", 2, 4, "N")


def one_cell_of_an_export_of_the_trust(opal: Opal) -> None:
    opal.sheet(f"{SUMMER}/Handbook checklist.xlsx", 3, 5, "No")


def an_export_that_no_criterion_uses(opal: Opal) -> None:
    opal.sheet(f"{SUMMER}/Risk register.xlsx", 2, 4, 4)

    # And a file that is no export.
    (opal.root / SUMMER / "minutes.xlsx").write_bytes(
        (opal.root / SUMMER / "Risk register.xlsx").read_bytes()
    )


def the_words_of_a_criterion(opal: Opal) -> None:
    opal.text(
        "params/plans/opal-2022.yml", "Every duty of the handbook is met", "All duties are met"
    )


def the_threshold_of_a_criterion(opal: Opal) -> None:
    opal.text("params/plans/opal-2022.yml", "at_least: 90", "at_least: 95")


def a_setting_of_the_trust(opal: Opal) -> None:
    opal.text("params/trusts/opal.yml", "oversight_months: 12", "oversight_months: 2")


def what_no_report_shows(opal: Opal) -> None:
    opal.text("params/benchmarks/figures/absence_primary.yml", "4.01", "4.02")
    for path in (opal.root / SUMMER).iterdir():
        path.touch()
    opal.text(f"{SUMMER}/drop.yml", "term: summer", "term: summer\nignore: [nothing.*]")


def the_title_of_the_drop(opal: Opal) -> None:
    opal.text(f"{SUMMER}/drop.yml", "Summer 2023", "July 2023")


def a_benchmark_that_is_shown_beside(opal: Opal) -> None:
    (opal.root / "params/benchmarks/figures/oversight_in_place.yml").write_text(
        "benchmark: oversight_in_place\ntitle: Oversight\narea: England\nbasis: all schools\n"
        "unit: percent\npublication: A survey\nsource: A survey\nfigures: {2022/23: {value: 70}}\n",
        "utf-8",
    )


def a_notebook(opal: Opal) -> None:
    opal.text("notebooks/objectives/boards.ipynb", "report.appendix()", "report.unknowns()")


def a_file_that_a_notebook_opens(opal: Opal) -> None:
    (opal.root / "data/notes.txt").write_text("Other notes.", "utf-8")


def the_earlier_drop(opal: Opal) -> None:
    opal.sheet(f"{SPRING}/Oversight register Hill.xlsx", 2, 4, "N")


def an_earlier_file_of_the_same_bytes(opal: Opal) -> None:
    today = opal.root / SUMMER / "Risk register.xlsx"
    (opal.root / SPRING / today.name).write_bytes(today.read_bytes())


def the_results(opal: Opal) -> None:
    opal.text("outputs/2023-summer/reports/duties/trust.html", "Duties", "Virtues")

    (opal.root / "outputs/2023-summer/reports/boards/trust.pdf").unlink()


def nothing(opal: Opal) -> None:
    """Only the place is another."""


# The change, the reports that it touches, and a part of the reason that the run gives for one.
CHANGES: list[tuple[Change, set[str], str]] = [
    (nothing, set(), ""),
    (one_cell_of_one_schools_export, HILL | {"boards/trust"} | BOARD | CHECK, "Hill.xlsx changed"),
    (one_cell_of_an_export_of_the_trust, DUTIES | BOARD | CHECK, "Handbook checklist.xlsx changed"),
    (an_export_that_no_criterion_uses, CHECK, "an export changed"),
    (the_words_of_a_criterion, DUTIES, "the plan changed"),
    (the_threshold_of_a_criterion, {"boards/trust"} | BOARD, "a judgement changed"),
    (a_setting_of_the_trust, BOARDS | SCHOOLS | BOARD, "a judgement changed"),
    (what_no_report_shows, set(), ""),
    (the_title_of_the_drop, EVERY, "drop.yml changed"),
    (a_benchmark_that_is_shown_beside, BOARDS, "the benchmark oversight_in_place"),
    (a_notebook, BOARDS, "its notebook changed"),
    (a_file_that_a_notebook_opens, DUTIES, "data/notes.txt changed"),
    (the_earlier_drop, HILL | {"boards/trust"} | BOARD, "judgement changed"),
    # The check of a drop holds its files against those of the drop before.
    (an_earlier_file_of_the_same_bytes, CHECK, "what the check found changed"),
    (the_results, DUTIES | {"boards/trust"}, "a file of it is gone or was changed"),
]


@pytest.mark.parametrize(
    ("change", "touched", "reason"), CHANGES, ids=lambda p: getattr(p, "__name__", "")
)
def test_a_change_makes_the_reports_that_it_touches(
    opal: Opal, change: Change, touched: set[str], reason: str
) -> None:
    change(opal)
    run = opal.run()
    fresh = opal.run("fresh", earlier=opal.root / "outputs")
    assert contents(run.folder) == contents(fresh.folder)
    assert run.made == touched
    assert run.kept == EVERY - touched
    assert not touched or any(reason in why for why in run.why.values()), run.why
    # A notebook that changed is told once: it is also among the files that were opened.
    assert not any(".ipynb changed" in why for why in run.why.values()), run.why


def test_the_first_run_makes_every_report(made_once: tuple[Opal, Made]) -> None:
    run = made_once[1]
    assert run.made == EVERY
    assert set(run.why.values()) == {"not made before"}


def test_force_makes_every_report(opal: Opal) -> None:
    run = opal.run(force=True)
    assert run.made == EVERY
    assert set(run.why.values()) == {"it was asked for"}


def test_a_parameter_makes_the_reports_that_are_given_it(opal: Opal) -> None:
    first = opal.run(only=("duties",), parameters={"detail": "2"})
    assert first.why == {"duties/trust": "its parameters changed"}
    assert opal.run(only=("duties",), parameters={"detail": "2"}).kept == DUTIES
    assert opal.run().why == {"duties/trust": "its parameters changed"}


@pytest.mark.parametrize(
    ("what", "value", "reason"),
    [
        ("manifests.library_hash", "another", "the library changed"),
        ("installed_packages", ("pandas-9.9.9",), "an installed package changed"),
    ],
)
def test_another_library_makes_reports_that_read_the_same(
    opal: Opal, monkeypatch: pytest.MonkeyPatch, what: str, value: object, reason: str
) -> None:
    monkeypatch.setattr(f"goldenthread.batch.keys.{what}", lambda: value)
    run = opal.run(only=("boards", "data-check"))
    assert run.made == BOARDS | CHECK
    assert all(reason in why for why in run.why.values())


def test_reports_are_known_where_their_folder_was_copied_to(opal: Opal) -> None:
    (opal.root / "outputs").rename(opal.root / "elsewhere")
    assert opal.run("elsewhere").made == set()


def test_a_report_that_failed_is_made_again(opal: Opal) -> None:
    (opal.root / "data/notes.txt").unlink()
    with pytest.raises(AssertionError, match="unexpected error"):
        opal.run()
    (opal.root / "data/notes.txt").write_text("Notes of the analyst.", "utf-8")
    assert opal.run().why == {"duties/trust": "not made last time"}


def test_without_the_private_cache_every_report_is_made(opal: Opal) -> None:
    for path in (opal.root / ".cache/goldenthread/made").iterdir():
        path.unlink()
    run = opal.run(only=("duties",))
    assert run.why == {"duties/trust": "what it was made from is not known"}
