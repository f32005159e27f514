"""Python values as messages and back: a closed list of kinds, and nothing else."""

import datetime
import decimal
import itertools
import math
import sys
from collections import deque
from collections.abc import ItemsView, Iterator, KeysView, ValuesView
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from py4j.protocol import Py4JNetworkError

from autograder.boundary.arrow import read_table, write_table
from autograder.boundary.bounds import plain_decimal, plain_dtype, plain_shape, spread_keys
from autograder.boundary.frames import Malformed, Message
from autograder.boundary.pandas_frames import flattened, unflattened
from autograder.boundary.spark import frame_to_table, is_frame, table_to_frame
from autograder.boundary.stages import read_stage, write_stage
from autograder.boundary.trials import is_hyperopts, plain_trials

MAX_DEPTH = 24
MAX_NODES = 300_000
CONTAINERS = {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}
NUMBERS = "biuf"  # numpy's kinds of plain numbers


class Unsendable(Exception):
    """A value of a kind that does not cross the boundary."""


@dataclass(frozen=True)
class Function:
    """Stands for something callable that stays on its own side."""


def encode(value: Any) -> Message:
    """A value as a message; Unsendable names the first part that cannot cross."""
    blobs: list[bytes] = []
    return Message(_encode(value, blobs, 0), blobs)


def decode(message: Message) -> Any:
    """The value of a message from the other side; Malformed for anything that `encode` does not write."""
    return _Decoder(message.blobs).read(message.header, 0)


def _encode(value: Any, blobs: list[bytes], depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise Unsendable(f"a value nested deeper than {MAX_DEPTH} levels")
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else {"float": repr(float(value))}
    return _encode_container(value, blobs, depth) or _encode_object(value, blobs, depth)


def _encode_container(value: Any, blobs: list[bytes], depth: int) -> Any:
    if isinstance(value, tuple) and hasattr(value, "__fields__"):  # a pyspark Row
        return {"row": [list(value.__fields__), [_encode(item, blobs, depth + 1) for item in value]]}
    if isinstance(value, dict):
        return {"dict": [[_encode(key, blobs, depth + 1), _encode(item, blobs, depth + 1)] for key, item in value.items()]}
    for name, kind in CONTAINERS.items():
        if isinstance(value, kind):
            return {name: [_encode(item, blobs, depth + 1) for item in value]}
    if isinstance(value, range | deque | KeysView | ValuesView | ItemsView | Iterator):  # a test walks over it; may be endless
        return {"list": [_encode(item, blobs, depth + 1) for item in itertools.islice(value, MAX_NODES)]}
    return None


def _encode_object(value: Any, blobs: list[bytes], depth: int) -> Any:
    if isinstance(value, datetime.datetime):
        return {"datetime": value.isoformat()} if value == value else _wrapped(None)  # pandas' NaT is a datetime
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    if isinstance(value, decimal.Decimal):
        return {"decimal": str(value)}
    if isinstance(value, bytes | bytearray):
        return {"bytes": _attach(bytes(value), blobs)}
    if is_hyperopts(value):
        return _encode(plain_trials(value), blobs, depth)
    encoded = _encode_numpy(value, blobs, depth) or _encode_pandas(value, blobs) or _encode_spark(value, blobs)
    if encoded is not None:
        return encoded
    if isinstance(value, Fraction):
        return float(value)
    if callable(value) and depth == 0:
        return {"function": True}
    raise Unsendable(f"a value of type {type(value).__name__}")


def _encode_numpy(value: Any, blobs: list[bytes], depth: int) -> Any:
    numpy = sys.modules.get("numpy")
    if numpy is None:
        return None
    if isinstance(value, numpy.generic):
        return _wrapped(_encode(value.item(), blobs, depth + 1))
    if isinstance(value, numpy.ndarray):
        if value.dtype.kind not in NUMBERS:
            return {"list": [_encode(item, blobs, depth + 1) for item in value.tolist()]}
        return {"array": [str(value.dtype), list(value.shape), _attach(numpy.ascontiguousarray(value).tobytes(), blobs)]}
    return None


def _wrapped(encoded: Any) -> Any:
    return {"scalar": encoded}  # so that a numpy False, 0 or None is not taken for "no encoding"


def _encode_pandas(value: Any, blobs: list[bytes]) -> Any:
    pandas = sys.modules.get("pandas")
    if pandas is None:
        return None
    if value is pandas.NA:
        return _wrapped(None)
    if isinstance(value, pandas.Period | pandas.Interval):
        return str(value)
    if isinstance(value, pandas.Index | pandas.api.extensions.ExtensionArray):
        return {"list": [_encode(item, blobs, 1) for item in value.tolist()]}
    if not isinstance(value, pandas.DataFrame | pandas.Series):
        return None
    try:
        table, names, levels = flattened(value)
    except TypeError as error:
        raise Unsendable("a pandas frame with a column of mixed types") from error
    kind = "series" if isinstance(value, pandas.Series) else "frame"
    return {"pandas": [kind, names, levels, _attach(write_table(table), blobs)]}


def _encode_spark(value: Any, blobs: list[bytes]) -> Any:
    if "pyspark" not in sys.modules:
        return None
    if is_frame(value):
        table, types = frame_to_table(value)
        return {"spark": [types, _attach(write_table(table), blobs)]}
    from pyspark.ml.linalg import Vector
    from pyspark.ml.util import MLWritable

    if isinstance(value, Vector):
        return {"vector": [_encode(float(item), blobs, 1) for item in value.toArray()]}
    if isinstance(value, MLWritable) and not isinstance(value, type):
        files = write_stage(value)
        return {"stage": {name: _attach(data, blobs) for name, data in files.items()}}
    return None


def _attach(data: bytes, blobs: list[bytes]) -> int:
    blobs.append(data)
    return len(blobs) - 1


class _Decoder:
    """Reads one message; counts its parts so that a small message cannot become a large value."""

    def __init__(self, blobs: list[bytes]) -> None:
        self.blobs = blobs
        self.unread = set(range(len(blobs)))
        self.nodes = 0

    def read(self, node: Any, depth: int) -> Any:
        self.nodes += 1
        if depth > 3 * MAX_DEPTH or self.nodes > MAX_NODES:
            raise Malformed("a value with too many parts")
        if node is None or isinstance(node, bool | str | int | float):
            return node
        if not isinstance(node, dict) or len(node) != 1:
            raise Malformed("a value of no known kind")
        ((kind, body),) = node.items()
        try:
            return self._read_kind(kind, body, depth + 1)
        except (Malformed, ConnectionError, MemoryError, Py4JNetworkError):
            raise  # the last three say that this side is broken, not the message
        except Exception as error:
            raise Malformed(f"a broken value of kind {str(kind)[:40]}") from error

    def _read_kind(self, kind: str, body: Any, depth: int) -> Any:
        if kind in CONTAINERS:
            items = [self.read(item, depth) for item in _a_list(body)]
            return CONTAINERS[kind](items if kind in ("list", "tuple") else spread_keys(items))
        match kind:
            case "dict":
                pairs = [(self.read(key, depth), self.read(item, depth)) for key, item in _a_list(body)]
                return dict(zip(spread_keys([key for key, _ in pairs]), (item for _, item in pairs), strict=True))
            case "scalar":
                return self.read(body, depth)
            case "float" if body in ("nan", "inf", "-inf"):
                return float(body)
            case "datetime":
                return datetime.datetime.fromisoformat(body)
            case "date":
                return datetime.date.fromisoformat(body)
            case "decimal":
                return plain_decimal(body)
            case "bytes":
                return self._blob(body)
            case "row":
                return self._row(body, depth)
            case "array":
                return self._array(*body)
            case "pandas":
                return self._pandas(*body)
            case "spark":
                types, blob = body
                return table_to_frame(read_table(self._blob(blob)), types)
            case "vector":
                from pyspark.ml.linalg import DenseVector

                return DenseVector([float(self.read(item, depth)) for item in _a_list(body)])
            case "stage":
                return read_stage({name: self._blob(blob) for name, blob in body.items()})
            case "function" if depth == 1:  # inside another value it would be an answer that no test can look at
                return Function()
        raise Malformed(f"a value of kind {str(kind)[:40]}")

    def _blob(self, position: int) -> bytes:
        if not isinstance(position, int) or position not in self.unread:
            raise Malformed("a pointer to no attachment, or twice to one")
        self.unread.remove(position)
        return self.blobs[position]

    def _row(self, body: Any, depth: int) -> Any:
        from pyspark.sql import Row

        names, items = body
        if len(names) != len(items) or not all(isinstance(name, str) for name in names):
            raise Malformed("a broken row")
        return Row(*names)(*(self.read(item, depth) for item in items))

    def _array(self, dtype: str, shape: list[int], blob: int) -> Any:
        import numpy

        return numpy.frombuffer(self._blob(blob), dtype=plain_dtype(dtype)).reshape(plain_shape(shape)).copy()

    def _pandas(self, kind: str, names: list[str], levels: int, blob: int) -> Any:
        flat = read_table(self._blob(blob)).to_pandas(ignore_metadata=True)
        if len(names) != flat.shape[1] or not 1 <= levels <= len(names):
            raise Malformed("a pandas frame whose names do not fit")
        frame = unflattened(flat, [str(name) for name in names], levels)
        return frame["values"] if kind == "series" else frame


def _a_list(body: Any) -> list[Any]:
    if not isinstance(body, list):
        raise Malformed("a container that is no list")
    return body
