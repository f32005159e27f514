"""Bounds on values that are short to write and long to read."""

import decimal
import re
from typing import Any

from autograder.boundary.frames import Malformed

DTYPE = re.compile(r"bool|u?int(8|16|32|64)|float(16|32|64|128)|[<>][iuf][248]")
MAX_DIGITS = 1_000  # of a decimal written out, before or after the point
MAX_EMPTY = 1_000_000  # rows of an array that holds no number
FEW_KEYS = 1_000  # so few can collide as they like


def spread_keys(keys: list[Any]) -> list[Any]:
    """The keys of a dict or set, unless they were chosen to have one hash, which would take the reader hours."""
    if len(keys) > FEW_KEYS and 2 * len({hash(key) for key in keys}) < len(keys):
        raise Malformed("a dict or set whose keys collide")
    return keys


def plain_decimal(text: str) -> decimal.Decimal:
    """The decimal in a text, if it can be written out in a thousand digits."""
    value = decimal.Decimal(text)
    if value.is_finite() and (abs(value.adjusted()) > MAX_DIGITS or len(text) > MAX_DIGITS):
        raise Malformed("a decimal of too many digits")
    return value


def plain_dtype(name: str) -> Any:
    """NumPy's type of this name, if it is one of plain numbers."""
    import numpy  # here, so that a notebook without it does not wait for it

    if not DTYPE.fullmatch(name):
        raise Malformed("an array of no plain numbers")
    return numpy.dtype(name)


def plain_shape(shape: list[int]) -> list[int]:
    """The sides of an array, unless one without any number would be long to walk over."""
    sides = [int(side) for side in shape]
    if 0 in sides and max(sides) > MAX_EMPTY:
        raise Malformed("an empty array of very many rows")
    return sides
