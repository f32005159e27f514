"""`python -m course.hub.server`: what the Hub starts for each person, with that person's rights."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from course.hub import CLASS
from course.setup import PERSONAL, SetupError, kernel
from course.setup.run import replace_process
from course.setup.tracking import make_store

HERE = Path(__file__).parent
ROLE = "COURSE_ROLE"
INSTRUCTOR, STUDENT = "instructor", "student"


def serve(*options: str) -> NoReturn:
    """Becomes the person's Jupyter server, at home in their own folder, with the course's kernel and nbgrader."""
    home = Path.home()
    own = home / ".local" / "share" / "spark_ml_course"  # the course's own folder belongs to somebody else
    os.environ[PERSONAL] = str(own)
    os.environ["JUPYTER_PATH"] = str(own)
    kernel.register(own / "kernels")
    make_store()
    # Other people of this machine can reach Spark's ports, and who may talk to them can run code.
    os.environ["SPARK_SUBMIT_OPTS"] = "-Dspark.authenticate=true"
    settings = [HERE / "jupyter"]
    if os.environ.get(ROLE) == INSTRUCTOR:
        place = home / "class"
        place.mkdir(mode=0o700, exist_ok=True)  # submissions and grades are nobody else's to read
        os.environ[CLASS] = str(place)
        os.chdir(place)  # Formgrader reads the class's own nbgrader_config.py from here, anew for each button
    else:
        settings.append(HERE / STUDENT)
    os.environ["JUPYTER_CONFIG_PATH"] = os.pathsep.join(map(str, settings))
    replace_process(["jupyterhub-singleuser", f"--ServerApp.root_dir={home}", *options])


if __name__ == "__main__":
    try:
        serve(*sys.argv[1:])
    except SetupError as error:
        sys.exit(str(error))
