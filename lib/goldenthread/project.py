"""Where things are: a project is a folder that holds `params/` and `notebooks/`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from goldenthread.errors import DropError, did_you_mean


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one installation of the suite."""

    root: Path

    @property
    def params(self) -> Path:
        return self.root / "params"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def outputs(self) -> Path:
        return self.root / "outputs"

    def runs_of(self, drop: Path) -> Path:
        """Where the runs of a drop's trust lie: as deep in outputs/ as its drops lie in data/.

        So drops of the same name of two trusts, `data/north/2022-summer` and
        `data/south/2022-summer`, do not take each other's place. The folder data/demo counts as
        data/; drops that lie elsewhere go to outputs/ itself.
        """
        data, parent = (self.root / "data").resolve(), drop.resolve().parent
        if not parent.is_relative_to(data):
            return self.outputs
        own = parent.relative_to(data).parts
        return self.outputs.joinpath(*(own[1:] if own[:1] == ("demo",) else own))

    def params_of(self, trust: str, plan: str) -> tuple[Path, ...]:
        """Every file of params/ that a drop of that trust and plan can depend on: those of other
        trusts and plans are left out."""
        own = {"trusts": trust, "plans": plan}
        return tuple(
            path
            for path in sorted(self.params.rglob("*"))
            if path.is_file() and own.get(path.parent.name, path.stem) == path.stem
        )

    @property
    def cache(self) -> Path:
        """Checked tables and judged drops; private, never published."""
        return self.root / ".cache" / "goldenthread"

    @classmethod
    def around(cls, start: Path) -> Project:
        """The project that `start` lies in, or else the one that the working folder lies in."""
        for origin in (start.resolve(), Path.cwd()):
            for folder in (origin, *origin.parents):
                if (folder / "params").is_dir() and (folder / "notebooks").is_dir():
                    return cls(folder)
        message = f"{start} lies in no project: no folder above it holds params/ and notebooks/."
        raise DropError(message)


def find_drop_folder(drop: str) -> Path:
    """The folder of a data drop, from a path that may be relative to the project's root.

    A notebook is run from its own folder in JupyterLab and from the project's root by papermill;
    the same parameter has to work in both.
    """
    given = Path(drop)
    if (given / "drop.yml").is_file():
        return given.resolve()
    if not given.is_absolute():
        in_project = Project.around(Path.cwd()).root / given
        if (in_project / "drop.yml").is_file():
            return in_project.resolve()
        given = in_project
    parent = given.parent
    drops = sorted(p.parent.name for p in parent.glob("*/drop.yml")) if parent.is_dir() else []
    message = f"There is no data drop {drop!r}: the folder holds no drop.yml. "
    raise DropError((message + did_you_mean(given.name, drops)).rstrip())
