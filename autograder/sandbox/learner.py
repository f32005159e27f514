"""One learner's process: started, asked, and ended."""

import os
import tempfile
import time
from dataclasses import dataclass
from typing import Any, Protocol

from autograder.boundary.frames import Closed, Late, Malformed, Message, receive, send
from autograder.boundary.text import plain
from autograder.boundary.values import Function, decode, encode
from autograder.errors import BadEvidence, HostFault, LearnerEnded, LearnerRaised, NotDefined, OutOf
from autograder.sandbox.confinement import Confinement
from autograder.sandbox.isolation import Isolation, Kind
from autograder.sandbox.limits import Limits
from autograder.sandbox.room import HOME, SYSTEM_PATH, learners_room

START_SECONDS = 300  # a cold disk may be slow; nothing of the learner's runs yet


@dataclass(frozen=True)
class Remote:
    """A function that stays with the learner, known here by its name only."""

    name: str


class Learner(Protocol):
    """Whoever runs a notebook's cells and hands over what they define."""

    def set_up(self, code: str) -> None:
        """Run a given cell, which may take long on a slow machine: it starts Spark."""

    def run(self, code: str) -> None:
        """Run one cell; a LearnerFault when it does not come to its end."""

    def get(self, name: str) -> Any:
        """A value by its name, or a Remote where it is a function."""

    def call(self, name: str, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """What a function of the learner's returns for these values."""

    def evidence(self, question: str, values: tuple[Any, ...]) -> Any:
        """What the notebook's process says of its tracking store and models: data that nobody has checked yet."""


class ProcessLearner:
    """A learner's notebook in a process of its own."""

    def __init__(self, isolation: Isolation, limits: Limits) -> None:
        self.limits = limits
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        room = learners_room()
        environment = os.environ | room.environment if isolation.kind is Kind.NONE else {"PATH": SYSTEM_PATH}
        if isolation.kind is Kind.NONE:
            environment = {name: value.replace(HOME, self._home()) for name, value in environment.items()}
        self.closed = False
        self._confinement = Confinement(isolation.command(room, limits), environment, limits, isolation.kind is not Kind.NONE)
        self.process = self._confinement.process
        patience = START_SECONDS * limits.slowness
        deadline = time.monotonic() + patience
        try:
            if self._confinement.ended_silently(patience):
                raise Closed
            self._receive(deadline)
            self._confinement.watch()
        except (Malformed, Closed, Late) as error:
            self.close()
            raise HostFault("The sandbox did not start: run `python -m autograder doctor` on this machine.") from error
        except HostFault:
            self.close()
            raise

    def _home(self) -> str:
        """An empty folder in place of the sandbox's home, for a notebook that runs without one."""
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="notebook-")
        return self._folder.name

    def run(self, code: str, seconds: float | None = None) -> None:
        """Run one cell, for at most `seconds` or the limit of a cell."""
        open_reply("cell", self._ask(Message({"run": code}), seconds))

    def get(self, name: str) -> Any:
        """A value by its name, or a Remote where it is a function."""
        value = open_reply(name, self._ask(Message({"get": name})))
        return Remote(name) if isinstance(value, Function) else value

    def call(self, name: str, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """What a function of the learner's returns."""
        values = encode((positional, named))
        return returned(name, open_reply(name, self._ask(Message({"call": name, "values": values.header}, values.blobs))))

    def evidence(self, question: str, values: tuple[Any, ...]) -> Any:
        """What the process says of its tracking store and models."""
        asked = encode(values)
        return open_reply(f"{question}()", self._ask(Message({"evidence": question, "values": asked.header}, asked.blobs)))

    def close(self) -> None:
        """End the process and everything that it started."""
        if not self.closed:
            self.closed = True
            self._confinement.close()
        if self._folder:
            self._folder.cleanup()

    def _ask(self, message: Message, seconds: float | None = None) -> Message:
        if self.process.stdin is None:
            raise HostFault("The learner's process has no pipe to ask through.")
        seconds = seconds or self.limits.cell_seconds
        deadline = time.monotonic() + seconds * self.limits.slowness
        try:
            send(self.process.stdin.fileno(), message, deadline)
            reply = self._receive(deadline)
        except Closed:
            raise self._reached() or LearnerEnded(
                "The notebook's process ended while this ran, as after exit() or a crash."
            ) from None
        except Late:
            raise self._reached() or OutOf("time", f"This did not come to an end within {seconds:g} seconds.") from None
        except Malformed as error:
            reached = self._reached()
            self.close()  # what follows on the pipe would be no answer to what is asked next
            raise reached or BadEvidence(f"What came back is not readable: {plain(error)}.") from error
        if out := self._reached() or self._said(reply):
            raise out
        return reply

    def _reached(self) -> OutOf | None:
        """The limit that was reached, by what is seen from outside."""
        resource = self._confinement.reached()
        if resource == "host":
            raise HostFault("The machine has no memory left for a sandbox: grade with fewer --workers.")
        return self.limits.reached(resource) if resource else None

    def _said(self, reply: Message) -> OutOf | None:
        """The limit that the process says it reached when it raised: believed, because it gains nothing by it."""
        match reply.header:
            case {"raised": _, "out of": "memory" | "processes" | "disk" as resource}:
                return self.limits.reached(str(resource))
        return None

    def _receive(self, deadline: float) -> Message:
        if self.process.stdout is None:
            raise Closed
        return receive(self.process.stdout.fileno(), deadline)


def returned(name: str, value: Any) -> Any:
    """What a call brought, unless it is code."""
    if isinstance(value, Function):
        raise BadEvidence(
            f"`{name}` returned a function or class, which cannot be taken as evidence: return what the task names."
        )
    return value


def open_reply(name: str, reply: Message) -> Any:
    """The value in a reply; whatever else it says becomes a LearnerFault."""
    match reply.header:
        case {"ok": value}:
            try:
                return decode(Message(value, reply.blobs))
            except Malformed as error:
                raise BadEvidence(f"`{name}` brought {plain(error)}, which cannot be taken as evidence.") from error
        case {"raised": [str(kind), str(text), str(builtin)]}:
            raise LearnerRaised(plain(kind), plain(text), plain(builtin))
        case {"missing": _}:
            raise NotDefined(name)
        case {"unsendable": str(what)}:
            raise BadEvidence(f"`{name}` brought {plain(what)}, which the grader cannot read: return what the task names.")
    raise BadEvidence(f"`{name}` brought an answer that is not readable.")
