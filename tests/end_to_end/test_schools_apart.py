"""No report on one school holds anything of another school's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from marking import SCHOOLS, Marked
from reading_outputs import find, words_of
from running import Run

pytestmark = pytest.mark.slow

ATTENDED = re.compile(r"(?:Aldersley|Moreton)(?:; (?:Aldersley|Moreton))*")
PAIRS = [(own, other) for own in SCHOOLS for other in SCHOOLS if own is not other]


def files_about(run: Run, school: Marked) -> list[Path]:
    """Every file of every report on the school: page, PDF, workbook, notebook."""
    found = [path for path in run.folder.rglob(f"{school.slug}.*") if path.is_file()]
    assert {path.suffix for path in found} == {".html", ".pdf", ".xlsx", ".ipynb"}
    assert len(found) > 4 * 5
    return found


@pytest.mark.parametrize(("own", "other"), PAIRS)
def test_no_word_of_another_school_is_in_a_school_s_files(
    planted: Run, own: Marked, other: Marked
) -> None:
    assert planted.code == 0, planted.printed
    assert [m for path in files_about(planted, own) for m in find(path, [other.word])] == []


@pytest.mark.parametrize(("own", "other"), PAIRS)
def test_a_school_s_files_do_not_even_name_another_school(
    planted: Run, own: Marked, other: Marked
) -> None:
    """But where a row of evidence is of both: who came to a meeting of a subject network."""
    named = re.compile(rf"\b(?:{'|'.join(other.known_as)})\b", re.IGNORECASE)
    met = [
        f"{path.relative_to(planted.folder)}: {line[:200]}"
        for path in files_about(planted, own)
        for line in words_of(path).splitlines()
        if named.search(line) and not (path.suffix == ".xlsx" and ATTENDED.fullmatch(line))
    ]
    assert met == []


@pytest.mark.parametrize(("own", "other"), PAIRS)
def test_no_figure_of_another_school_is_in_a_school_s_files(
    planted: Run, own: Marked, other: Marked
) -> None:
    wanted = figures(other)
    met = [
        f"{path.relative_to(planted.folder)}: {match[0]}"
        for path in files_about(planted, own)
        for match in wanted.finditer(words_of(path))
    ]
    assert met == []


@pytest.mark.parametrize("own", SCHOOLS)
def test_a_school_s_own_words_and_figures_are_in_its_files(planted: Run, own: Marked) -> None:
    """Else the two tests above would look for what nobody is told."""
    text = "\n".join(words_of(path) for path in files_about(planted, own))
    assert text.count(own.word) > 20
    assert len(set(figures(own).findall(text))) >= 3, set(figures(own).findall(text))


def figures(school: Marked) -> re.Pattern[str]:
    plain = {f.replace(",", "") for f in school.figures} | set(school.figures)
    return re.compile(rf"(?<![\d.,])(?:{'|'.join(map(re.escape, sorted(plain)))})(?![\d.,]\d)")
