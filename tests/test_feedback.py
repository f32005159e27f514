"""The feedback page: everything a learner needs, nothing that is not theirs to see, and no markup of theirs."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from autograder.errors import HostFault
from autograder.feedback import page
from autograder.report import Report, Status, TaskResult, TestResult, Verdict

EVIL = "<script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"


def report(message: str = "nulls are still there", verdict: Verdict = Verdict.FAILED) -> Report:
    tests = (
        TestResult("t-1", "Nothing is null", False, 1.0, Verdict.PASSED),
        TestResult("t-2", "Nothing is null in drawn rows", True, 2.5, verdict, message),
    )
    task = TaskResult("t", "Task 1 · Labels", tests)
    return Report("01_spark_ml/small", Status.GRADED, "a" * 64, "b" * 64, "c" * 64, "bubblewrap", (task,), ("two answer cells",))


class Outline(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs


def text_of(html: str) -> str:
    body = html.partition("<body>")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def test_points_verdict_message_notes_and_hash_are_there() -> None:
    text = text_of(page(report(), "ada"))
    for words in ("1 of 3.5 points", "✗ failed", "nulls are still there", "two answer cells", "a" * 64, "for ada", "Next:"):
        assert words in text


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict is not Verdict.PASSED])
def test_every_verdict_is_a_word_and_has_a_next_step(verdict: Verdict) -> None:
    text = text_of(page(report(verdict=verdict), "ada"))
    assert f"{verdict} · Nothing is null in drawn rows" in text
    assert len(text.partition("Next: ")[2].split(". ")[0]) > 20


def test_every_text_is_escaped() -> None:
    evil = report(EVIL)
    task = replace(evil.tasks[0], title=EVIL, id=EVIL)
    html = page(replace(evil, unit=EVIL, tasks=(task,), notes=(EVIL,), submission=EVIL, isolation=EVIL), EVIL)
    outline = Outline(html)
    assert "script" not in outline.tags
    assert "img" not in outline.tags
    assert not [name for name, _ in outline.attributes if name.startswith("on")]
    assert "&lt;script&gt;" in html


def test_nothing_is_fetched_and_nothing_runs() -> None:
    outline = Outline(page(report(), "ada"))
    assert not {"script", "link", "img", "iframe", "object"} & set(outline.tags)
    links = [value or "" for name, value in outline.attributes if name in ("href", "src")]
    assert links
    assert all(link.startswith("#task-") for link in links)


def test_the_page_has_one_h1_a_language_and_a_table_with_headers() -> None:
    outline = Outline(page(report(), "ada"))
    assert outline.tags.count("h1") == 1
    assert ("lang", "en") in outline.attributes
    assert ("scope", "col") in outline.attributes
    assert ("scope", "row") in outline.attributes
    assert outline.tags.count("main") == 1


def test_text_and_ground_have_enough_contrast_in_light_and_dark() -> None:
    style = page(report(), "ada").partition("<style>")[2].partition("</style>")[0]
    light, dark = (dict(re.findall(r"--(\w+): (#\w+)", part)) for part in style.split("@media (prefers-color-scheme: dark)", 1))
    for colours in (light, light | dark):
        for ink in ("text", "soft", "good", "bad", "open"):
            for ground in ("ground", "panel"):
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_refused_file_gets_the_reason_and_no_points() -> None:
    refused = replace(report(), status=Status.REFUSED, reason="This file is not a notebook: hand in the exercise.ipynb.")
    text = text_of(page(refused, "ada"))
    assert "This file is not a notebook" in text
    assert "No attempt is lost" in text
    assert "3.5 points" not in text


def test_a_fault_of_the_host_is_not_the_learners() -> None:
    fault = replace(report(), status=Status.HOST_FAULT, tasks=(), reason=str(HostFault("The disk was full.")))
    text = text_of(page(fault, "ada"))
    assert "not your fault" in text
    assert "will be graded again" in text


def test_the_same_message_is_said_once() -> None:
    tests = tuple(TestResult(f"t-{n}", f"Title {n}", False, 1.0, Verdict.NOT_ATTEMPTED, "as it was released") for n in range(3))
    assert page(replace(report(), tasks=(TaskResult("t", "Task", tests),)), "ada").count("as it was released") == 1
