"""What a submission may use, and the one sentence for each limit that it reaches."""

from dataclasses import dataclass

from autograder.errors import OutOf

GIB = 2**30
MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """Limits on one submission as a whole; times are wall-clock seconds, sizes are bytes, threads count as processes.

    `test_seconds` are those that the judge may spend on one test, where it fits a learner's estimator, for example.
    `slowness` says how many times longer than its seconds a cell may take here; no sentence depends on it.
    """

    cell_seconds: float = 60.0
    submission_seconds: float = 600.0
    test_seconds: float = 120.0
    slowness: float = 1.0
    memory: int = 3 * GIB
    processes: int = 1024
    disk: int = 1 * GIB
    files: int = 100_000
    output: int = 64 * MIB
    restarts: int = 4

    def reached(self, resource: str) -> OutOf:
        """The fault of a submission that is out of `resource`, in the same words in every run."""
        return OutOf(resource, self._sentence(resource))

    def _sentence(self, resource: str) -> str:
        match resource:
            case "memory":
                return (
                    f"This needed more memory than a submission has ({_size(self.memory)}): "
                    "leave the rows in Spark and collect only what is small."
                )
            case "processes":
                return f"This ran more than {self.processes:,} processes and threads at once, more than a submission may."
            case "disk":
                return (
                    f"This wrote more than a submission may ({_size(self.disk)}, at most {self.files:,} files): "
                    "write less, and remove what is no longer needed."
                )
            case "output":
                return f"This printed more than a submission may ({_size(self.output)}): print a few rows in place of all."
        raise ValueError(resource)


def _size(count: int) -> str:
    return f"{count / GIB:g} GiB" if count >= GIB else f"{count / MIB:g} MiB"
