"""Every demo, by the name that `--trust` gives it."""

from __future__ import annotations

from goldenthread.demo.amadeus.trust import AMADEUS
from goldenthread.demo.amethyst.world import AMETHYST
from goldenthread.demo.amethyst_vision.trust import AMETHYST_VISION
from goldenthread.demo.an_daras.trust import AN_DARAS
from goldenthread.demo.mlp.trust import MLP
from goldenthread.demo.profile import Demo
from goldenthread.errors import ParameterError

DEMOS: tuple[Demo, ...] = (AMETHYST, AMETHYST_VISION, AMADEUS, AN_DARAS, MLP)


def demo_named(name: str) -> Demo:
    """The demo of that name; a ParameterError says which there are."""
    for demo in DEMOS:
        if demo.id == name:
            return demo
    allowed = ", ".join(demo.id for demo in DEMOS)
    message = f"There is no demo {name!r}. Allowed: {allowed}."
    raise ParameterError(message)
