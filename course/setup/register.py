"""`python -m course.setup.register`: makes this Python environment ready to learn in; takes no time when it is."""

import sys

from . import SetupError, kernel, start

if __name__ == "__main__":
    try:
        kernel.register()
        start.write()
    except SetupError as error:
        sys.exit(str(error))
