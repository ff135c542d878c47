"""Opening a file on trial, in a process of its own.

The reader of .xls, .xlsb and .ods ends the whole program where a damaged file asks for more memory
than there is: no exception says so, and a batch would be gone. So these, which are few, are first
read by a process that may die.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import python_calamine

_SECONDS = 60
_MEMORY = 1_000_000_000
_READ_ALL = f"""
import io, sys
sys.path.insert(0, sys.argv[1])
try:
    import resource
    resource.setrlimit(resource.RLIMIT_DATA, ({_MEMORY}, {_MEMORY}))
except (ImportError, OSError, ValueError):
    pass  # Windows and macOS: the time limit holds
import python_calamine
try:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    for sheet in book.sheets_metadata:
        if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
            book.get_sheet_by_name(sheet.name)
except Exception:
    pass  # said in an orderly way: the caller will hear it too
"""


def survives(data: bytes) -> bool:
    """Whether a process that reads all of `data` lives to its end. One that finds fault with the
    file in an orderly way (no spreadsheet, a password) has lived."""
    library = str(Path(python_calamine.__file__).parents[1])
    # -S and -I: nothing but Python and the reader is loaded, which takes 20 ms.
    command = [sys.executable, "-I", "-S", "-c", _READ_ALL, library]
    try:
        ended = subprocess.run(  # noqa: S603 - no shell, and nothing of the file in the command
            command, input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0
