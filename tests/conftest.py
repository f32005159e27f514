"""What all tests share: the notebooks' own environment, and one Spark session."""

import os
from collections.abc import Iterator

import pytest
from course.setup.kernel import environment_variables
from pyspark.sql import SparkSession

os.environ.update(environment_variables())


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    session = SparkSession.builder.getOrCreate()
    yield session
    session.stop()
