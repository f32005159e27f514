"""Many machines: a Dask scheduler hands jobs to workers anywhere, and their reports come back to the one writer.

Dask pickles what its processes tell each other; of ours it carries text alone: a job and its settings there, a report back.
"""

import json
import threading
import time
from collections.abc import Generator, Iterable
from dataclasses import asdict

from distributed import Client, Future, Nanny, wait

from autograder.boundary.text import plain
from autograder.errors import CourseError, HostFault
from autograder.grading.batch import graded
from autograder.grading.jobs import Job
from autograder.grading.judges import JudgesProcess
from autograder.grading.work import environment
from autograder.report import Report, Status, from_json, to_json
from autograder.sandbox import Isolation, Limits, find_isolation
from autograder.sandbox.isolation import Kind

CONNECT_SECONDS = 20
LOOK_SECONDS = 2  # how often to see whether workers are left
PATIENCE_SECONDS = 300.0  # how long to wait for a worker where there is none
AHEAD = 2  # jobs for each place, so that no worker waits for its next one

_here = threading.local()


def grade_on_cluster(
    jobs: Iterable[Job],
    _workers: int = 1,
    *,
    address: str,
    limits: Limits | None = None,
    isolation: Isolation | None = None,
    patience: float = PATIENCE_SECONDS,
) -> Generator[tuple[Job, Report], None, None]:
    """Grade jobs on the workers of the scheduler at `address`, and yield each report as it comes.

    A worker that dies gives its jobs back; a job under which several have died is a fault of the host.
    """
    kind = (isolation or find_isolation()).kind
    settings = json.dumps([asdict(limits or Limits()), kind, environment(Isolation(kind))])
    waiting = iter(jobs)
    running: dict[Future[str], Job] = {}
    following = next(waiting, None)
    with _client(address) as client:
        while following or running:
            while following and len(running) < AHEAD * _places(client):
                running[client.submit(judged, following.to_json(), settings, pure=False)] = following
                following = next(waiting, None)
            for future in _finished(client, running, address, patience):
                job = running.pop(future)
                yield job, _report(job, future)


def judged(job: str, settings: str) -> str:
    """What a worker runs: one job by the judge of this thread, which stays warm; a report's JSON whatever happens."""
    limits, kind, expected = json.loads(settings)
    asked = Job.from_json(job)
    try:
        isolation = find_isolation(Kind(kind))
        if environment(isolation) != expected:
            raise HostFault("A worker has another version of the course: update it with git pull and make setup.")
        return to_json(graded(asked, _judge(Limits(**limits), isolation)))
    except CourseError as error:
        return to_json(_fault(asked, str(error)))


async def serve(address: str, judges: int) -> None:
    """Be a worker with so many judges until the scheduler ends or somebody stops it."""
    async with Nanny(address, nthreads=judges, memory_limit=0) as nanny:  # the sandbox has its own limits
        await nanny.finished()


def _client(address: str) -> Client:
    try:
        return Client(address, timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise HostFault(
            f"No Dask scheduler answers at {address} ({plain(error)}): start one with `dask scheduler`, "
            f"and its workers with `python -m autograder worker {address}`."
        ) from error


def _places(client: Client) -> int:
    return sum(client.nthreads().values())


def _finished(client: Client, running: dict[Future[str], Job], address: str, patience: float) -> set[Future[str]]:
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline:
        if running:
            try:
                return set(wait(list(running), timeout=LOOK_SECONDS, return_when="FIRST_COMPLETED").done)
            except TimeoutError:
                pass
        else:
            time.sleep(LOOK_SECONDS)
        if _places(client):
            return set()
    raise HostFault(
        f"The scheduler at {address} has no worker: start one with `python -m autograder worker {address}`, "
        "then run the same command again; what was graded is kept."
    )


def _report(job: Job, future: Future[str]) -> Report:
    if future.status == "finished":
        return from_json(future.result())
    return _fault(job, f"The cluster did not bring a report ({plain(future.exception())}).")


def _fault(job: Job, reason: str) -> Report:
    return Report(job.unit, Status.HOST_FAULT, "", "", "", "", reason=reason)


def _judge(limits: Limits, isolation: Isolation) -> JudgesProcess:
    settings = (limits, isolation)
    if getattr(_here, "settings", None) != settings:
        if hasattr(_here, "judge"):
            _here.judge.kill()
        _here.judge, _here.settings = JudgesProcess(limits, isolation), settings
    judge: JudgesProcess = _here.judge
    return judge
