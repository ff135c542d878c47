"""A notebook run by papermill and kept in memory.

`papermill.execute_notebook` ends by writing out the whole executed notebook, also where there is no
file to write it to; that takes a report 15 ms. These are its own steps, in its own order, without
the last, and without its warning of a parameter that a notebook does not have: a run refuses that.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from papermill.engines import papermill_engines
from papermill.execute import (
    prepare_notebook_metadata,
    raise_for_execution_errors,
    remove_error_markers,
)
from papermill.iorw import load_notebook_node, local_file_io_cwd
from papermill.parameterize import parameterize_notebook
from papermill.utils import chdir


def execute_in_memory(
    path: Path, parameters: Mapping[str, Any], engine_name: str, cwd: Path, **options: Any
) -> Any:
    """The executed notebook, as `papermill.execute_notebook` gives it back; `options` are the
    engine's.

    Raises PapermillExecutionError where a cell stops it, as papermill does.
    """
    with local_file_io_cwd():
        notebook = load_notebook_node(str(path))
        if parameters:
            notebook = parameterize_notebook(notebook, dict(parameters), engine_name=engine_name)
        notebook = prepare_notebook_metadata(notebook, str(path), None)
        notebook = remove_error_markers(notebook)
        kernel_name = papermill_engines.nb_kernel_name(engine_name=engine_name, nb=notebook)
        with chdir(str(cwd)):
            notebook = papermill_engines.execute_notebook_with_engine(
                engine_name,
                notebook,
                input_path=str(path),
                output_path=None,
                kernel_name=kernel_name,
                progress_bar=False,
                **options,
            )
        raise_for_execution_errors(notebook, None)
        return notebook
