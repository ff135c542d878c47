"""Drops and outputs in storage that is reached by URL: a real server of S3, on this machine."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from goldenthread.batch.carried import run_carried
from goldenthread.batch.engine import CAN_FORK
from goldenthread.batch.order import Order
from goldenthread.batch.remote import Storage, bring
from goldenthread.errors import DropError, ParameterError, StorageError
from goldenthread.website import publish
from goldenthread.which_drops import drops_named, is_remote

ENGINE = "goldenthread" if CAN_FORK else "jupyter"


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    # Here, for every process that runs tests imports this module.
    moto = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        }.items():
            patch.setenv(name, value)
        Storage.at("s3://trusts").files.mkdir("trusts")
        yield "s3://trusts"
    server.stop()


@pytest.fixture(autouse=True)
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of what lies elsewhere go into a folder of the test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def put(folder: Path, url: str) -> None:
    storage = Storage.at(url)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            storage.write(path.relative_to(folder).as_posix(), path.read_bytes())


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name != "run.log"
    }


def files_at(url: str) -> dict[str, bytes]:
    storage = Storage.at(url)
    return {name: storage.read(name) for name in storage.found() if name != "run.log"}


def run(drop: str, outputs: str, **given: Any) -> Any:
    order = Order(drop, only=("finance",), engine=ENGINE, **given)
    return run_carried(order, outputs, publish)


def test_a_run_from_storage_to_storage_gives_the_bytes_of_a_run_on_folders(
    small_project: Path, bucket: str
) -> None:
    here = run(str(small_project / "drops/2022-summer"), "")
    put(small_project, f"{bucket}/small")
    carried = run(f"{bucket}/small/drops/2022-summer", f"{bucket}/out")
    assert carried.index == f"{bucket}/out/2022-summer/index.html"
    assert files_at(f"{bucket}/out/2022-summer") == files_in(here.result.folder)


def test_another_machine_makes_nothing_again_that_is_there(
    small_project: Path, bucket: str, private: Path
) -> None:
    put(small_project, f"{bucket}/again")
    drop, outputs = f"{bucket}/again/drops/2022-summer", f"{bucket}/again-out"
    run(drop, outputs)
    before = Storage.at(outputs).found()
    assert run(drop, outputs).result.kept == 1
    changed = {name for name, mark in Storage.at(outputs).found().items() if before[name] != mark}
    names = ("run.log", "ro-crate-metadata.json", "manifest.json")
    assert changed <= {f"2022-summer/{name}" for name in names}  # no report was carried again


def test_what_was_taken_away_is_taken_away_here_too(tmp_path: Path, bucket: str) -> None:
    storage = Storage.at(f"{bucket}/few")
    for name in ("a/1.csv", "a/2.csv"):
        storage.write(name, name.encode())
    bring(storage, tmp_path / "few")
    storage.remove(["a/2.csv"])
    storage.write("a/1.csv", b"new")
    bring(storage, tmp_path / "few")
    assert (tmp_path / "few/a/1.csv").read_bytes() == b"new"
    assert not (tmp_path / "few/a/2.csv").exists()


@pytest.mark.parametrize(
    ("drop", "outputs", "error", "words"),
    [
        ("{bucket}/nothing/drops/2022-summer", "{bucket}/out", DropError, "lies in no project"),
        ("{bucket}/small/drops/2022-summer", "", ParameterError, "say with --outputs"),
        ("nowhere://x/drops/y", "out", ParameterError, "cannot be reached"),
    ],
)
def test_what_cannot_be_reached_is_told_in_words(
    bucket: str, drop: str, outputs: str, error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        run(drop.format(bucket=bucket), outputs.format(bucket=bucket))


def test_storage_that_lets_nobody_in_is_told_in_words(
    bucket: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is made, and after it, where the reports are kept here."""

    class NoCredentialsError(Exception):
        pass

    def refuse(*_: object) -> None:
        raise NoCredentialsError

    made = SimpleNamespace(folder=Path("kept/2022-summer"))
    monkeypatch.setattr("goldenthread.batch.carried.take_outputs", refuse)
    told = r"in \(NoCredentialsError\)\. The reports are made and lie in kept/2022-summer\."
    with pytest.raises(StorageError, match=told):
        run_carried(Order("drop"), f"{bucket}/out", lambda order: made)  # type: ignore[arg-type,return-value]
    monkeypatch.setattr("goldenthread.batch.carried.bring_outputs", refuse)
    with pytest.raises(StorageError, match="Nothing was made"):
        run_carried(Order("drop"), f"{bucket}/out", lambda order: made)  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize(
    ("place", "remote"),
    [("s3://a/b", True), ("data/demo", False), ("C:\\drops", False), ("file:///a", True)],
)
def test_a_url_is_told_from_a_folder(place: str, remote: bool) -> None:
    assert is_remote(place) is remote


def test_a_pattern_of_trusts_means_the_newest_drop_of_each(
    small_project: Path, tmp_path: Path
) -> None:
    for trust in ("one", "two"):
        for drop, day in (("2022-spring", "2022-04-08"), ("2022-summer", "2022-08-31")):
            folder = tmp_path / "trusts" / trust / "data" / drop
            folder.mkdir(parents=True)
            (folder / "drop.yml").write_text(f"drop: {drop}\nas_of: {day}\n")
    pattern = str(tmp_path / "trusts" / "*")
    newest = [str(tmp_path / f"trusts/{t}/data/2022-summer") for t in ("one", "two")]
    assert list(drops_named([pattern])) == newest
    assert list(drops_named([newest[0], pattern])) == newest
    shutil.rmtree(tmp_path / "trusts")
    with pytest.raises(DropError, match="No folder is named like"):
        drops_named([pattern])
