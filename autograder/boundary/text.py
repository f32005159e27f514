"""Text from a learner's process, made safe to show: no control characters, no escape codes, not too long."""

import re

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
LONGEST = 600  # characters


def plain(text: object) -> str:
    """One line of printable text from anything."""
    line = " ".join(ESCAPES.sub("", str(text)[: LONGEST * 4]).split())
    shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
