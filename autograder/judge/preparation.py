"""What a test does before it asks the learner anything: done once for all submissions, and copied for each of them."""

import ast
import copy
import datetime
import decimal
from types import BuiltinFunctionType, CodeType, FunctionType, ModuleType
from typing import Any

from autograder.boundary.spark import local_copy
from autograder.exercise import Test

FREE_OF_LEARNERS = {"dataset", "drawn"}  # what `course` offers beside questions about the learner's work
# A function would look its names up where it was made, and not among those of the submission at hand.
MAKES_A_SCOPE = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
PLAIN = (str, bytes, int, float, complex, type(None), datetime.date, datetime.timedelta, decimal.Decimal)
NEVER_CHANGE = (*PLAIN, ModuleType, FunctionType, BuiltinFunctionType, type)
SHARED_ROOMS = ("pyspark.sql.", "pyspark.ml.linalg")  # frames, columns, sessions, vectors; never a stage, which can be set
COPIED_ROOMS = ("numpy.", "pandas.")


class Preparation:
    """A test in two parts: its names after the first, which needs no learner, and the code of the second."""

    def __init__(self, test: Test, given: dict[str, Any]) -> None:
        tree = ast.parse(test.source)
        cut = _first_question(tree, set(test.names))
        self._names = _names_after(_compiled(tree.body[:cut], test), given)
        self.rest = _compiled(tree.body[cut if self._names is not None else 0 :], test)

    def names(self) -> dict[str, Any]:
        """The names that the first part made, for one run of the second."""
        memo: dict[int, Any] = {}
        return {name: _copied(value, memo) for name, value in (self._names or {}).items()}


def _first_question(tree: ast.Module, names: set[str]) -> int:
    asking = names | _asking_imports(tree)
    for number, statement in enumerate(tree.body):
        for node in ast.walk(statement):
            if isinstance(node, MAKES_A_SCOPE) or (isinstance(node, ast.Name) and node.id in asking):
                return number
    return len(tree.body)


def _asking_imports(tree: ast.Module) -> set[str]:
    asking = {"course"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "course":
            asking |= {alias.asname or alias.name for alias in node.names if alias.name not in FREE_OF_LEARNERS}
    return asking


def _compiled(body: list[ast.stmt], test: Test) -> CodeType:
    return compile(ast.Module(body, []), f"<{test.id}>", "exec")


def _names_after(first: CodeType, given: dict[str, Any]) -> dict[str, Any] | None:
    """What the first part binds, or None where that cannot be copied."""
    names = dict(given)
    exec(first, names)
    names.pop("__builtins__", None)
    made = {name: local_copy(value) for name, value in names.items() if name not in given or value is not given[name]}
    return made if all(_can_be_copied(value) for value in made.values()) else None


def _can_be_copied(value: Any) -> bool:
    if isinstance(value, list | tuple | set | frozenset):
        return all(_can_be_copied(item) for item in value)
    if isinstance(value, dict):
        return all(_can_be_copied(item) for pair in value.items() for item in pair)
    return _never_changes(value) or _room(value).startswith(COPIED_ROOMS)


def _never_changes(value: Any) -> bool:
    return isinstance(value, NEVER_CHANGE) or _room(value).startswith(SHARED_ROOMS)


def _room(value: Any) -> str:
    return f"{type(value).__module__}."


def _copied(value: Any, memo: dict[int, Any]) -> Any:
    if _never_changes(value):
        return value
    if type(value) in (list, tuple, set, frozenset):
        return memo.setdefault(id(value), type(value)(_copied(item, memo) for item in value))
    if type(value) is dict:
        return memo.setdefault(id(value), {_copied(key, memo): _copied(item, memo) for key, item in value.items()})
    return copy.deepcopy(value, memo)
