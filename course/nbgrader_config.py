"""nbgrader's settings for a class of this course; everything that is not set here is nbgrader's default.

Add your own lines below: a late policy, for example, or the exchange that several users of one machine share
(on a Hub, HUB.md, it is set already):
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

# Feedback is the page made from the report; where there are manual grades or comments it is nbgrader's own, which shows them,
# and of a hidden test only its title.
c.GenerateFeedback.exporter_class = "autograder.nbgrader_plugin.FeedbackPage"
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.nbgrader_plugin.HideTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# A plugin of yours, such as a late policy, may lie beside this file: also Formgrader finds it then.
here = str(Path(__file__).parent)
if here not in sys.path:
    sys.path.append(here)

# What somebody else handed in under a student's name is not collected.
c.ExchangeFactory.collect = "autograder.nbgrader_plugin.CollectOwn"

# nbgrader calls alembic by its name when it makes a gradebook.
tools = str(Path(sys.executable).parent)
if tools not in os.environ.get("PATH", "").split(os.pathsep):
    os.environ["PATH"] = os.pathsep.join([tools, os.environ.get("PATH", os.defpath)])
