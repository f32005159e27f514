"""A unit's questions: their form, their balance over the quiz, and the proofs of their claims."""

import contextlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

from pyspark.sql import SparkSession

from autograder.boundary.text import plain
from autograder.sandbox import quietly
from course import dataset

CHOICES = 4


def faults_of_form(questions: list[dict[str, Any]]) -> list[str]:
    """One sentence for each question that lacks a part, and for a quiz that gives its answers away."""
    faults = [f"question {question.get('id', '?')}: {fault}" for question in questions for fault in _faults(question)]
    return faults or _imbalances(questions)


def contradiction(question: dict[str, Any]) -> str:
    """What the question's proof ran into, nothing when it holds."""
    spark = SparkSession.builder.getOrCreate()
    names = {"spark": spark, "dataset": dataset, "__name__": "__main__"}
    try:
        with quietly(), settings_kept(spark):
            exec(compile(question["proof"], f"<proof of {question['id']}>", "exec"), names)
    except Exception as error:
        return f"{type(error).__name__}: {plain(error)}"
    return ""


@contextlib.contextmanager
def settings_kept(spark: SparkSession) -> Iterator[None]:
    """Undo what a proof or a unit changes in the session that all units share; a mere import may (FLAML's switches ANSI off)."""
    before = dict(spark.conf.getAll)
    try:
        yield
    finally:
        after = dict(spark.conf.getAll)
        for name in after.keys() - before.keys():
            spark.conf.unset(name)
        for name, value in before.items():
            if after.get(name) != value:
                spark.conf.set(name, value)


def _faults(question: dict[str, Any]) -> Iterator[str]:
    missing = [key for key in ("id", "objective", "text", "choose", "choice") if key not in question]
    if missing:
        yield f"lacks {', '.join(missing)}"
        return
    choices = question["choice"]
    if len(choices) != CHOICES:
        yield f"has {len(choices)} choices and not {CHOICES}"
    if any(not choice.get("why") or not choice.get("text") for choice in choices):
        yield "has a choice without text or without a reason"
    if sum(bool(choice.get("right")) for choice in choices) != question["choose"]:
        yield f"asks for {question['choose']} but marks another number as right"


def _imbalances(questions: list[dict[str, Any]]) -> list[str]:
    """A quiz whose right answers can be guessed from their length or place."""
    single = [question for question in questions if question["choose"] == 1]
    if not single:
        return []
    places = Counter(_right_place(question) for question in single)
    longest = sum(_right_is_longest(question) for question in single)
    fair = -(-len(single) // CHOICES)
    faults = []
    if max(places.values()) > fair + 1 or len(places) < min(CHOICES, len(single)):
        faults.append(f"the right choice stands at {dict(sorted(places.items()))} (A to D): spread it evenly")
    if longest > fair:
        faults.append(f"the right choice is the longest in {longest} of {len(single)} questions: at most {fair}")
    return faults


def _right_place(question: dict[str, Any]) -> str:
    return next("ABCD"[place] for place, choice in enumerate(question["choice"]) if choice.get("right"))


def _right_is_longest(question: dict[str, Any]) -> bool:
    lengths = [len(choice["text"]) for choice in question["choice"]]
    right = next(len(choice["text"]) for choice in question["choice"] if choice.get("right"))
    return right == max(lengths) and lengths.count(right) == 1
