"""A workbook's file that says no time, neither in its properties nor in its archive: its bytes
depend on its content alone."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can say
_TIMES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
# What a text must not hold to be written as it is.
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_|^\s|\s\Z")


class UntimedWorkbook(Workbook):  # type: ignore[misc]  # XlsxWriter has no types
    """XlsxWriter's workbook of sheets with cells and links alone, packed once instead of packed,
    opened and packed again."""

    def __init__(self) -> None:
        self._packed = BytesIO()
        super().__init__(self._packed, {"in_memory": True})

    def content(self) -> bytes:
        """The file; nothing can be written after it."""
        self.close()
        return self._packed.getvalue()

    def _store_workbook(self) -> None:
        first = self.worksheets()[0]
        first.selected = first.active = 1
        self._prepare_sst_string_data()
        self._prepare_defined_names()
        packager = _Packager()
        packager._add_workbook(self)
        packager._set_in_memory(True)
        files = packager._create_package()
        self._packed.write(_packed((name, file.getvalue().encode()) for file, name, _ in files))


class _Packager(Packager):  # type: ignore[misc]  # XlsxWriter has no types
    def _write_shared_strings_file(self) -> None:
        texts = _Texts()
        texts.string_table = self.workbook.str_table
        texts._set_xml_writer(self._filename("xl/sharedStrings.xml"))
        texts._assemble_xml_file()


class _Texts(SharedStrings):  # type: ignore[misc]  # XlsxWriter has no types
    """XlsxWriter looks at each text seven times; nearly all of them are written as they are."""

    def _write_si(self, string: str) -> None:
        if _SPECIAL.search(string):
            super()._write_si(string)
        else:
            self.fh.write(f"<si><t>{string}</t></si>")


def without_times(content: bytes) -> bytes:
    """The same archive, each entry dated 1980 and the document's properties not at all."""
    with zipfile.ZipFile(BytesIO(content)) as old:
        return _packed((name, old.read(name)) for name in old.namelist())


def _packed(entries: Iterable[tuple[str, bytes]]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, entry in entries:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # the same on every system
            archive.writestr(info, _TIMES.sub(b"", entry) if name == "docProps/core.xml" else entry)
    return buffer.getvalue()
