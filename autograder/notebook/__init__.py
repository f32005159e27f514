"""What a learner meets inside the notebook: a word after each visible test, hints in steps, the solution, the whole check.

The course's kernel loads it as an extension of IPython. A notebook never needs it: elsewhere its tests run without comment.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell


def load_ipython_extension(shell: "InteractiveShell") -> None:
    """Begin to listen; what it needs is imported at the first test that is run, so that a kernel starts as fast as before."""
    from autograder.notebook.companion import Companion

    Companion(shell).begin()
