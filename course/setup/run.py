"""`python -m course.setup.run COMMAND …`: runs a command in the environment that the notebooks have."""

import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from . import ROOT, SetupError
from .kernel import environment_variables

JUPYTER = str(ROOT / "course" / "jupyter")  # the course's settings of JupyterLab


def replace_process(command: Sequence[str]) -> NoReturn:
    """Becomes the command."""
    folders = [JUPYTER, *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    environment = os.environ | environment_variables() | {"JUPYTER_CONFIG_PATH": os.pathsep.join(folders)}
    os.execvpe(command[0], list(command), environment)


if __name__ == "__main__":
    try:
        replace_process(sys.argv[1:])
    except SetupError as error:
        sys.exit(str(error))
