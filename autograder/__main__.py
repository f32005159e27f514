"""`python -m autograder`."""

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[0]  # the folder that one works in: a class in it may well be called `course`, as a package of ours is
    from autograder.cli import main

    main()
