"""Whether the parts of an old workbook (.xls, an OLE compound file) can be followed to their end.

Such a file is a small file system: tables say which sector follows which. Where they lead in a
circle, or claim more sectors than the file has, the reader would fill all memory and the program
would end without a word. Layout: Microsoft's specification [MS-CFB].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_HEADER, _HEADER_ENTRIES = 512, 109
_SECTOR_SIZES = {9: 512, 12: 4096}
_NO_SECTOR = 0xFFFFFFFA  # this number and the ones above stand for no sector
_ENTRY = 128


def can_be_followed(data: bytes) -> bool:
    """False for an OLE file that is cut short, or whose sectors lead in a circle."""
    size = _SECTOR_SIZES.get(struct.unpack_from("<H", data, 30)[0]) if len(data) > _HEADER else None
    if size is None:
        return False
    most = len(data) // size + 1
    tables, directory, _, _, small_start, small_count, more = struct.unpack_from("<7I", data, 44)
    if tables > most or small_count > most:
        return False
    try:
        follows = _table(data, size, _table_sectors(data, size, more))
        small = _table(data, size, _chain(small_start, follows)) if small_count else []
        entries = b"".join(_sector(data, size, at) for at in _chain(directory, follows))
        for table in (follows, small):
            _check_ends(_starts(entries), table)
    except _Endless:
        return False
    return True


class _Endless(Exception):
    """The sectors lead in a circle, or out of the file."""


def _sector(data: bytes, size: int, at: int) -> bytes:
    return data[(at + 1) * size : (at + 2) * size]


def _numbers(sector: bytes) -> Sequence[int]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def _table_sectors(data: bytes, size: int, more: int) -> list[int]:
    """The sectors that hold the table: the first stand in the header, further ones in a list."""
    found = list(struct.unpack_from(f"<{_HEADER_ENTRIES}I", data, 76))
    seen: set[int] = set()
    while more < _NO_SECTOR:
        numbers = _numbers(_sector(data, size, more))
        if more in seen or not numbers:
            raise _Endless
        seen.add(more)
        *further, more = numbers
        found += further
    return [at for at in found if at < _NO_SECTOR]


def _table(data: bytes, size: int, sectors: Sequence[int]) -> list[int]:
    if len(sectors) > len(data) // size + 1:
        raise _Endless
    return [number for at in sectors for number in _numbers(_sector(data, size, at))]


def _chain(start: int, follows: Sequence[int]) -> list[int]:
    chain: list[int] = []
    while start < _NO_SECTOR:
        if start >= len(follows) or len(chain) > len(follows):
            raise _Endless
        chain.append(start)
        start = follows[start]
    return chain


def _starts(entries: bytes) -> Iterator[int]:
    """The first sector of each file in the file system."""
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        yield struct.unpack_from("<I", entries, at + 116)[0]


def _check_ends(starts: Iterator[int], follows: Sequence[int]) -> None:
    ending: set[int] = set()
    for start in starts:
        seen: set[int] = set()
        while start < len(follows) and start not in ending:
            if start in seen:
                raise _Endless
            seen.add(start)
            start = follows[start]
        ending |= seen
