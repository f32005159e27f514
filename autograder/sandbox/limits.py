"""What a submission may use."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Limits on one submission; times are wall-clock seconds, sizes are bytes."""

    cell_seconds: float = 60.0
    submission_seconds: float = 600.0
    disk: int = 1 * 2**30
    restarts: int = 4
