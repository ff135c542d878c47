"""What every report needs, at hand once in the process that reports are forked from.

Nothing here may start a thread, set a PDF or draw: what does not survive a fork is not warm.
"""

from __future__ import annotations

import importlib
import os

import nbformat.validator

from goldenthread.batch.lean import import_debugger

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
    "goldenthread.batch.in_process",
    "goldenthread.charts",
    "goldenthread.report",
    "ipykernel.inprocess.manager",
    "ipykernel.inprocess.ipkernel",
    "ipykernel.iostream",
    "matplotlib.backends.backend_mixed",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "matplotlib_inline.backend_inline",
    "psutil",
    "pyarrow.pandas_compat",
    "pyarrow.vendored.version",
    "sqlite3",
    "tornado.platform.asyncio",
    "tornado.queues",
)


def warm_up() -> None:
    """Import, read and cut what every report needs; done once, it costs nothing."""
    from IPython.utils.PyColorize import theme_table
    from matplotlib.backends.registry import backend_registry

    from goldenthread.charts.style import warm_fonts
    from goldenthread.measures.catalogue import all_measures
    from goldenthread.render.html.page import stylesheet, warm_templates

    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # the kernel imports a debugger that warns
    import_debugger()
    for name in _LATE:
        importlib.import_module(name)
    all_measures()
    nbformat.validator.get_validator(4, 5)  # compiles the schema
    warm_templates()
    stylesheet()
    warm_fonts()
    # Each of these two looks through every installed package.
    list(theme_table)
    backend_registry.list_all()
