"""A tiny course on a server that publishes a newer version, and what a learner has of it."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cases.places import UNITS

from autograder.build import release_of, source_of
from autograder.exercise import to_bytes
from autograder.layout import Unit
from course.setup import ROOT

GIT = ["git", "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "init.defaultBranch=main"]
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}  # not this person's settings
ANSWER = "def double(x):\n    return x + x\n"
NEW_TASK = """
# %% [markdown] task="half"
# ## Task 5 · Half

# %% answer="half"
def half(x):
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION

# %% test="half" points=1
# Four becomes two
assert half(4) == 2, "half(4) should give 2"
"""


@dataclass(frozen=True)
class Tree:
    """A course's folder."""

    root: Path

    @property
    def unit(self) -> Unit:
        return Unit(self.root / "modules" / "01_small" / "plain")

    def notebooks(self) -> list[str]:
        """The names of the unit's notebooks."""
        return sorted(path.name for path in self.unit.folder.glob("*.ipynb"))

    def git(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run([*GIT, *words], cwd=self.root, env=os.environ | ALONE, capture_output=True, text=True, check=False)
        assert done.returncode == 0 or not check, done.stderr
        return done

    def update(self) -> subprocess.CompletedProcess[str]:
        """What `make update` runs."""
        command = [sys.executable, "-m", "setup.update"]
        environment = os.environ | ALONE
        return subprocess.run(command, cwd=self.root / "course", env=environment, capture_output=True, text=True, check=False)

    def build(self) -> None:
        release = release_of(source_of(self.unit))
        self.unit.exercise.write_bytes(to_bytes(release))
        release.cells = [cell for cell in release.cells if not cell.metadata.nbgrader.solution]
        self.unit.lesson.write_bytes(to_bytes(release))  # any notebook without answers


def server(root: Path) -> Tree:
    """The first version, committed."""
    tree = Tree(root)
    shutil.copytree(UNITS / "plain", tree.unit.folder)
    shutil.copytree(ROOT / "course" / "setup", root / "course" / "setup", ignore=shutil.ignore_patterns("__pycache__"))
    (root / "course" / "__init__.py").touch()
    (root / ".gitignore").write_text("__pycache__/\n")
    tree.build()
    tree.git("init", "--quiet")
    tree.git("add", "--all")
    tree.git("commit", "--quiet", "--message=first")
    return tree


def publish(tree: Tree) -> None:
    """A newer version: one task is new, one says something else, one is gone."""
    source = tree.unit.exercise_source
    before, rest = source.read_text().split('# %% [markdown] task="summary"')
    after = rest[rest.index('# %% [markdown] task="') :]
    changed = before.replace("Two becomes four", "Two gives four")
    source.write_text(changed + after + NEW_TASK)
    tree.build()
    tree.git("commit", "--quiet", "--all", "--message=second")


def answer(notebook: Path, **answers: str) -> bytes:
    """Type answers into a notebook and save it; gives its bytes."""
    cells = json.loads(notebook.read_bytes())
    for cell in cells["cells"]:
        cell["source"] = answers.get(cell["id"], cell["source"])
    notebook.write_text(json.dumps(cells, indent=1))
    return notebook.read_bytes()
