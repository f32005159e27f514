"""The judge's own side of an exercise: its given cells, run once in the judge's Spark session."""

import os
from typing import Any

from autograder.boundary.spark import local_copy
from autograder.boundary.text import plain
from autograder.errors import AuthoringError, HostFault
from autograder.exercise import Exercise, Role, Test
from autograder.judge.preparation import Preparation
from autograder.sandbox import FreshStore, quietly


class Bench:
    """The names that given cells define, ready for every test of one exercise and one seed."""

    def __init__(self, exercise: Exercise, seed: str) -> None:
        self.exercise = exercise
        self.seed = seed
        os.environ["COURSE_SEED"] = seed
        self._store = FreshStore()  # what a given cell tracks is never among the experiments of whoever grades
        self._names: dict[str, Any] = {"__name__": "__main__"}
        self._prepared: dict[str, Preparation] = {}
        for cell in exercise.cells:
            if cell.role is Role.GIVEN:
                self._run_given(cell.id, cell.source)
        self._names = {name: local_copy(value) for name, value in self._names.items()}
        self._store.keep()

    def scope(self, names: dict[str, Any]) -> dict[str, Any]:
        """A fresh namespace for one test: what is given, and the learner's names on top."""
        os.environ["COURSE_SEED"] = self.seed  # another bench may have been made in between
        return self._names | names

    def prepared(self, test: Test) -> Preparation:
        """A test's first part, run at the first call; a HostFault when it fails, because no learner had a part in it."""
        if test.id not in self._prepared:
            os.environ["COURSE_SEED"] = self.seed
            try:
                with quietly():
                    self._prepared[test.id] = Preparation(test, self._names)
            except Exception as error:
                raise HostFault(
                    f"The test {test.id} of {self.exercise.unit} failed before it asked anything: {plain(error)}"
                ) from error
        return self._prepared[test.id]

    def _run_given(self, id: str, source: str) -> None:
        try:
            with quietly():
                exec(compile(source, f"<{id}>", "exec"), self._names)
        except SyntaxError as error:
            raise AuthoringError(f"The given cell {id} of {self.exercise.unit} is not plain Python: {error}.") from error
        except Exception as error:
            raise HostFault(f"The given cell {id} of {self.exercise.unit} did not run in the judge: {error}") from error
