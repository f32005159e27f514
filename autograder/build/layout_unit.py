"""An empty unit, laid out so that its author only has to fill it."""

import re
from pathlib import Path

from autograder.errors import AuthoringError
from autograder.layout import MODULES, Unit

NAME = re.compile(r"\d\d_[a-z0-9_]+/[a-z][a-z0-9_]*")
FILES = {
    "lesson.py": "",
    "exercise.py": """\
# %% [markdown]
# # Exercise · Title

# %% given="setup"
from pyspark.sql import SparkSession

from course import dataset

spark = SparkSession.builder.getOrCreate()
""",
    "quiz.toml": "# At least eight [[question]]: id, objective, text, choose, and four [[question.choice]]: text, right, why\n",
}


def lay_out(name: str) -> Unit:
    """Create the authoring folder of a new unit `MODULE/UNIT`; AuthoringError when the name is taken or no such name."""
    if not NAME.fullmatch(name):
        raise AuthoringError(f"{name!r} is no name of a unit: write MODULE/UNIT, as in 01_spark_ml/pipelines.")
    unit = Unit(Path(MODULES, name))
    if unit.folder.exists():
        raise AuthoringError(f"{unit.folder} is already there: nothing was changed.")
    for kind in ("accepted", "rejected"):
        Path(unit.answers, kind).mkdir(parents=True)
    for file, text in FILES.items():
        Path(unit.authoring, file).write_text(text)
    return unit
