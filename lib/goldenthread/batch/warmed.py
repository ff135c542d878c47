"""Imported by the server that warm parents are forked from: what they need is at hand then."""

from __future__ import annotations

import goldenthread.batch.warm  # noqa: F401
from goldenthread.batch.preload import warm_up

warm_up()
