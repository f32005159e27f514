"""Who is asked for evidence: this process in a notebook, the learner's sandbox where the judge runs the same test."""

import contextlib
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any

from . import own

Ask = Callable[[str, tuple[Any, ...], Callable[[Any], Any]], Any]


def _ask_this_process(question: str, values: tuple[Any, ...], read: Callable[[Any], Any]) -> Any:
    return read(own.answer(question, values))


_asked: ContextVar[Ask] = ContextVar("asked", default=_ask_this_process)


def ask(question: str, values: tuple[Any, ...], read: Callable[[Any], Any]) -> Any:
    """The answer to one of `own`'s questions, checked and turned into values by `read`."""
    return _asked.get()(question, values, read)


@contextlib.contextmanager
def asked_of(other: Ask) -> Iterator[None]:
    """Ask somebody else for evidence in this block: the judge, whose test cells must not look at its own store."""
    token = _asked.set(other)
    try:
        yield
    finally:
        _asked.reset(token)
