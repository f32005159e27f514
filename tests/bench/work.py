"""The notebooks that are graded: distinct right answers to a real exercise, made of the unit's own accepted answers."""

import itertools
import json
import random
from collections.abc import Iterator

import nbformat

from autograder.answers import Kind, read_answers
from autograder.build import release_of, source_of
from autograder.exercise import cell_id, from_source
from autograder.layout import Unit


def right_notebooks(unit: Unit, count: int) -> list[bytes]:
    """So many notebooks of which no two hold the same answers, all of them right."""
    source = source_of(unit)
    exercise = from_source(source, unit.name)
    release = release_of(source)
    ways = {task.id: [task.solution] for task in exercise.tasks}
    for answer in read_answers(unit):
        if answer.kind is Kind.ACCEPTED:
            ways[answer.task].append(answer.code)
    return [
        _answered(release, dict(zip(ways, chosen, strict=True)))
        for chosen in itertools.islice(_choices(list(ways.values())), count)
    ]


def _choices(ways: list[list[str]]) -> Iterator[tuple[str, ...]]:
    every = list(itertools.product(*ways))
    random.Random(1).shuffle(every)
    for number in itertools.count():
        yield tuple(f"{code}# {number // len(every)}\n" for code in every[number % len(every)])


def _answered(release: nbformat.NotebookNode, answers: dict[str, str]) -> bytes:
    cells = [{**cell, "source": answers.get(cell_id(cell), cell.source)} for cell in release.cells]
    return json.dumps({**release, "cells": cells}).encode()
