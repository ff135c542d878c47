"""`make bench`: how long the steps of a run take, on the demonstration's summer drop.

Figures depend on the machine, so nothing here passes or fails; two of them side by side on one
machine say what a change costs.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from goldenthread.batch.run import ENGINES, Order, run_drop
from goldenthread.drop_check import check_drop
from goldenthread.pipeline import judge_drop
from goldenthread.render.document import read_document
from goldenthread.render.evidence_book import evidence_workbook
from goldenthread.render.html.page import render_html
from goldenthread.render.pdf.typeset import render_pdf

DROP = Path("data/demo/2022-summer")
Result = TypeVar("Result")


def timed(what: str, step: Callable[[], Result]) -> Result:
    started = time.perf_counter()
    result = step()
    sys.stdout.write(f"{time.perf_counter() - started:8.2f} s  {what}\n")
    sys.stdout.flush()
    return result


def main() -> None:
    import nbformat

    timed("check: read every export", lambda: check_drop(str(DROP)))
    timed("judge the drop and those before it, nothing kept", lambda: judge_drop(DROP, cache=False))
    judge_drop(DROP)
    judged = timed("judge, from what was kept", lambda: judge_drop(DROP))
    timed("one evidence workbook", lambda: evidence_workbook(judged, "x", ["finance"], "trust"))
    with tempfile.TemporaryDirectory() as folder:
        for engine in ENGINES:
            order = Order(str(DROP), only=("standards",), outputs=Path(folder), engine=engine)
            timed(f"three reports with the engine {engine}", lambda order=order: run_drop(order))
        notebook = Path(folder, DROP.name, "notebooks/standards/trust.ipynb")
        document = read_document(nbformat.read(notebook, as_version=4))
    render_html(document), render_pdf(document)
    timed("one report as HTML", lambda: render_html(document))
    timed("one report as PDF", lambda: render_pdf(document))


if __name__ == "__main__":
    main()
