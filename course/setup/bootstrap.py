"""Makes `.venv` from the lock and puts the project, the kernel and the missing notebooks into place."""

import hashlib
import os
import sys

from . import BASE, LOCAL, ROOT, VENV, SetupError, command, java, lock, uv

PYTHON = VENV / "bin" / "python"
STAMP = VENV / "course.stamp"  # written last: says for which lock and Python this environment is complete


def main(*extras: str) -> None:
    """Sets the course up, or ends with one sentence that says what to do."""
    try:
        make(hub="hub" in extras)
    except SetupError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(command.sentence(f"writing {error.filename}", str(error)))
    except KeyboardInterrupt:
        sys.exit("Stopped; run the same make command again, it goes on where it was.")


def make(*, hub: bool = False) -> None:
    """Does what is still to be done: nothing is installed when the stamp fits the lock and the Python."""
    unneeded: tuple[str, ...] = () if java.find(os.environ) is None else (lock.JAVA_PACKAGE,)
    fitting = [_stamp(unneeded)]  # an environment that has a Hub is good for everybody
    if not hub:
        unneeded += lock.HUB_PACKAGES
        fitting.append(_stamp(unneeded))
    if not PYTHON.exists() or not STAMP.exists() or STAMP.read_text() not in fitting:
        _install(unneeded)
        STAMP.write_text(fitting[-1])
    command.run("registering the kernel", PYTHON, "-m", "course.setup.register")
    if not _is_built():
        command.run("building the notebooks", PYTHON, "-m", "autograder", "build", "--missing")


def _install(unneeded: tuple[str, ...]) -> None:
    command.refuse_full_disk()
    print("Installing the course's packages into .venv; the first time takes some minutes.", flush=True)
    LOCAL.mkdir(parents=True, exist_ok=True)
    for archive in LOCAL.glob("spark-archive*"):  # made from the jars that are about to be replaced
        archive.unlink()
    program = uv.find()
    pins = LOCAL / "requirements.txt"
    pins.write_text(lock.without(lock.LOCK.read_text(), *unneeded))
    # Always from an empty folder: half a package, left by an interruption, would look like a whole one.
    command.run("making .venv", program, "venv", "--quiet", "--clear", "--python", BASE, VENV)
    # pyspark is built from source: with these constraints the same setuptools builds it everywhere.
    strict = ("--python", PYTHON, "--require-hashes", "--build-constraints", lock.LOCK)
    # Compiled here, once: a sandbox cannot write into .venv, so each grading would compile its imports anew.
    command.run("installing the packages", program, "pip", "sync", "--compile-bytecode", *strict, pins)
    project = ("--python", PYTHON, "--no-deps", "--no-build-isolation", "--editable", ROOT)
    command.run("installing the project", program, "pip", "install", "--quiet", *project)


def _stamp(unneeded: tuple[str, ...]) -> str:
    return hashlib.sha256(repr((lock.LOCK.read_text(), sys.version_info[:2], unneeded)).encode()).hexdigest()


def _is_built() -> bool:
    """Whether every unit that has a source also has the notebook made from it."""
    sources = ROOT.glob("modules/*/*/authoring/*.py")
    return all((source.parents[1] / f"{source.stem}.ipynb").exists() for source in sources)
