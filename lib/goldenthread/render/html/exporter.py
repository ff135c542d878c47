"""The nbconvert exporter `goldenthread-html`."""

from __future__ import annotations

from typing import Any

from nbconvert.exporters import Exporter

from goldenthread.render.document import read_document
from goldenthread.render.html.page import render_html


class GoldenThreadHTMLExporter(Exporter):  # type: ignore[misc]  # nbconvert has no types
    """`jupyter nbconvert --to goldenthread-html report.ipynb`, for a notebook that has been run."""

    export_from_notebook = "Golden Thread report (HTML)"
    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(
        self, nb: Any, resources: Any = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        return render_html(read_document(notebook)), resources
