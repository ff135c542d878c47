"""What every worker needs, imported once by the process that workers are forked from."""

from __future__ import annotations

import goldenthread.batch.pool
import goldenthread.charts
import goldenthread.report  # noqa: F401 - for the notebooks that a worker runs by forking
from goldenthread.render.html.fonts import font_faces

font_faces()
