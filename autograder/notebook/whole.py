"""The whole check of a saved notebook, run beside the kernel and shown while it works."""

import re
import textwrap
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from IPython.display import display

from autograder.notebook.checker import Checker

LOOKS_PER_SECOND = 1
COLUMNS = 88  # fit into a notebook on a laptop
FURTHER = 4  # columns by which the rest of a long line moves in


def notebook_here(environment: Mapping[str, str], names: Mapping[str, Any]) -> Path | None:
    """The file of the running notebook, as Jupyter or VS Code tells its kernel; None where neither does."""
    told = names.get("__vsc_ipynb_file__") or environment.get("JPY_SESSION_NAME")
    if not told:
        return None
    path = Path(str(told))
    return path if path.is_file() else Path.cwd() / path.name  # a server may tell the path as it is in its own tree


def check_saved(notebook: Path, checker: Checker, *options: str) -> None:
    """Run `autograder check` and print its report; an interrupt ends it."""
    age = max(0.0, time.time() - notebook.stat().st_mtime)
    print(f"{notebook.name} as it was saved {_ago(age)} ago (save with Ctrl+S first, if you have changed it since).")
    shown = display({"text/plain": "Checking …"}, raw=True, display_id=True)
    began = time.monotonic()
    try:
        checker.ask(str(notebook), *options)
        while (said := checker.answer(1 / LOOKS_PER_SECOND)) is None:
            shown.update({"text/plain": f"Checking … {time.monotonic() - began:.0f} s"}, raw=True)
    except KeyboardInterrupt:
        checker.stop()
        shown.update({"text/plain": "The check was interrupted; your notebook is untouched."}, raw=True)
        return
    shown.update({"text/plain": f"Checked in {time.monotonic() - began:.0f} s."}, raw=True)
    display(as_a_block(said.rstrip()), raw=True)


def as_a_block(text: str) -> dict[str, str]:
    """Text that is shown whole: VS Code leaves out the middle of a long plain text, JupyterLab breaks words of long lines."""
    text = "\n".join(part for line in text.split("\n") for part in _between_words(line))
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return {"text/plain": text, "text/markdown": f"{fence}text\n{text}\n{fence}"}


def _between_words(line: str) -> list[str]:
    """A long line as several, the later ones further in."""
    if len(line) <= COLUMNS:
        return [line]
    further = " " * (len(line) - len(line.lstrip()) + FURTHER)
    return textwrap.wrap(line, COLUMNS, subsequent_indent=further, break_long_words=False, break_on_hyphens=False)


def _ago(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} minutes"
