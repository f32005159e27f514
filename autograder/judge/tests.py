"""One test: run it, and say what was found."""

import builtins
import re
from dataclasses import replace
from typing import Any

from autograder.boundary.frames import Malformed
from autograder.boundary.text import plain
from autograder.errors import BadEvidence, HostFault, LearnerEnded, LearnerFault, LearnerRaised, NotDefined, OutOf
from autograder.exercise import Test
from autograder.judge.bench import Bench
from autograder.judge.patience import Patience
from autograder.judge.standins import StandIns
from autograder.report import TestResult, Verdict
from autograder.sandbox import Learner, quietly
from course.evidence.asking import asked_of

# Spark's uids, MLflow's ids and Python's addresses are drawn anew in each run; a report must not depend on them.
UIDS = re.compile(r"\b([A-Za-z]+)_[0-9a-f]{12}\b|(\b0x)[0-9a-f]{6,16}\b|(\bm-)?\b[0-9a-f]{32}\b")
WITHHELD = "This hidden test runs when you hand in."


def run_test(
    test: Test, bench: Bench, learner: Learner, broken: LearnerFault | None, patience: Patience | None = None
) -> TestResult:
    """Run one test against a learner; `broken` is what the answer cell itself ran into, if it did."""
    if not has_body(test):
        return result(test, Verdict.AT_HAND_IN, WITHHELD)
    patience = patience or Patience()
    asked = StandIns(learner, patience)
    try:
        names = {name: asked.named(name) for name in test.names}
    except LearnerFault as fault:
        return asked_result(test, broken, "in its own cell") if broken else asked_result(test, fault)
    with asked_of(asked.evidence):
        found = _executed(test, bench, names, patience)
    if isinstance(asked.fault, HostFault):
        raise asked.fault
    met = asked.fault or patience.fault
    return asked_result(test, met) if met else found


def _executed(test: Test, bench: Bench, names: dict[str, Any], patience: Patience) -> TestResult:
    prepared = bench.prepared(test)
    try:
        with quietly(), patience.one_test():
            exec(prepared.rest, bench.scope(prepared.names() | names))
    except Exception as error:
        return _found(test, error)
    return result(test, Verdict.PASSED, "")


def has_body(test: Test) -> bool:
    """Whether there is anything to run: the hidden tests of a release are titles only."""
    return any(line.strip() and not line.startswith("#") for line in test.source.splitlines())


def fault_result(test: Test, fault: LearnerFault) -> TestResult:
    """The verdict for an answer that did not deliver."""
    if isinstance(fault, OutOf):
        return result(test, Verdict(f"out of {fault.resource}"), str(fault))
    if isinstance(fault, BadEvidence):
        return result(test, Verdict.BAD_EVIDENCE, str(fault))
    return result(test, Verdict.RAISED, f"Your code did not come to its end: {fault}")


def asked_result(test: Test, fault: LearnerFault, where: str = "with what this hidden test gave it") -> TestResult:
    """The same for a fault that a test's question met: in a hidden test, no word of the learner's may carry its values out."""
    found = fault_result(test, fault)
    if not test.hidden or isinstance(fault, OutOf | LearnerEnded | NotDefined):
        return found
    if isinstance(fault, LearnerRaised):
        known = isinstance(getattr(builtins, fault.builtin, None), type)
        kind = fault.builtin if known else "an error"
        return replace(found, message=f"Your code did not come to its end {where} ({kind}).")
    return replace(
        found, message="What came back in this hidden test is nothing that the grader can read: return what the task names."
    )


def result(test: Test, verdict: Verdict, message: str) -> TestResult:
    """A test's result, with a message that is safe to show."""
    return TestResult(test.id, test.title, test.hidden, test.points, verdict, UIDS.sub(r"\1\2\3", plain(message)))


def _found(test: Test, error: Exception) -> TestResult:
    if isinstance(error, HostFault) or _judge_is_broken(error):
        raise HostFault(f"The judge could not run {test.id}: {plain(error)}") from error
    if isinstance(error, LearnerFault):
        return asked_result(test, error)
    if isinstance(error, Malformed):
        return result(test, Verdict.BAD_EVIDENCE, f"Your answer gave {plain(error)}, which cannot be taken as evidence.")
    if isinstance(error, AssertionError):
        return result(test, Verdict.FAILED, str(error) or f"This did not hold: {test.title}.")
    detail = "" if test.hidden else f": {plain(error)}"
    return result(test, Verdict.FAILED, f"The test could not work with what your answer gave ({type(error).__name__}{detail}).")


def _judge_is_broken(error: BaseException | None) -> bool:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, LearnerFault):  # whoever raises a MemoryError in an answer breaks nothing here
            return False
        if isinstance(error, ConnectionError | MemoryError) or type(error).__name__ == "Py4JNetworkError":
            return True
        error = error.__cause__ or error.__context__
    return False
