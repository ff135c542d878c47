"""The nbconvert exporter `goldenthread-pdf`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from traitlets import Unicode

from goldenthread.render.document import read_document
from goldenthread.render.pdf.typeset import Attachment, render_pdf


class GoldenThreadPDFExporter(Exporter):  # type: ignore[misc]  # nbconvert has no types
    """`jupyter nbconvert --to goldenthread-pdf report.ipynb`, for a notebook that has been run."""

    export_from_notebook = "Golden Thread report (PDF)"
    file_extension = ".pdf"
    output_mimetype = "application/pdf"

    evidence_workbook = Unicode(help="An evidence workbook to attach to the PDF").tag(config=True)

    def from_notebook_node(
        self, nb: Any, resources: Any = None, **kw: Any
    ) -> tuple[bytes, dict[str, Any]]:
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        workbook = Path(self.evidence_workbook) if self.evidence_workbook else None
        attachment = Attachment(workbook.name, workbook.read_bytes()) if workbook else None
        return render_pdf(read_document(notebook), attachment), resources
