"""The demo trust: a seeded generator of synthetic data drops. Nothing in it is about anyone."""

from goldenthread.demo.drops import generate

__all__ = ["generate"]
