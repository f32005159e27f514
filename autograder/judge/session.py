"""The judge's Spark session: the notebooks' own settings, made quick for many small frames."""

import os

from autograder.sandbox import QUICK
from course.setup.kernel import environment_variables

ONE_THREAD = "--master local[1] --conf spark.sql.shuffle.partitions=1 --conf spark.default.parallelism=1"


def prepare_session() -> None:
    """Set this process up before Spark starts in it; afterwards it changes nothing."""
    os.environ.update(environment_variables() | {"PYSPARK_SUBMIT_ARGS": f"{ONE_THREAD} {QUICK} pyspark-shell"})
