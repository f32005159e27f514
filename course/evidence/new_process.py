"""A notebook's function in a new process, where nothing is remembered and Python's `hash` of a text is another number."""

import functools
import io
import json
import os
import subprocess
import sys
from typing import Any

# What the function prints goes the way of errors, so that the answer stands alone.
PROGRAM = """
import json, os, sys
answer = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)
import cloudpickle
function, values = cloudpickle.load(sys.stdin.buffer)
json.dump(function(*values), answer)
"""


def called(name: str, values: list[Any]) -> Any:
    """What a function of `__main__` returns there, as JSON holds it; RuntimeError with its last line if it fails."""
    function = getattr(sys.modules["__main__"], name)
    environment = os.environ | {"PYTHONHASHSEED": "random"}
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM], input=_carried((function, values)), capture_output=True, env=environment, check=False
    )
    if process.returncode:
        last = process.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise RuntimeError(f"{name} did not come to its end in a new process: {last or 'it said nothing'}")
    return json.loads(process.stdout)


def _carried(value: Any) -> bytes:
    import cloudpickle  # written here and read in the new process; nothing is read by this one

    class Carrier(cloudpickle.Pickler):  # type: ignore[misc]  # cloudpickle has no types
        def reducer_override(self, found: Any) -> Any:
            if isinstance(found, functools._lru_cache_wrapper):  # with an empty cache: it has a new process
                return functools.lru_cache, (found.__wrapped__,)
            return super().reducer_override(found)

    file = io.BytesIO()
    Carrier(file).dump(value)
    return file.getvalue()
