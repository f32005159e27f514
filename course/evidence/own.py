"""What a notebook's own process knows of its tracking store: the bytes, artifacts, and what its models predict.

In a grading this runs in the sandbox, next to the learner's code: nothing that it answers is believed before it is checked.
"""

import contextlib
import os
import sqlite3
import stat
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from . import new_process

MAX_STORE = 64 * 2**20  # bytes
MAX_ARTIFACT = 16 * 2**20  # bytes
MAX_LISTED = 5_000  # artifacts
SQLITE = "sqlite:///"
WHERE = "SELECT artifact_uri FROM runs WHERE run_uuid = ? UNION SELECT artifact_location FROM logged_models WHERE model_id = ?"


def answer(question: str, values: tuple[Any, ...]) -> Any:
    """Answer one question by its name; ValueError for a question that there is not."""
    match question, values:
        case "tracked", ():
            return store()
        case "artifact", (str(id), str(path)):
            return artifact(id, path)
        case "predicted", (str(model), rows):
            return predictions(model, rows)
        case "in_new_process", (str(name), list(given)):
            return new_process.called(name, given)
    raise ValueError(f"There is no evidence by the name {question!r}.")


def store() -> tuple[bytes, dict[str, list[str]]]:
    """A whole copy of the tracking store (no bytes where nothing was tracked), and the artifact files of each run."""
    path = _store_path()
    if not path.is_file():
        return b"", {}
    if path.stat().st_size > MAX_STORE:
        raise ValueError(f"The tracking store is larger than {MAX_STORE >> 20} MiB: log less.")
    try:
        with contextlib.closing(_opened(path)) as source, contextlib.closing(sqlite3.connect(":memory:")) as copy:
            source.backup(copy)  # with it, what still stands in a write-ahead log
            return copy.serialize(), _listed(copy)
    except sqlite3.Error:
        return path.read_bytes(), {}  # whoever asked will say what is odd about it


def artifact(id: str, path: str) -> bytes:
    """The bytes of a file that a run or a logged model keeps; ValueError for a path that leads elsewhere."""
    with contextlib.closing(_opened(_store_path())) as source:
        found = source.execute(WHERE, (id, id)).fetchone()
    if found is None:
        raise ValueError("No run and no logged model has this id.")
    return _read_below(_local(found[0]), path)


def predictions(model: str, rows: Any) -> list[Any]:
    """What a logged or registered model predicts for each row of a pandas frame, as plain numbers or text."""
    import mlflow

    found = mlflow.pyfunc.load_model(model).predict(rows)
    if hasattr(found, "columns"):
        found = found["prediction"] if "prediction" in found.columns else found.iloc[:, 0]
    found = found.tolist() if hasattr(found, "tolist") else list(found)
    return [value[0] if isinstance(value, list) and len(value) == 1 else value for value in found]


def _store_path() -> Path:
    uri = os.environ.get("MLFLOW_TRACKING_URI", "")  # `mlflow.set_tracking_uri` sets it too
    if not uri.startswith(SQLITE):
        raise ValueError("The runs are not in a SQLite store: leave the tracking URI as the course sets it.")
    return Path(unquote(uri.removeprefix(SQLITE).partition("?")[0]))


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _listed(copy: sqlite3.Connection) -> dict[str, list[str]]:
    files: dict[str, list[str]] = {}
    left = MAX_LISTED
    for id, uri in copy.execute("SELECT run_uuid, artifact_uri FROM runs WHERE lifecycle_stage = 'active'"):
        files[id] = _files_below(_local(uri), left)
        left -= len(files[id])
    return files


def _files_below(folder: Path, most: int) -> list[str]:
    found: list[str] = []
    for place, _, names in os.walk(folder):
        inside = (Path(place, name) for name in names)
        found += [path.relative_to(folder).as_posix() for path in inside if path.is_file() and not path.is_symlink()]
        if len(found) > most:
            return sorted(found)[:most]
    return sorted(found)


def _local(uri: str) -> Path:
    parts = urlsplit(uri)
    return Path(unquote(parts.path) if parts.scheme == "file" else uri)


def _read_below(folder: Path, path: str) -> bytes:
    """Read a regular file by way of folders alone: no link on the way is followed."""
    steps = Path(path).parts
    if not steps or Path(path).is_absolute() or ".." in steps:
        raise ValueError(f"{path!r} is no path inside the folder of the artifacts.")
    with contextlib.ExitStack() as stack:
        place = _open(stack, str(folder), os.O_DIRECTORY, None)
        for step in steps[:-1]:
            place = _open(stack, step, os.O_DIRECTORY | os.O_NOFOLLOW, place)
        file = _open(stack, steps[-1], os.O_NOFOLLOW | os.O_NONBLOCK, place)
        facts = os.fstat(file)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size > MAX_ARTIFACT:
            raise ValueError(f"{path!r} is no ordinary file of at most {MAX_ARTIFACT >> 20} MiB.")
        with os.fdopen(os.dup(file), "rb") as opened:
            return opened.read(MAX_ARTIFACT)


def _open(stack: contextlib.ExitStack, name: str, flags: int, place: int | None) -> int:
    try:
        opened = os.open(name, os.O_RDONLY | flags, dir_fd=place)
    except OSError as error:
        raise ValueError(f"There is no artifact {name!r}, or it is a link.") from error
    stack.callback(os.close, opened)
    return opened
