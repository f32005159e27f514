"""A judge's process: reads jobs as lines, writes reports as lines, keeps its Spark session warm between them."""

import json
import os
import select
import sys
import threading
from typing import Any, TextIO

from autograder.exercise import Exercise, from_bytes
from autograder.grading.calibration import Calibration
from autograder.grading.jobs import Expected, from_line
from autograder.grading.standby import Standby
from autograder.grading.submission import get_ready, grade_one
from autograder.judge import prepare_quick_start
from autograder.report import to_json
from autograder.sandbox import Isolation, Limits
from autograder.sandbox.isolation import Kind


def main(limits: Limits, isolation: Isolation, ahead: bool) -> None:
    """Answer each job with its report until the jobs end; `ahead` starts the next learner's process before its job comes."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not stand among the reports
    threading.Thread(target=end_with_the_batch, daemon=True).start()
    prepare_quick_start()
    exercises: dict[bytes, Exercise] = {}
    standby = Standby(isolation, limits, ahead=ahead)
    calibration = Calibration(standby, limits, announce=lambda seconds: _say(answers, {"seconds": seconds}))
    for line in sys.stdin:
        job = from_line(line)
        exercise = exercises.get(job.source) or from_bytes(job.source, job.unit)
        exercises[job.source] = exercise
        if isinstance(job, Expected):
            get_ready(exercise, job.seed, standby)
            continue
        report = grade_one(exercise, job.submission, job.seed, isolation, limits, job.known, standby, calibration)
        _say(answers, {"report": to_json(report)})


def _say(answers: TextIO, what: dict[str, Any]) -> None:
    answers.write(json.dumps(what) + "\n")
    answers.flush()


def end_with_the_batch() -> None:
    """Wait for the end of whoever asks; a judge without a batch would go on for minutes, beside the next batch's."""
    pipe = select.poll()
    pipe.register(sys.stdin.fileno(), 0)  # a hang-up is reported unasked
    pipe.poll()
    os._exit(1)


if __name__ == "__main__":
    main(Limits(**json.loads(sys.argv[1])), Isolation(Kind(sys.argv[2]), sys.argv[3]), sys.argv[4] == "ahead")
