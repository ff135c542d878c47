"""Every demo, by the name that `--trust` gives it."""

from __future__ import annotations

from goldenthread.demo.amadeus.trust import AMADEUS
from goldenthread.demo.amethyst.world import AMETHYST
from goldenthread.demo.an_daras.trust import AN_DARAS
from goldenthread.demo.mlp.trust import MLP
from goldenthread.demo.profile import Demo
from goldenthread.errors import ParameterError, did_you_mean

DEMOS: tuple[Demo, ...] = (AMETHYST, AMADEUS, AN_DARAS, MLP)


def demo_named(name: str) -> Demo:
    """The demo of that name; a ParameterError says which there are."""
    for demo in DEMOS:
        if demo.id == name:
            return demo
    message = f"There is no demo {name!r}. " + did_you_mean(name, [demo.id for demo in DEMOS])
    raise ParameterError(message)
