"""nbgrader's settings for a class of this course; everything that is not set here is nbgrader's default.

Add your own lines below: a late policy, for example, or the exchange that several users of one machine share:
    c.Exchange.root = "/srv/nbgrader/exchange"
"""

import os
import sys
from pathlib import Path

c = get_config()  # type: ignore[name-defined]  # noqa: F821

c.CourseDirectory.course_id = "spark_ml"

# Submissions go through the course's judge: nbgrader runs no learner's code itself.
c.Autograde.sanitize_preprocessors = ["autograder.nbgrader_plugin.ThroughTheJudge"]
c.Autograde.autograde_preprocessors = [
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]

# nbgrader's own feedback shows manual grades and comments, and of a hidden test only its title.
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.nbgrader_plugin.HideTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# A plugin of yours, such as a late policy, may lie beside this file: also Formgrader finds it then.
here = str(Path(__file__).parent)
if here not in sys.path:
    sys.path.append(here)

# nbgrader calls alembic by its name when it makes a gradebook.
tools = str(Path(sys.executable).parent)
if tools not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join([tools, os.environ.get("PATH", os.defpath)])
