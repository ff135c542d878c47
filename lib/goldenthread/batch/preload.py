"""What every report needs, at hand once in the process that reports are forked from.

Nothing here may start a thread, set a PDF or draw: what does not survive a fork is not warm.
"""

from __future__ import annotations

import importlib
import os

import nbformat.validator

# What papermill, the notebook's shell and the renderers import only when they are first used.
_LATE = (
    "IPython.core.application",
    "IPython.core.completerlib",
    "IPython.core.crashhandler",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.utils.wildcard",
    "bdb",
    "encodings.cp437",
    "encodings.latin_1",
    "encodings.unicode_escape",
    "encodings.utf_16_be",
    "goldenthread.charts",
    "goldenthread.report",
    "ipykernel.debugger",
    "ipykernel.inprocess.manager",
    "ipykernel.inprocess.ipkernel",
    "ipykernel.iostream",
    "matplotlib.backends.backend_mixed",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "psutil",
    "pyarrow.pandas_compat",
    "sqlite3",
    "tornado.platform.asyncio",
    "tornado.queues",
)


def warm_up() -> None:
    """Import, read and cut what every report needs; done once, it costs nothing."""
    from IPython.utils.PyColorize import theme_table

    from goldenthread.measures.catalogue import all_measures
    from goldenthread.render.html.page import stylesheet, warm_templates

    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # the kernel imports a debugger that warns
    for name in _LATE:
        importlib.import_module(name)
    all_measures()
    nbformat.validator.get_validator(4, 5)  # compiles the schema
    warm_templates()
    stylesheet()
    list(theme_table)  # which looks through every installed package
