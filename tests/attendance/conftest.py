"""Contexts in the dtypes of an ordinary and of a bulk reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attendance_contexts import context

from goldenthread.measures.registry import Context


@pytest.fixture(params=[False, True], ids=["plain", "bulk"])
def build(request: pytest.FixtureRequest) -> Callable[..., Context]:
    return lambda **given: context(bulk=request.param, **given)
