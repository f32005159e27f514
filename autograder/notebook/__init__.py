"""What a learner meets inside the notebook: a word after each visible test, hints in steps, the solution, the whole check.

The course's kernel loads it as an extension of IPython. A notebook never needs it: elsewhere its tests run without comment.
"""

from IPython.core.interactiveshell import InteractiveShell

from autograder.notebook.companion import Companion


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Begin to listen; it takes a hundredth of a second, for exercises are read when a test is run."""
    Companion(shell).begin()
