"""The demos: a seeded generator of synthetic data drops. Nothing in them is about anyone."""
