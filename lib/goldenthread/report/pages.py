"""What a report has shown, in order, and how it falls into parts."""

from __future__ import annotations

from dataclasses import dataclass, field

from IPython.core.getipython import get_ipython
from IPython.display import display

from goldenthread.display.figure import Chart
from goldenthread.display.markup import Display
from goldenthread.display.words import Aside, Heading


@dataclass
class Pages:
    """`in_part` says whether a part has begun; its heading waits for the first thing in it."""

    shown: list[Display] = field(default_factory=list)
    in_part: bool = False
    _waiting: Heading | None = None

    @property
    def part_is_empty(self) -> bool:
        """Whether a part has begun that has shown nothing yet."""
        return self._waiting is not None

    def begin_part(self, title: str) -> None:
        self._waiting, self.in_part = Heading(title), True

    def show(self, shown: Display) -> None:
        """Show one thing, in the notebook where there is one; in a part, no chart without figures.

        Whatever has a heading of its own ends a part.
        """
        if isinstance(shown, Heading):
            self._waiting, self.in_part = None, False
        if isinstance(shown, Chart):
            shown = self._with_own_anchor(shown)
        if self.in_part and isinstance(shown, Chart) and shown.svg is None:
            shown = Aside(f"Left out of the report: {shown.caption}")
        elif self._waiting is not None and not isinstance(shown, Aside):
            heading, self._waiting = self._waiting, None
            self._put(heading)
        self._put(shown)

    def _put(self, shown: Display) -> None:
        self.shown.append(shown)
        if get_ipython() is not None:  # type: ignore[no-untyped-call]
            # Asking it for every form that IPython knows finds no other, and takes longer than
            # most of them take to make.
            display(shown._repr_mimebundle_(), raw=True)  # type: ignore[no-untyped-call]

    def _with_own_anchor(self, chart: Chart) -> Chart:
        """The same chart shown twice gets another anchor, so that no id of a page repeats."""
        taken = {c.anchor for c in self.shown if isinstance(c, Chart)}
        names = (f"{chart.anchor}-{i}" for i in range(2, len(taken) + 3))
        return (
            chart
            if chart.anchor not in taken
            else chart.named(next(n for n in names if n not in taken))
        )
