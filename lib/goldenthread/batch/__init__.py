"""Running and rendering every report of a drop.

Papermill imports our engine while it is being imported itself, so it has to come first: an engine
that is imported before it would be found half made.
"""

from goldenthread.batch.lean import import_papermill

import_papermill()
