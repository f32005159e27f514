"""An nbval plugin: hold a lesson's outputs whole, pictures too, against what another run of it printed."""

from collections import deque
from pathlib import Path
from typing import Any

import nbformat
import nbval.plugin
import pytest
from nbformat import NotebookNode

UNCOMPARED = ("metadata", "traceback", "prompt_number", "execution_count")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--ran", type=Path, help="The notebook as another runner left it, whose outputs are compared.")


def pytest_configure(config: pytest.Config) -> None:
    """Let nbval ask the finished run where it would ask a kernel of its own: papermill has just run every cell."""
    nbval.plugin.RunningKernel = lambda *_, **__: FinishedRun(config.getoption("ran"))


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Compare all that a reader sees; nbval itself passes over pictures where nbdime is not installed."""
    if collector.nodeid.endswith(".ipynb"):
        collector.skip_compare = UNCOMPARED  # type: ignore[attr-defined]


class FinishedRun:
    """What nbval asks of a kernel, answered with the outputs that the run has recorded, cell by cell."""

    def __init__(self, ran: Path) -> None:
        cells = nbformat.read(ran, as_version=4).cells
        self.cells = deque(cell for cell in cells if cell.cell_type == "code")
        self.messages: deque[dict[str, Any]] = deque()

    def execute_cell_input(self, source: str, allow_stdin: bool) -> str:
        """Take the next cell of the run, which must be this one; its place is the name of the answer."""
        cell = self.cells.popleft()
        assert cell.source == source, f"another cell was run: {cell.source}"
        name = str(len(self.cells))
        idle = NotebookNode(output_type="status", execution_state="idle")
        self.messages.extend(
            {"msg_type": output.output_type, "content": output, "parent_header": {"msg_id": name}}
            for output in (*cell.outputs, idle)
        )
        return name

    def get_message(self, stream: str, timeout: float | None = None) -> dict[str, Any]:
        """The next output of the cell, and at its end that the kernel is idle."""
        return self.messages.popleft()

    def await_reply(self, name: str, timeout: float | None = None) -> None:
        """The reply is here: the run is over."""

    def await_idle(self, name: str, timeout: float | None = None) -> None:
        """Pass over what is left of a cell that raised."""
        self.messages.clear()

    def is_alive(self) -> bool:
        """Whether it answers."""
        return True

    def stop(self) -> None:
        """Nothing runs."""
