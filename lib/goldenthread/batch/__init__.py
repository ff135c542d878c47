"""Running and rendering every report of a drop.

Papermill imports our engine while it is being imported itself, so it has to come first: an engine
that is imported before it would be found half made.
"""

import sys

# Papermill reads notebooks with jsonschema, which at its import builds a grammar of international
# web addresses if it can: two seconds of every process, for a check that no notebook asks for.
if "jsonschema" not in sys.modules and "rfc3987_syntax" not in sys.modules:
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]  # to Python: not installed
    import papermill as _papermill

    del sys.modules["rfc3987_syntax"]
else:
    import papermill as _papermill  # noqa: F401
