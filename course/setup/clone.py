"""What is asked of git about the clone that a course lies in, and what stands against updating it."""

import os
import subprocess
from pathlib import Path

from . import SetupError

UPSTREAM = "@{upstream}"  # the branch that is pulled
NO_CLONE = (
    "This folder was not made by `git clone`, so there is nothing to pull: unpack the new version over it, or into a folder "
    "of its own and copy your notebooks there, and run make lab; it says what has changed for them."
)
UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
QUIET = os.environ | {"GIT_TERMINAL_PROMPT": "0"}  # a question that nobody sees would wait for ever


class Clone:
    """The clone that a course lies in."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def bytes(self, *words: str) -> bytes:
        """What a command of git says; SetupError with its last line where it fails."""
        try:
            done = subprocess.run(["git", *words], cwd=self.root, env=QUIET, capture_output=True, check=False)
        except FileNotFoundError:
            raise SetupError("There is no program `git` here: install it and run make update again.") from None
        if done.returncode:
            last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["it did not say why"]
            raise SetupError(
                f"`git {words[0]}` stopped ({last[0]}): mend this and run make update again; your work is where it was."
            )
        return done.stdout

    def say(self, *words: str) -> str:
        """The same as a line of text."""
        return self.bytes(*words).decode().strip()

    def files(self, *words: str) -> set[str]:
        """The files that a command lists."""
        return {os.fsdecode(name) for name in self.bytes(*words, "-z").split(b"\0") if name}

    def changed(self, *between: str) -> set[str]:
        """The files that differ."""
        return self.files("diff", "--name-only", *between)

    def refuse_what_is_not_simple(self) -> None:
        """Stops where there is no clone, no branch to pull, or git is in the middle of something."""
        if not (self.root / ".git").exists():
            raise SetupError(NO_CLONE)
        begun = [name for name in UNFINISHED if (self.root / self.say("rev-parse", "--git-path", name)).exists()]
        if begun:
            verb = "rebase" if begun[0].startswith("rebase") else begun[0].removesuffix("_HEAD").lower().replace("_", "-")
            raise SetupError(
                f"git is in the middle of a {verb}: take it back with `git {verb} --abort`, which loses nothing of yours, "
                "and run make update again."
            )
        try:
            self.say("rev-parse", "--verify", "--quiet", UPSTREAM)
        except SetupError:
            raise SetupError(
                "This clone is on no branch that follows a server: `git switch main`, and run make update again."
            ) from None

    def fetch(self) -> None:
        """Asks the server what is new."""
        self.say("fetch", "--quiet")

    def refuse_own_commits(self) -> None:
        """Stops where the clone has commits that the server does not have."""
        own = int(self.say("rev-list", "--count", f"{UPSTREAM}..HEAD"))
        if own:
            base = self.say("merge-base", "HEAD", UPSTREAM)[:12]
            raise SetupError(
                f"You have committed {own} time{'s' if own > 1 else ''} in this clone: `git reset --soft {base}` turns that into "
                "plain changes and loses none of your work; then run make update again."
            )
