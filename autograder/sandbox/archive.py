"""Spark's Java classes as an archive, made once per machine, so that each JVM starts in about half the time.

Gradings name it in their options, notebooks find its option in a file that spark-env.sh reads. Java ignores an archive that
does not fit its build or class path, so the archive's name carries both.
"""

import hashlib
import os
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from autograder.layout import SPARK_CONF
from course.setup import LOCAL
from course.setup.kernel import environment_variables

EMPTY_CONF = LOCAL / "no-spark-conf"  # a folder with files on the class path would switch class-data sharing off
OPTION = LOCAL / "spark-archive.option"  # empty where this Java can make no archive, so that nobody waits for it again
DEFAULTS = SPARK_CONF / "spark-defaults.conf"
CACHES_AHEAD = 25  # the first Java with an ahead-of-time cache in one step
# Compiling a query costs more than it saves on a few thousand rows, and finding the caller of each function of Spark
# costs more than it tells here; results are the same.
QUICK = (
    "--conf spark.sql.codegen.wholeStage=false --conf spark.sql.codegen.factoryMode=NO_CODEGEN "
    "--conf spark.sql.adaptive.enabled=false --conf spark.python.sql.dataFrameDebugging.enabled=false"
)


def spark_environment(options: str = "", java_options: str | None = None) -> dict[str, str]:
    """The variables under which Spark starts quickly: the course's settings, `options` of spark-submit, and the archive."""
    EMPTY_CONF.mkdir(parents=True, exist_ok=True)
    if java_options is None:
        java_options = f"{_flag('use')}{archive()}" if archive().is_file() else ""
    defaults = re.findall(r"^spark\.driver\.extraJavaOptions\s+(.*)$", DEFAULTS.read_text(), re.MULTILINE)
    logging = f"-Dlog4j2.configurationFile=file:{SPARK_CONF / 'log4j2.properties'}"
    java = " ".join((*defaults, logging, java_options))
    submit = f"--properties-file {DEFAULTS} --driver-java-options '{java}' {options} {QUICK} pyspark-shell"
    return {"SPARK_CONF_DIR": str(EMPTY_CONF), "PYSPARK_SUBMIT_ARGS": submit}


def archive() -> Path:
    """Where the archive for this Java and this Spark is, or would be."""
    home = Path(environment_variables()["JAVA_HOME"])
    release = home / "release"
    jar = next(_jars().glob("spark-core_*.jar"))
    facts = (version("pyspark"), str(home), release.read_text() if release.is_file() else "", str(jar), jar.stat().st_mtime_ns)
    return LOCAL / f"spark-archive-{hashlib.sha256(repr(facts).encode()).hexdigest()[:12]}.jsa"


def train() -> bool:
    """Make the archive by running what exercises run; False where this Java cannot make one, which costs only time."""
    target = archive()
    if target.is_file() and OPTION.is_file():
        return True
    for old in LOCAL.glob("spark-archive*"):
        old.unlink()
    part = target.with_suffix(".part")
    environment = os.environ | environment_variables() | spark_environment(java_options=f"{_flag('make')}{part}")
    command = [sys.executable, "-m", "autograder.sandbox.training"]
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if part.is_file():
        os.replace(part, target)
    OPTION.write_text(f"{_flag('use')}{target}" if target.is_file() else "")
    return target.is_file()


def _flag(use: str) -> str:
    if _java_version() >= CACHES_AHEAD:
        return {"use": "-XX:AOTCache=", "make": "-XX:AOTCacheOutput="}[use]
    return {"use": "-XX:SharedArchiveFile=", "make": "-XX:ArchiveClassesAtExit="}[use]


def _java_version() -> int:
    java = Path(environment_variables()["JAVA_HOME"], "bin", "java")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found[1]) if found else 0


def _jars() -> Path:
    return Path(environment_variables()["SPARK_HOME"], "jars")
