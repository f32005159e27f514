"""`cd course && python3 -m setup`: makes the environment, or says in one sentence why it cannot."""

import sys

# An older Python must be able to read this file, so that it can say this instead of a syntax error.
if not (3, 11) <= sys.version_info[:2] <= (3, 12):
    sys.exit(
        "The course needs Python 3.11 or 3.12 and {} is Python {}.{}: install one of the two, "
        "or name it as in `make lab PYTHON=/usr/bin/python3.11`.".format(sys.executable, *sys.version_info)
    )

from .bootstrap import main

main(*sys.argv[1:])
