"""`python -m goldenthread.demo FOLDER [SEED] [--trust DEMO]` writes the demos to a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from goldenthread.demo.registry import DEMOS, demo_named
from goldenthread.demo.writing import generate
from goldenthread.errors import GoldenThreadError

_USAGE = """\
Usage: python -m goldenthread.demo FOLDER [SEED] [--trust DEMO], e.g. data/demo, or data/demo 2022
Without --trust every demo is written. DEMO is one of: {demos}.
"""


def main(arguments: list[str]) -> int:
    """0 when the drops are written; 2 where the arguments are not a folder and perhaps a seed."""
    words, trust = _split(arguments)
    if not 1 <= len(words) <= 2 or (words[1:] and not words[1].isdigit()) or trust == "":
        sys.stderr.write(_USAGE.format(demos=", ".join(demo.id for demo in DEMOS)))
        return 2
    try:
        demos = DEMOS if trust is None else (demo_named(trust),)
        folders = generate(Path(words[0]), demos, int(words[1]) if words[1:] else None)
    except GoldenThreadError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    for folder in folders:
        sys.stdout.write(f"{folder}\n")
    return 0


def _split(arguments: list[str]) -> tuple[list[str], str | None]:
    """The plain words, and the demo after --trust: None without one, "" where the name lacks."""
    if "--trust" not in arguments:
        return arguments, None
    place = arguments.index("--trust")
    return arguments[:place] + arguments[place + 2 :], "".join(arguments[place + 1 : place + 2])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
