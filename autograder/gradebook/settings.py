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
        raise ClassroomError(f"{root / CONFIG} cannot be read ({_said(error)}): mend that line.") from error
    config.CourseDirectory.root = str(root)
    return config


def directory_of(config: Config) -> CourseDirectory:
    """nbgrader's own knowledge of which file lies where."""
    return CourseDirectory(config=config)


class LatePolicy:
    """The penalty for late work, by whichever plugin the class has configured."""

    def __init__(self, config: Config, root: Path) -> None:
        self._where = root / CONFIG
        try:
            with _importing_from(root):
                step = AssignLatePenalties(config=config)
                step.init_plugin()
        except Exception as error:  # the plugin is Python that an instructor may have written
            raise ClassroomError(f"The late policy in {self._where} cannot be used ({_said(error)}): mend that line.") from error
        self._plugin = step.plugin_inst

    def __call__(self, student: str, score: float, seconds: float) -> float | None:
        """The points to take off, between none and all, or None for no penalty."""
        try:
            penalty = self._plugin.late_submission_penalty(student, score, seconds)
            return None if penalty is None else min(max(float(penalty), 0.0), score)
        except Exception as error:
            raise ClassroomError(
                f"The late policy in {self._where} failed on the work of {student} ({_said(error)}): "
                "mend it and run the same command again; this mark was not recorded."
            ) from error


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"


@contextlib.contextmanager
def _importing_from(root: Path) -> Iterator[None]:
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))
