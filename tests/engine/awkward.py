"""Cells that are awkward to run: what they do, and their code. One notebook holds them all."""

from __future__ import annotations

from pathlib import Path

import nbformat

# Those whose name begins with "!" raise on purpose.
CELLS: dict[str, str] = {
    "print": "x = 1\nprint('out')",
    "print to stderr": "import sys\nprint('err', file=sys.stderr)",
    "out and err by turns": (
        "import sys\nfor n in range(3):\n    print('out', n, flush=True)\n"
        "    print('err', n, file=sys.stderr, flush=True)"
    ),
    "carriage returns": "for n in range(3):\n    print(n, end='\\r')",
    "result": "x + 1",
    "no result": "x + 1;",
    "result of an assignment": "(y := 5)",
    "last result": "_",
    "earlier results": "Out[5], In[1]",
    "frame": "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "series with nothing in it": "pd.Series([None, 1.5], name='n')",
    "display": "from IPython.display import display, HTML, Markdown, SVG, JSON, Image, Latex\n"
    "display(HTML('<b>a</b>'), 'b', Markdown('*c*'), JSON({'a': 1}), Latex('$x$'))",
    "display between prints": "print('before')\ndisplay('shown')\nprint('after')",
    "display with metadata": "import IPython\n"
    "display({'text/plain': 'p', 'x/y': '1'}, raw=True, metadata={'k': 1})",
    "nested display": (
        "class Inner:\n    def _repr_html_(self):\n        display('from inside')\n"
        "        print('printed inside')\n        return '<i>inner</i>'\ndisplay(Inner())\nInner()"
    ),
    "mime bundle": (
        "class Shown:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
        "        return {'text/plain': 'p', 'text/html': '<i>h</i>', 'x/y': 's'}\nShown()"
    ),
    "!a repr that fails": (
        "class Broken:\n    def _repr_html_(self):\n        raise ValueError('no html')\n"
        "    def __repr__(self):\n        return 'broken'\nBroken()"
    ),
    "update of a display": "h = display('first', display_id='d')\nh.update('second')",
    "update from another cell": "h.update('third')",
    "update by its id": "from IPython.display import update_display\n"
    "display('one', display_id='e')\nupdate_display('two', display_id='e')",
    "two displays of one id": "display('a', display_id='f')\ndisplay('b', display_id='f')",
    "clear": "from IPython.display import clear_output\n"
    "print('gone')\nclear_output()\nprint('kept')",
    "clear and wait": "print('kept until')\nclear_output(wait=True)\nprint('this')",
    "clear and wait for nothing": "print('still here')\nclear_output(wait=True)",
    "magic": "%precision 2\n3.14159",
    "cell magic": "%%capture caught\nprint('caught')\ndisplay('too')",
    "what was captured": "caught.stdout, len(caught.outputs)",
    "time magic": "%%time\npass",
    "html magic": "%%html\n<p>raw</p>",
    "system": "!echo from the shell",
    "system into a variable": "got = !echo one; echo two\ngot",
    "bash magic": "%%bash\necho from bash\necho to stderr >&2",
    "writing a file": "import os, tempfile\nos.chdir(tempfile.mkdtemp())\n"
    "with open('helper.py', 'w') as f:\n    f.write('value = 42')",
    "import from the working folder": "import helper\nhelper.value",
    "run magic": "%run helper.py\nvalue",
    "!unknown magic": "%nosuchmagic",
    "question": "?len",
    "warning": "import warnings\nwarnings.warn('careful', stacklevel=1)",
    "the same warning again": "for n in range(2):\n    warnings.warn('twice', stacklevel=1)",
    "recorded warnings": (
        "with warnings.catch_warnings(record=True) as seen:\n    warnings.simplefilter('always')\n"
        "    warnings.warn('seen', stacklevel=1)\nlen(seen)"
    ),
    "deprecated": "warnings.warn('old', DeprecationWarning, stacklevel=1)",
    "logging": "import logging\nlogging.warning('logged')\nlogging.info('not shown')",
    "logging after set-up": (
        "logging.basicConfig(level='INFO', format='%(message)s', force=True)\n"
        "logging.info('now shown')"
    ),
    "thread": (
        "import threading\nt = threading.Thread(target=lambda: print('thread'))\n"
        "t.start()\nt.join()"
    ),
    "pool of threads": (
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(4) as pool:\n    print(sum(pool.map(abs, range(-9, 0))))"
    ),
    "process": (
        "import subprocess\nran = subprocess.run(['echo', 'ran'], capture_output=True)\nran.stdout"
    ),
    "pool of processes": (
        "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(2) as pool:\n"
        "    print(pool.map(abs, [-1, -2]))"
    ),
    # A kernel hears of it from a thread.
    "printed by forked processes": (
        "import time\nprint('before')\n"
        "with multiprocessing.get_context('fork').Pool(1) as pool:\n"
        "    pool.map(print, ['café', 2])\n"
        "time.sleep(1)\nprint('after')"
    ),
    "await": "import asyncio\nawait asyncio.sleep(0)\n'awaited'",
    "gather": (
        "async def double(n):\n    await asyncio.sleep(0.01)\n    return 2 * n\n"
        "await asyncio.gather(*(double(n) for n in range(3)))"
    ),
    "task across cells": "task = asyncio.ensure_future(double(21))",
    "task awaited later": "await task",
    "async with and for": (
        "async def numbers():\n    for n in range(2):\n        yield n\n"
        "async for n in numbers():\n    print(n)"
    ),
    "!run in a running loop": (
        "coroutine = double(1)\ntry:\n    asyncio.run(coroutine)\nfinally:\n    coroutine.close()"
    ),
    "!exception": "def deep(n):\n    return 1 / n\ndeep(0)",
    "!exception with a cause": (
        "try:\n    {}['a']\nexcept KeyError as error:\n    raise ValueError('because') from error"
    ),
    "!exception after output": "print('before')\ndisplay('shown')\nraise RuntimeError('after')",
    "!syntax error": "if True print('no')",
    "!name error": "nosuchname",
    "!own exception": "class Mine(Exception):\n    pass\nraise Mine('mine')",
    "!exception group": "raise ExceptionGroup('many', [ValueError('a'), TypeError('b')])",
    "!interrupt": "raise KeyboardInterrupt",
    "!interrupt by a signal": (
        "import signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(5)"
    ),
    "!assertion": "assert 1 == 2, 'sums'",
    "!input": "input('name? ')",
    "!password": "import getpass\ngetpass.getpass()",
    "!system exit": "import sys\nsys.exit(3)",
    "after all those": "'still running'",
    "stdin is at its end": "sys.stdin.read()",
    "names": "__name__, '__file__' in globals(), sys.modules['__main__'].x",
    "pickle of a class of the notebook": (
        "import pickle\nclass Kept:\n    pass\ntype(pickle.loads(pickle.dumps(Kept()))).__name__"
    ),
    "chart left open": (
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots(figsize=(2, 1))\nax.plot([1, 2]);"
    ),
    "chart as a result": "fig",
    "chart shown": "plt.figure(figsize=(1, 1))\nplt.plot([1, 3])\nplt.show()\nprint('after')",
    "two charts": "for n in range(2):\n    plt.figure(figsize=(1, 1))\n    plt.plot([n, 1])",
    "chart closed": "plt.figure(figsize=(1, 1))\nplt.close('all')",
    "chart displayed and closed": (
        "fig, ax = plt.subplots(figsize=(1, 1))\ndisplay(fig)\nplt.close(fig)"
    ),
    "chart as svg": (
        "from matplotlib_inline.backend_inline import set_matplotlib_formats\n"
        "plt.rcParams['svg.hashsalt'] = 'same'\nset_matplotlib_formats('png')\n"
        "plt.figure(figsize=(1, 1));"
    ),
    "chart settings": "plt.rcParams['figure.dpi'], plt.get_backend()",
    "inline magic": "%matplotlib inline\nplt.figure(figsize=(1, 1));",
    "chart with a handle": (
        "h = display('no chart yet', display_id='chart')\nfig, ax = plt.subplots(figsize=(1, 1))\n"
        "h.update(fig)\nplt.close(fig)"
    ),
    "!chart before an exception": "plt.figure(figsize=(1, 1))\nraise ValueError('drawn before')",
    "a seaborn chart": "import seaborn as sns\nsns.lineplot(x=[1, 2], y=[1, 2]);",
    "numpy says how": "import numpy as np\nnp.seterr(all='warn')\nnp.array([1.0]) / 0",
    "seeded numbers": "np.random.seed(1)\nnp.random.rand(2), np.random.default_rng(1).random()",
    "hooks": (
        "ip = get_ipython()\nip.events.register('post_run_cell', lambda result: print('post'))"
    ),
    "after a hook": "'hooked'",
    "history": "%history -l 1",
    "shell": "type(get_ipython()).__mro__[1].__name__ != '', get_ipython().execution_count",
    "a way of writing of its own": (
        "ways = get_ipython().input_transformers_post\n"
        "ways.append(lambda lines: [line.replace('twice', '2 *') for line in lines])"
    ),
    "said in that way": "twice 21",
    "no longer a way": "ways.pop();",
    "!the same words again": "twice 21",
    "empty": "   ",
    "comment": "# nothing",
    "context": "import decimal\ndecimal.getcontext().prec = 5",
    "context in the next cell": "decimal.Decimal(1) / 3, np.get_printoptions()['precision']",
    "written past Python": (
        "import time\nprint('first')\nos.write(1, b'second\\n')\nos.write(2, b'an error\\n')\n"
        "time.sleep(2)\nprint('third')"
    ),
    # The kernel hears of it from a thread, which a busy machine lets wait.
    "written by a program": "os.system('echo from a program')\ntime.sleep(2)",
    # A kernel sends what a stream holds after a fifth of a second: here the error comes first.
    "slowly to both streams": (
        "print('an error', file=sys.stderr)\ntime.sleep(1)\nprint('a line')\ntime.sleep(1)\n"
        "print('another', file=sys.stderr)"
    ),
    "written in many lines": "print('line\\n' * 3000)",
    "unicode": "print('café – ŵ 😀')",
    "binary to stdout": "sys.stdout.buffer if hasattr(sys.stdout, 'buffer') else 'no buffer'",
    "printing after all": "print('done')",
}


def write(path: Path, cells: dict[str, str]) -> Path:
    """The notebook; a cell that raises on purpose is tagged so that the next one runs."""
    made = []
    for number, (name, source) in enumerate(cells.items()):
        tags = ["raises-exception"] if name.startswith("!") else []
        made.append(nbformat.v4.new_code_cell(source, id=f"cell-{number}", metadata={"tags": tags}))
    kernel = {"name": "python3", "language": "python", "display_name": "Python 3"}
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": kernel}), path)
    return path
