"""Our own answers, run in this process: the same boundary without the wall, for the tests of the tests."""

import contextlib
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from autograder.boundary.frames import Malformed, Message
from autograder.boundary.text import plain
from autograder.boundary.values import Function, Unsendable, decode, encode
from autograder.errors import BadEvidence, LearnerRaised, NotDefined
from autograder.sandbox.experiments import FreshStore
from autograder.sandbox.learner import Remote, returned
from autograder.sandbox.quiet import quietly
from course.evidence import own


class TrustedLearner:
    """A namespace in which answers of the course's authors run; never a learner's."""

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self._store = FreshStore.as_given()

    def set_up(self, code: str) -> None:
        """Nothing: the namespace came with what is given."""

    def run(self, code: str) -> None:
        """Run one cell."""
        try:
            with quietly(), _as_main(self.namespace):
                exec(compile(code, "<answer>", "exec"), self.namespace)
        except Exception as error:
            raise _raised(error) from error

    def get(self, name: str) -> Any:
        """A value by its name, or a Remote where it is a function."""
        if name not in self.namespace:
            raise NotDefined(name)
        value = _crossed(name, self.namespace[name])
        return Remote(name) if isinstance(value, Function) else value

    def call(self, name: str, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """What a function returns; values cross in both directions as they would for a learner."""
        positional, named = decode(encode((positional, named)))
        try:
            with _as_main(self.namespace):
                value = self.namespace[name](*positional, **named)
        except Exception as error:
            raise _raised(error) from error
        return returned(name, _crossed(name, value))

    def evidence(self, question: str, values: tuple[Any, ...]) -> Any:
        """What this process says of the answer's tracking store and models."""
        try:
            with _as_main(self.namespace):
                found = own.answer(question, decode(encode(values)))
        except Exception as error:
            raise _raised(error) from error
        return _crossed(f"{question}()", found)


@contextlib.contextmanager
def _as_main(namespace: dict[str, Any]) -> Iterator[None]:
    """Let `__main__` be this namespace, as in a notebook: what loads a class of one's own looks for it there."""

    def attribute(name: str) -> Any:
        try:
            return namespace[name]
        except KeyError:
            raise AttributeError(f"module '__main__' has no attribute {name!r}") from None

    own_main, main = sys.modules["__main__"], ModuleType("__main__")
    main.__dict__["__getattr__"] = attribute
    sys.modules["__main__"] = main
    try:
        yield
    finally:
        sys.modules["__main__"] = own_main


def _crossed(name: str, value: Any) -> Any:
    try:
        message = encode(value)
        return decode(Message(message.header, message.blobs))
    except (Unsendable, Malformed) as error:
        raise BadEvidence(f"`{name}` brought {error}, which the grader cannot read: return what the task names.") from error
    except Exception as error:  # a lazy frame raises only when it is read
        raise _raised(error) from error


def _raised(error: Exception) -> LearnerRaised:
    return LearnerRaised(type(error).__name__, plain(error), type(error).__name__)
