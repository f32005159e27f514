"""A unit's questions, asked in a notebook: each choice has its reason, and the first try counts."""

import datetime
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .setup import ROOT
from .setup.records import Records
from .setup.start import refresh

LETTERS = "ABCD"
NUMBER = {1: "one letter", 2: "two letters"}


@dataclass(frozen=True)
class Reply:
    """Markdown that a notebook renders and a terminal prints."""

    text: str

    def _repr_markdown_(self) -> str:
        return self.text

    def __repr__(self) -> str:
        """The same text, for a terminal."""
        return self.text


class Quiz:
    """The questions of one unit, named `MODULE/UNIT`, and the record of what was answered; ValueError for no such unit."""

    def __init__(self, unit: str, modules: Path = ROOT / "modules", records: Records | None = None) -> None:
        key = modules / unit / "questions.json"
        if not key.is_file():
            raise ValueError(
                f"There are no questions for {unit!r}: name a unit of the course, as in Quiz('01_spark_ml/regression')."
            )
        self._questions: dict[str, dict[str, Any]] = {question["id"]: question for question in json.loads(key.read_text())}
        self._unit, self._records = unit, records or Records()
        self._file = self._records.tries_file(unit)

    def answer(self, question: str, letters: str) -> Reply:
        """Note a try, and give the reason of each chosen letter; of all four, once the try is right."""
        asked = self._questions.get(question)
        if asked is None:
            return _unknown(question)
        chosen = {letter for letter in letters.upper() if letter not in " ,;"}
        right = right_letters(asked)
        if len(chosen) != len(right) or not chosen <= set(LETTERS):
            return Reply(f"Write {NUMBER[len(right)]} of A, B, C, D between the last quotes, and run the cell.")
        trouble = self._note(asked, chosen)
        return Reply((all_reasons(asked) if chosen == right else _not_yet(asked, chosen)) + trouble)

    def reasons(self, question: str) -> Reply:
        """The reasons of all four choices; after two tries, or the right one."""
        if question not in self._questions:
            return _unknown(question)
        tries = [line for line in self._tries() if line["question"] == question]
        if len(tries) < 2 and not any(line["right"] for line in tries):
            return Reply("First answer twice: what you found yourself stays with you.")
        return Reply(all_reasons(self._questions[question], "The reasons."))

    def score(self) -> Reply:
        """A table by objective: how many questions were right at the first try, and how many are right by now."""
        firsts = self._records.first_tries(self._unit)
        solved = {line["question"] for line in self._tries() if line["right"]}
        if self._records == Records():
            refresh()
        rows = ["| objective | questions | right at the first try | right by now |", "|:--|--:|--:|--:|"]
        for objective in dict.fromkeys(question["objective"] for question in self._questions.values()):
            ids = [id for id, question in self._questions.items() if question["objective"] == objective]
            at_once = sum(firsts.get(id, False) for id in ids)
            rows.append(f"| {objective} | {len(ids)} | {at_once} | {len(solved & set(ids))} |")
        total, left = len(self._questions), len(self._questions.keys() - firsts.keys())
        said = f"**{sum(firsts.get(id, False) for id in self._questions)} of {total}** right at the first try."
        return Reply("\n".join([*rows, "", said + (f" Not answered yet: {left}." if left else "")]))

    def start_over(self) -> Reply:
        """Put the record aside, under a name with the time, so that first tries count again."""
        if not self._file.is_file():
            return Reply("Nothing is noted yet.")
        aside = self._file.with_name(f"{self._file.stem}-{_now().replace(':', '')}{self._file.suffix}")
        self._file.rename(aside)
        return Reply(
            f"First tries count again. What you had answered is kept in {aside.name}, in the folder course/local/questions."
        )

    def _note(self, asked: dict[str, Any], chosen: set[str]) -> str:
        line = {"question": asked["id"], "objective": asked["objective"], "chosen": "".join(sorted(chosen))}
        line |= {"right": chosen == right_letters(asked), "at": _now()}
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            torn = self._file.is_file() and not self._file.read_bytes().endswith(b"\n")
            with self._file.open("a", encoding="utf-8") as file:
                file.write(("\n" if torn else "") + json.dumps(line) + "\n")
        except OSError as error:
            return f"\n\nThis try could not be noted ({error.strerror}): look whether {self._file.parent} can be written."
        return ""

    def _tries(self) -> list[dict[str, Any]]:
        """What was noted, oldest first, of questions that the unit still has."""
        return [line for line in self._records.tries(self._unit) if line["question"] in self._questions]


def _not_yet(asked: dict[str, Any], chosen: set[str]) -> str:
    lines = [f"- {_reason(asked, letter)}" for letter in sorted(chosen)]
    more = f'All reasons, after a second try: `quiz.reasons("{asked["id"]}")`.'
    return "\n".join(["**Not yet.**", "", *lines, "", f"Change the letters and run the cell once more. {more}"])


def all_reasons(asked: dict[str, Any], head: str = "Right.") -> str:
    """Markdown with the reason of each choice, and the proof folded, of a question as the key holds it."""
    lines = [f"- {_reason(asked, letter)}" for letter in LETTERS]
    return "\n".join([f"**{head}**", "", *lines]) + _proof(asked)


def _proof(asked: dict[str, Any]) -> str:
    if "proof" not in asked:
        return ""
    return f"\n\n<details><summary>The proof, as code</summary>\n\n```python\n{asked['proof'].strip()}\n```\n\n</details>"


def _unknown(question: str) -> Reply:
    return Reply(f"There is no question `{question}` in this unit: leave its name as it stood, and change the letters.")


def right_letters(asked: dict[str, Any]) -> set[str]:
    """The letters of the choices that hold."""
    return {letter for letter, choice in zip(LETTERS, asked["choices"], strict=True) if choice["right"]}


def _reason(asked: dict[str, Any], letter: str) -> str:
    choice = asked["choices"][LETTERS.index(letter)]
    return f"**{letter}** {'holds' if choice['right'] else 'does not hold'}: {choice['why'].strip()}"


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
