"""`python -m goldenthread.demo FOLDER [SEED]` writes the demo's drops into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from goldenthread.demo.drops import SEED, generate
from goldenthread.errors import GoldenThreadError


def main(arguments: list[str]) -> int:
    """0 when the drops are written; 2 where the arguments are not a folder and perhaps a seed."""
    if not 1 <= len(arguments) <= 2 or (arguments[1:] and not arguments[1].isdigit()):
        sys.stderr.write("Usage: python -m goldenthread.demo FOLDER [SEED], e.g. data/demo 2022\n")
        return 2
    seed = int(arguments[1]) if arguments[1:] else SEED
    try:
        folders = generate(Path(arguments[0]), seed)
    except GoldenThreadError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    for folder in folders:
        sys.stdout.write(f"{folder}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
