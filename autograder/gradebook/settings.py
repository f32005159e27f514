"""What nbgrader_config.py says about a class: its folders, its gradebook and its late policy."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from autograder.errors import ClassroomError

CONFIG = "nbgrader_config.py"


def read_settings(root: Path) -> Config:
    """The class's settings, with its root filled in; ClassroomError when they cannot be read."""
    if not (root / CONFIG).is_file():
        raise ClassroomError(f"{root} is no class folder: begin one with `python -m autograder release UNIT --course {root}`.")
    try:
        config: Config = PyFileConfigLoader(CONFIG, path=str(root)).load_config()
    except Exception as error:  # the file is Python that an instructor may have edited
        raise ClassroomError(f"{root / CONFIG} cannot be read ({type(error).__name__}: {error}): mend that line.") from error
    config.CourseDirectory.root = str(root)
    return config


def directory_of(config: Config) -> CourseDirectory:
    """nbgrader's own knowledge of which file lies where."""
    return CourseDirectory(config=config)


class LatePolicy:
    """The penalty for late work, by whichever plugin the class has configured."""

    def __init__(self, config: Config, root: Path) -> None:
        with _importing_from(root):
            step = AssignLatePenalties(config=config)
            step.init_plugin()
        self._plugin = step.plugin_inst

    def __call__(self, student: str, score: float, seconds: float) -> float | None:
        """The points to take off, between none and all, or None for no penalty."""
        penalty = self._plugin.late_submission_penalty(student, score, seconds)
        return None if penalty is None else min(max(float(penalty), 0.0), score)


@contextlib.contextmanager
def _importing_from(root: Path) -> Iterator[None]:
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))
