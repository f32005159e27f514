"""Where the catalogue is, and where a run of it keeps what it found."""

from pathlib import Path

from autograder.layout import BUILD

HERE = Path(__file__).parent
TESTS = HERE.parent
UNITS = HERE / "units"
SUBMISSIONS = TESTS / "submissions"
CANARIES = SUBMISSIONS / "canaries"
FOUND = BUILD / "cases"  # one row for each case of an unfinished run
TABLE = BUILD / "cases.md"
GROUPS = {
    "T": "tampering",
    "C": "cheating and forgery",
    "R": "resources",
    "X": "exfiltration",
    "E": "escape",
    "M": "malformed",
    "A": "artifacts",
    "H": "faults of the host",
    "V": "odd but right",
}
