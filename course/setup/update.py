"""`make update`: gets the newest version of a course that was cloned, and moves a learner's work out of its way first."""

import datetime
import itertools
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from . import ROOT, SetupError
from .clone import UPSTREAM, Clone

BASE, *SIDES = "1", "2", "3"  # of a conflict, in git's count


def main() -> None:
    """Updates the course, or ends with one sentence that says what to do."""
    try:
        for line in update(ROOT):
            print(line, flush=True)
    except SetupError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"Stopped while writing {error.filename} ({error.strerror}): mend this and run make update again.")


def update(root: Path) -> Iterator[str]:
    """Does it, step by step: each piece of work has its copy before git touches the file that it stood in."""
    clone = Clone(root)
    clone.refuse_what_is_not_simple()
    yield from _settle_conflicts(clone)
    clone.fetch()
    incoming = clone.changed(f"HEAD...{UPSTREAM}")
    if not incoming:
        yield "The course is up to date."
        return
    clone.refuse_own_commits()
    in_the_way = sorted(incoming & clone.changed("--diff-filter=a", "HEAD"))
    new_here = clone.changed("--diff-filter=A", "HEAD") | clone.files("ls-files", "--others", "--exclude-standard")
    others = [name for name in in_the_way if not name.endswith(".ipynb")] + sorted(incoming & new_here)
    if others:
        raise SetupError(
            f"The update brings {', '.join(others)}, which you have changed or made: "
            "give your file another name, or commit it, and run make update again; nothing was changed."
        )
    for name in in_the_way:
        yield from _set_aside(clone, name)
    clone.say("merge", "--ff-only", "--quiet", UPSTREAM)
    version = clone.say("log", "-1", "--format=%cs")
    yield f"The course is now the version of {version}. Run `make lab`: it says what has changed for you."


def _settle_conflicts(clone: Clone) -> Iterator[str]:
    """After `git stash pop`: the learner's side of a notebook with conflict marks is kept as a copy."""
    stages: dict[str, list[str]] = {}
    for line in sorted(clone.files("ls-files", "--unmerged")):
        facts, name = line.split("\t", 1)
        stages.setdefault(name, []).append(facts.split()[2])
    for name, known in stages.items():
        if not name.endswith(".ipynb"):
            raise SetupError(f"{name} is in conflict: settle it with git, and run make update again.")
        released = [clone.bytes("show", f":{BASE}:{name}")] if BASE in known else []
        for side in SIDES:
            yield from _keep(clone, name, clone.bytes("show", f":{side}:{name}") if side in known else b"", *released)
        clone.say("checkout", "HEAD", "--", name)


def _set_aside(clone: Clone, name: str) -> Iterator[str]:
    stands = clone.root / name
    yield from _keep(clone, name, stands.read_bytes() if stands.is_file() else b"")
    clone.say("checkout", "HEAD", "--", name)


def _keep(clone: Clone, name: str, data: bytes, *released: bytes) -> Iterator[str]:
    """Writes a notebook beside the one that it stood in, if a learner wrote something into it; the same work is kept once."""
    known = [_cells(each) for each in (clone.bytes("show", f"HEAD:{name}"), *released)]
    if not data or _cells(data) in known:
        return
    stands = clone.root / name
    stem = f"{stands.stem}-mine-{datetime.date.today()}"
    names = (stands.with_stem(stem + (f"-{number}" if number > 1 else "")) for number in itertools.count(1))
    place = next(place for place in names if not place.exists() or place.read_bytes() == data)
    part = stands.with_suffix(".part")
    part.write_bytes(data)
    os.replace(part, place)
    yield f"Your work in {name} is now {place.relative_to(clone.root)}."


def _cells(data: bytes) -> object:
    """The texts of a notebook's cells: running it changes none of them; other bytes stand for themselves."""
    try:
        return [(cell["cell_type"], "".join(cell["source"])) for cell in json.loads(data)["cells"]]
    except (ValueError, LookupError, TypeError):
        return data


if __name__ == "__main__":
    main()
