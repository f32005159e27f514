"""`python -m course.website`: builds the site into `build/site`, offline, or says in one sentence why it cannot."""

import os
import shutil
import sys
from pathlib import Path

from sphinx.cmd.build import build_main

from autograder.errors import CourseError
from autograder.layout import BUILD, SITE

from .tree import lay_out

HERE = Path(__file__).parent
TREE, DOCTREES = BUILD / "site-source", BUILD / "site-doctrees"


def main() -> None:
    """Builds the site from nothing: a minute or two."""
    repository = os.environ.get("COURSE_REPOSITORY", "")
    if repository and not repository.startswith(("https://", "http://")):
        sys.exit(f"COURSE_REPOSITORY is {repository!r}: give the address below which the files are shown, or leave it empty.")
    for folder in (TREE, DOCTREES, SITE):
        shutil.rmtree(folder, ignore_errors=True)
    try:
        lay_out(TREE)
    except CourseError as error:
        sys.exit(str(error))
    # Every warning is an error: a dead link, a formula that cannot be shown, a page that nothing leads to.
    words = ["--quiet", "--fail-on-warning", "--jobs", "auto", "--conf-dir", HERE, "--doctree-dir", DOCTREES, TREE, SITE]
    if build_main([str(word) for word in words]):
        sys.exit("The site was not built: mend what is named above and run `make site` again.")
    print(f"The site is in {SITE}. To look at it: python -m http.server --directory {SITE}")


if __name__ == "__main__":
    main()
