"""Where learner code runs: the only room that starts it, behind namespaces or not at all."""

from autograder.sandbox.ahead import StartedAhead
from autograder.sandbox.archive import QUICK, spark_environment, train
from autograder.sandbox.cgroups import keepers_of_limits
from autograder.sandbox.experiments import FreshStore
from autograder.sandbox.isolation import Isolation, find_isolation
from autograder.sandbox.learner import Learner, Remote
from autograder.sandbox.limits import Limits
from autograder.sandbox.quiet import quietly
from autograder.sandbox.replay import ReplayingLearner
from autograder.sandbox.trusted import TrustedLearner

__all__ = [
    "QUICK",
    "FreshStore",
    "Isolation",
    "Learner",
    "Limits",
    "Remote",
    "ReplayingLearner",
    "StartedAhead",
    "TrustedLearner",
    "find_isolation",
    "keepers_of_limits",
    "quietly",
    "spark_environment",
    "train",
]
