"""A class of ten made-up learners whose marks are known beforehand."""

from autograder.demo.classmates import Classmate, classmates
from autograder.demo.run import Row, run_demo

__all__ = ["Classmate", "Row", "classmates", "run_demo"]
