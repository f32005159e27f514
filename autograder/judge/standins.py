"""What a test sees in place of a learner's names: copies of values, and callers of functions."""

import builtins
from collections.abc import Callable
from typing import Any

from autograder.boundary.frames import Malformed
from autograder.boundary.text import plain
from autograder.errors import BadEvidence, HostFault, LearnerFault, LearnerRaised, NotDefined
from autograder.judge.patience import Patience
from autograder.sandbox import Learner, Remote


class StandIns:
    """The learner's names for one test; remembers a fault that no test may talk away."""

    def __init__(self, learner: Learner, patience: Patience | None = None) -> None:
        self._learner = learner
        self._patience = patience or Patience()
        self.fault: LearnerFault | HostFault | None = None

    def named(self, name: str) -> Any:
        """The learner's value by copy, or a function that calls the learner's."""
        value = self._asked(lambda: self._learner.get(name))
        return self._caller(value.name) if isinstance(value, Remote) else value

    def evidence(self, question: str, values: tuple[Any, ...], read: Callable[[Any], Any]) -> Any:
        """The learner's answer to a question about their store or models, as what `read` accepts; else bad evidence."""
        return self._asked(lambda: _read(question, self._learner.evidence(question, values), read))

    def _caller(self, name: str) -> Callable[..., Any]:
        def call(*positional: Any, **named: Any) -> Any:
            return self._asked(lambda: self._learner.call(name, positional, named))

        call.__name__ = name
        return call

    def _asked(self, question: Callable[[], Any]) -> Any:
        try:
            with self._patience.learners_turn():
                return question()
        except LearnerRaised as raised:
            raise as_builtin(raised) from None
        except (LearnerFault, HostFault) as fault:
            self.fault = self.fault or fault
            raise


def _read(question: str, found: Any, read: Callable[[Any], Any]) -> Any:
    try:
        return read(found)
    except Malformed as error:
        raise BadEvidence(f"`{question}()` brought {plain(error)}, which cannot be taken as evidence.") from error


def as_builtin(raised: LearnerRaised) -> LearnerRaised:
    """The same failure, which a test can also catch as the builtin exception that it is."""
    kind = getattr(builtins, raised.builtin, None)
    if isinstance(raised, NotDefined) or not (isinstance(kind, type) and issubclass(kind, Exception)):
        return raised
    return _both(kind)(str(raised))


def _both(kind: type[Any]) -> Callable[[str], LearnerRaised]:
    def say(self: LearnerRaised) -> str:
        return str(self.args[0])

    def start(self: LearnerRaised, sentence: str) -> None:
        self.args = (sentence,)
        self.builtin = kind.__name__

    try:
        return type(f"LearnerRaised{kind.__name__}", (LearnerRaised, kind), {"__init__": start, "__str__": say})
    except TypeError:  # a builtin whose instances have a layout of their own
        return lambda sentence: LearnerRaised(sentence, "")
