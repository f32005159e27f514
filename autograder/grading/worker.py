"""A judge's process: reads jobs as lines, writes reports as lines, keeps its Spark session warm between them."""

import json
import os
import sys

from autograder.errors import RefusedSubmission
from autograder.exercise import Exercise, from_source, read_notebook
from autograder.grading.jobs import Job
from autograder.grading.submission import grade_one, refuse
from autograder.intake import read_regular_file
from autograder.judge import prepare_quick_start
from autograder.report import Report, to_json
from autograder.sandbox import Isolation, Limits
from autograder.sandbox.isolation import Kind


def main(limits: Limits, isolation: Isolation) -> None:
    """Answer each job with its report until the jobs end."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints must not stand among the reports
    prepare_quick_start()
    exercises: dict[str, Exercise] = {}
    for line in sys.stdin:
        job = Job.from_json(line)
        source = str(job.source)
        exercise = exercises.get(source) or from_source(read_notebook(job.source), job.unit)
        exercises[source] = exercise
        answers.write(json.dumps({"report": to_json(_graded(job, exercise, isolation, limits))}) + "\n")
        answers.flush()


def _graded(job: Job, exercise: Exercise, isolation: Isolation, limits: Limits) -> Report:
    try:
        data = read_regular_file(job.submission)
    except RefusedSubmission as refused:
        return refuse(exercise, b"", job.seed, isolation, refused)
    return grade_one(exercise, data, job.seed, isolation, limits)


if __name__ == "__main__":
    main(Limits(**json.loads(sys.argv[1])), Isolation(Kind(sys.argv[2]), sys.argv[3]))
