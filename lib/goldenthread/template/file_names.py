"""What a template is called: a name that the reader takes for its source, and its school's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from goldenthread.errors import DeclarationError
from goldenthread.sources.matching import claimants
from goldenthread.sources.names import Names
from goldenthread.sources.spec import Source
from goldenthread.trust import School

_LONGEST = 60
_INITIALS = re.compile(r"\b(qa|cpd|scr|pshe|mtc|eyfs|ks\d)\b")
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


def file_name(
    source: Source, sources: Mapping[str, Source], names: Names, school: School | None = None
) -> str:
    """The name of a workbook that is read as `source`, and as the school's where it has one.

    Raises DeclarationError where no name that the source's patterns allow is its own.
    """
    for stem in _stems(source):
        for whose in _names_of(school):
            name = f"{whose} {stem}".strip() + ".xlsx"
            found = [claimed.source for claimed in claimants(name, sources)]
            said = names.schools_in(name.removesuffix(".xlsx"))
            if found == [source.source] and (school is None or said == (school.urn,)):
                return name
    whose = f" of {school.name}" if school else ""
    message = (
        f"No file name{whose} is read as {source.source} alone: its patterns "
        f"({', '.join(source.files)}) are also those of another source."
    )
    raise DeclarationError(message)


def _stems(source: Source) -> Iterator[str]:
    """The source's title where one of its patterns fits it, then what the patterns say."""
    title = " ".join(_NOT_IN_NAMES.sub(" ", source.title).split())
    if len(title) <= _LONGEST:
        yield title
    for pattern in source.files:
        words = " ".join(re.sub(r"[*_]+", " ", pattern).split())
        # A pattern that ends in .csv also fits a workbook whose name ends in .csv.xlsx.
        stem = words.removesuffix(".xlsx").replace(" .csv", ".csv").rstrip(". ")
        stem = _INITIALS.sub(lambda found: found[0].upper(), stem)
        yield stem[:1].upper() + stem[1:]
        yield pattern.replace("*", "").removesuffix(".xlsx")


def _names_of(school: School | None) -> tuple[str, ...]:
    if school is None:
        return ("",)
    plain = (_NOT_IN_NAMES.sub(" ", name).strip() for name in (school.short_name, school.name))
    return (*plain, school.urn)
