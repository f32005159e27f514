"""`python -m autograder`."""

import sys
from pathlib import Path

if __name__ == "__main__":
    if not sys.flags.safe_path:
        # In place of the folder that one works in: a class in it may well be called `course`, as a package of this tree is.
        sys.path[0] = str(Path(__file__).resolve().parents[1])
    from autograder.cli import main

    main()
