"""`python -m goldenthread` is the command `goldenthread`."""

import sys

from goldenthread.cli import main

if __name__ == "__main__":
    sys.exit(main())
