"""What an import puts off is there when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Each in a new process: in this one everything may be imported already.
CASES = {
    "nothing of it is imported by a run": (
        "import goldenthread.batch.run\n"
        "from goldenthread.batch.preload import warm_up\n"
        "warm_up()\n"
        "late = ['boto3', 'requests', 'debugpy', 'openpyxl', 'isoduration']\n"
        "assert not [name for name in late if name in sys.modules]\n"
        "import debugpy, requests\n"
        "assert requests.get and debugpy.listen\n"
    ),
    "papermill reaches the web": (
        "import goldenthread.batch\n"
        "from papermill import iorw\n"
        "assert 'requests' not in sys.modules\n"
        "assert iorw.requests.get is __import__('requests').get\n"
    ),
    "papermill reaches Amazon's storage": (
        "import goldenthread.batch\n"
        "from papermill import iorw\n"
        "assert 'boto3' not in sys.modules\n"
        "from papermill.s3 import S3\n"
        "import os; os.environ['AWS_DEFAULT_REGION'] = 'eu-west-2'\n"
        "assert type(iorw.S3()) is S3\n"
    ),
    "papermill is left as it is where it was imported before": (
        "import papermill.iorw, papermill.s3\n"
        "import goldenthread.batch\n"
        "assert papermill.iorw.S3 is papermill.s3.S3\n"
    ),
}


@pytest.mark.parametrize("code", CASES.values(), ids=CASES.keys())
def test_what_is_put_off_is_there(code):
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
