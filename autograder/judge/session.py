"""The judge's Spark session: the notebooks' own settings, made quick for many small frames."""

import functools
import os
from collections.abc import Callable
from typing import Any

from py4j.java_gateway import JavaPackage, JVMView

from autograder.sandbox import QUICK, spark_environment
from course.setup.kernel import environment_variables

# While it plans, Spark's optimizer works small frames out row by row, for each query anew; a job on one thread costs less.
AS_JOBS = "--conf spark.sql.optimizer.excludedRules=org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation"
ONE_THREAD = f"--master local[1] --conf spark.sql.shuffle.partitions=1 --conf spark.default.parallelism=1 {AS_JOBS}"


def prepare_session() -> None:
    """Set this process up before Spark starts in it; the JVM's own lines go to the course's log file."""
    _remember_java_names()
    os.environ.update(environment_variables() | {"PYSPARK_SUBMIT_ARGS": f"{ONE_THREAD} {QUICK} pyspark-shell"})


def prepare_quick_start() -> None:
    """The same with an archive of Spark's classes, for a process whose standard error nobody reads."""
    _remember_java_names()
    os.environ.update(environment_variables() | spark_environment(ONE_THREAD))


def _remember_java_names() -> None:
    """Look each Java package and class up once: for `org.apache.spark.ml`, Java searches all of Spark's archives four times."""
    for kind in (JVMView, JavaPackage):
        if not hasattr(kind.__getattr__, "__wrapped__"):
            kind.__getattr__ = _remembered(kind.__getattr__)


def _remembered(look_up: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
    @functools.wraps(look_up)
    def found(holder: Any, name: str) -> Any:
        value = look_up(holder, name)
        vars(holder)[name] = value
        return value

    return found
