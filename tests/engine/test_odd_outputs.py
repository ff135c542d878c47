"""What a cell may put out and no notebook can hold."""

from __future__ import annotations

from pathlib import Path

import awkward
import pytest
from nbclient.exceptions import DeadKernelError
from test_awkward import run

from goldenthread.batch.engine import CAN_FORK

pytestmark = pytest.mark.skipif(
    not CAN_FORK, reason="this system cannot fork; it has no such engine"
)


def test_half_a_letter_is_printed_as_one_that_is_not_known(tmp_path: Path) -> None:
    """A stock kernel loses all of the text in which half an emoji stands."""
    cells = {
        "printed": "print('caf\u00e9 \\ud83d', '\\udcff.xlsx')",
        "to the other stream": "import sys\nprint('\\udcff', file=sys.stderr)",
        "no text": "try:\n    sys.stdout.write(5)\nexcept TypeError:\n    print('refused')",
        "afterwards": "'still running'",
    }
    notebook = run(awkward.write(tmp_path / "in.ipynb", cells), "goldenthread")
    printed, other, refused, after = (cell.outputs[0] for cell in notebook.cells)
    assert printed.text == "caf\u00e9 \ufffd \ufffd.xlsx\n"
    assert other.text == "\ufffd\n"
    assert refused.text == "refused\n"
    assert after.data == {"text/plain": "'still running'"}


SHOWN = {
    "text": ("{'text/plain': 'a', 'text/html': '<b>'}", True),
    "text in lines": ("{'text/plain': ['a', 'b']}", True),
    "data": ("{'text/plain': 'a', 'application/json': {'n': [1, None]}}", True),
    "a number as text": ("{'text/plain': 5}", False),
    "nothing as a page": ("{'text/plain': 'a', 'text/html': None}", False),
}


@pytest.mark.parametrize("name", [*SHOWN])
def test_no_report_is_made_of_what_a_notebook_cannot_hold(tmp_path: Path, name: str) -> None:
    shown, allowed = SHOWN[name]
    cells = {"shown": f"display({shown}, raw=True)", "after": "1"}
    path = awkward.write(tmp_path / "in.ipynb", cells)
    if allowed:
        assert run(path, "goldenthread").cells[0].outputs[0].data["text/plain"]
    else:
        with pytest.raises(DeadKernelError):
            run(path, "goldenthread")
