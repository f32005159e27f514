"""The judge's Spark session: the notebooks' own settings, made quick for many small frames."""

import os

from autograder.sandbox import QUICK, spark_environment
from course.setup.kernel import environment_variables

ONE_THREAD = "--master local[1] --conf spark.sql.shuffle.partitions=1 --conf spark.default.parallelism=1"


def prepare_session() -> None:
    """Set this process up before Spark starts in it; the JVM's own lines go to the course's log file."""
    os.environ.update(environment_variables() | {"PYSPARK_SUBMIT_ARGS": f"{ONE_THREAD} {QUICK} pyspark-shell"})


def prepare_quick_start() -> None:
    """The same with an archive of Spark's classes, for a process whose standard error nobody reads."""
    os.environ.update(environment_variables() | spark_environment(ONE_THREAD))
