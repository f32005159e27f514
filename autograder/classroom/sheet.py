"""A CSV file that another program made: its values can be read, single cells changed, and all else stays byte for byte."""

import re
from pathlib import Path

from autograder.errors import ClassroomError

MARK = "\ufeff"  # the byte order mark
LARGEST = 64 * 2**20  # bytes
ENDS = r"\r\n|\n|\r|\Z"


class Sheet:
    """The rows of a CSV file; the first is its header. Cells are separated by `;` where the header says so, else by `,`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        text = _text(path)
        self._mark = MARK if text.startswith(MARK) else ""
        text = text.removeprefix(MARK)
        self._separator = ";" if re.match(r"[^,\r\n]*;", text) else ","
        self._rows: list[list[str]] = []  # as written, with their quotes
        self._ends: list[str] = []
        self._read(text)

    def rows(self) -> list[list[str]]:
        """The values of all rows; an empty line has one empty value."""
        return [[_value(cell) for cell in cells] for cells in self._rows]

    def put(self, row: int, column: int, value: str) -> None:
        """Change one cell to a plain value, such as a number."""
        self._rows[row][column] = value

    def to_bytes(self) -> bytes:
        """The file, with its changed cells."""
        lines = (self._separator.join(cells) + end for cells, end in zip(self._rows, self._ends, strict=True))
        return (self._mark + "".join(lines)).encode()

    def _read(self, text: str) -> None:
        cell = re.compile(rf'("(?:[^"]|"")*"|(?!")[^{self._separator}\r\n]*)({self._separator}|{ENDS})')
        at, cells = 0, list[str]()
        while at < len(text) or cells:
            found = cell.match(text, at)
            if found is None:
                raise ClassroomError(f"{self.path} is no whole CSV (line {text.count(chr(10), 0, at) + 1}): download it again.")
            at = found.end()
            cells.append(found[1])
            if found[2] != self._separator:
                self._rows.append(cells)
                self._ends.append(found[2])
                cells = []


def _value(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if cell.startswith('"') else cell


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ClassroomError(f"{path} cannot be read ({error.strerror}): name the file that you downloaded.") from error
    if len(data) > LARGEST:
        raise ClassroomError(f"{path} is larger than {LARGEST // 2**20} MiB, so it is no gradebook: name the right file.")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise ClassroomError(
            f"{path} is not in UTF-8, perhaps because a spreadsheet saved it: use the file as it was downloaded."
        ) from error
