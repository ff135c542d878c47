"""Writing the templates that a drop or a plan needs; what is there is never written over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from goldenthread.errors import ParameterError, did_you_mean
from goldenthread.measures.catalogue import all_measures
from goldenthread.named import Named
from goldenthread.needs import needs_of
from goldenthread.sources.matching import claimants
from goldenthread.sources.names import Names
from goldenthread.sources.spec import Source, load_sources
from goldenthread.template.asked import Setting
from goldenthread.template.book import template_bytes
from goldenthread.template.layout import Template, templates_of
from goldenthread.writing import writing

PUBLISHERS = frozenset({"Department for Education", "Ofsted"})


@dataclass(frozen=True, slots=True)
class Written:
    """What came of it. `there` names the file that a source has already; `published` are the
    sources that are downloaded and not typed, `later` those that another term's drop holds."""

    folder: Path
    paths: tuple[Path, ...]
    there: Mapping[str, str]
    published: tuple[Source, ...]
    later: tuple[Source, ...]


def write_templates(named: Named, folder: Path | None = None, only: Iterable[str] = ()) -> Written:
    """Write the templates into the drop's folder, or into `folder`.

    `only` are the ids of sources; without them every source that the plan asks for is written.
    Raises ParameterError for an unknown source, StorageError where nothing can be written.
    """
    sources = load_sources(named.project.params / "sources")
    into = folder or named.folder or named.project.root / "templates" / named.plan.plan
    setting, names = Setting(named.trust, named.plan, named.drop), Names(named.trust)
    wanted = _wanted(named, sources, tuple(only))
    typed = [s for s in wanted if only or s.supplied_by not in PUBLISHERS]
    later = [s for s in typed if not only and _is_later(s, setting)]
    claimed = {name: tuple(s.source for s in claimants(name, sources)) for name in _files(into)}
    there: dict[str, str] = {}
    paths: list[Path] = []
    for source in typed:
        if source in later:
            continue
        for template in templates_of(source, sources, setting, names):
            found = _found(template, claimed, names)
            if found:
                there[template.file] = found
            else:
                paths.append(_write(template, into, setting))
    published = tuple(s for s in wanted if s not in typed)
    return Written(into, tuple(paths), there, published, tuple(later))


def _wanted(named: Named, sources: Mapping[str, Source], only: tuple[str, ...]) -> list[Source]:
    for name in only:
        if name not in sources:
            message = f"There is no source {name!r} in params/sources. "
            raise ParameterError(message + did_you_mean(name, sources))
    ids = only or tuple(needs_of(named.plan, all_measures()))
    phases = {school.phase for school in named.trust.schools}
    return [
        source
        for name in ids
        if (source := sources.get(name)) is not None
        and (only or not source.phases or phases & set(source.phases))
    ]


def _is_later(source: Source, setting: Setting) -> bool:
    return bool(source.terms and setting.drop and setting.drop.term not in source.terms)


def _found(template: Template, claimed: Mapping[str, tuple[str, ...]], names: Names) -> str:
    """The file that the folder held of this source (and school); "" where there was none."""
    for name, sources in claimed.items():
        if name.casefold() == template.file.casefold():
            return name
        if sources != (template.source.source,):
            continue
        if template.school is None or template.school.urn in names.schools_in(Path(name).stem):
            return name
    return ""


def _files(folder: Path) -> Iterator[str]:
    if folder.is_dir():
        yield from sorted(path.name for path in folder.iterdir() if path.is_file())


def _write(template: Template, into: Path, setting: Setting) -> Path:
    path = into / template.file
    content = template_bytes(template, setting)
    with writing(path):
        into.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            file.write(content)
    return path
