"""What every report needs, at hand once in the process that reports are forked from.

Nothing here may start a thread, set a PDF or draw: what does not survive a fork is not warm.
"""

from __future__ import annotations

import importlib

# What papermill, the notebook's shell and the renderers import only when they are first used.
_LATE = (
    "IPython.core.pylabtools",
    "goldenthread.charts",
    "goldenthread.report",
    "ipykernel.inprocess.manager",
    "ipykernel.inprocess.ipkernel",
    "ipykernel.iostream",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
)


def warm_up() -> None:
    """Import, read and cut what every report needs; done once, it costs nothing."""
    from IPython.utils.PyColorize import theme_table

    from goldenthread.render.html.page import stylesheet

    for name in _LATE:
        importlib.import_module(name)
    stylesheet()
    list(theme_table)  # which looks through every installed package
