"""nbgrader's settings for everybody on the Hub; an instructor's own lie in their class folder and count more."""

import os

from course.hub import CLASS, EXCHANGE
from course.setup import ROOT

c = get_config()  # type: ignore[name-defined]  # noqa: F821
load_subconfig("nbgrader_config.py", path=str(ROOT / "course"))  # type: ignore[name-defined]  # noqa: F821

c.Exchange.root = os.environ[EXCHANGE]
if CLASS in os.environ:
    c.CourseDirectory.root = os.environ[CLASS]
else:
    c.CourseDirectory.student_id = os.environ["JUPYTERHUB_USER"]  # hands in, and looks for feedback, by this name
