"""What no learner may be given: the lines of solutions, hidden tests and answers that stand nowhere else."""

import functools

from autograder.answers import read_answers
from autograder.build import release_of, source_of
from autograder.build.lesson import lesson_of
from autograder.layout import Unit

MARKERS = ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS")


@functools.cache
def hidden_lines(unit: Unit) -> frozenset[str]:
    """Every line of a solution or hidden test that does not also stand where a learner may see it."""
    secret: set[str] = set()
    public: set[str] = set()
    for cell in source_of(unit).cells:
        hiding = False
        for line in map(str.strip, cell.source.splitlines()):
            hiding = hiding or any(marker in line for marker in MARKERS)
            (secret if hiding else public).add(line)
            hiding = hiding and "### END" not in line
    for answer in read_answers(unit):
        secret |= set(map(str.strip, answer.code.splitlines()))
    public |= {line.strip() for cell in release_of(source_of(unit)).cells for line in cell.source.splitlines()}
    lesson = {line.strip() for cell in lesson_of(unit).cells for line in cell.source.splitlines()}
    return frozenset(line for line in secret - public - lesson if len(line) > 30)
