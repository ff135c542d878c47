"""A place that cannot be written is told in plain words, whatever was to be written there."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from goldenthread import cli
from goldenthread.errors import StorageError
from goldenthread.writing import reason_of, writing

DROP = Path(__file__).parents[2] / "data/demo/an-daras/2018-spring"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "there is no room left"),
        (errno.EACCES, "you may not write there"),
        (errno.EROFS, "it can only be read"),
        (errno.EEXIST, "a file is there where a folder has to be"),
        (errno.ENOENT, "such a folder can be neither found nor made"),
        (0, "writing failed"),
    ],
)
def test_what_the_system_refuses_has_words(number: int, words: str) -> None:
    place = Path("a/check.html")
    with pytest.raises(StorageError) as told, writing(place):
        raise OSError(number, "in the system's words")
    assert str(told.value).startswith(f"{place} cannot be written: {words}")
    assert words in reason_of(number)


def test_a_check_that_cannot_be_written_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert cli.main(["check", str(DROP), "--page", str(tmp_path / "file/check.html")]) == 7
    said = capsys.readouterr().err
    assert "check.html cannot be written: a file is there where a folder has to be." in said
