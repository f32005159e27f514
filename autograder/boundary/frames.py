"""Messages on a pipe: a JSON header and binary attachments, each with its length in front."""

import json
import os
import select
import struct
import time
from dataclasses import dataclass, field
from typing import Any

LENGTH = struct.Struct(">Q")
MAX_HEADER = 32 * 2**20  # bytes
MAX_MESSAGE = 256 * 2**20  # bytes, attachments included
MAX_ATTACHMENTS = 4096
MAX_BRACKETS = 2_000_000  # each becomes a list or dict of 56 bytes or more before anything can be counted


class Malformed(Exception):
    """The bytes on the pipe are no message of this protocol."""


class Closed(Exception):
    """The other side went away."""


class Late(Exception):
    """No whole message came before the deadline."""


@dataclass
class Message:
    """A JSON value with the bytes that it points to by position."""

    header: Any
    blobs: list[bytes] = field(default_factory=list)


def send(fd: int, message: Message, deadline: float | None = None) -> None:
    """Write one message; Closed when nobody reads any more, Late at `deadline` on a pipe that does not block."""
    header = json.dumps(message.header).encode()
    parts = [header, *message.blobs]
    prefix = LENGTH.pack(len(parts)) + b"".join(LENGTH.pack(len(part)) for part in parts)
    try:
        for part in (prefix, *parts):
            _write(fd, part, deadline)
    except (BrokenPipeError, ConnectionResetError) as gone:
        raise Closed from gone


def receive(fd: int, deadline: float | None = None) -> Message:
    """Read one message before `deadline` (seconds of `time.monotonic`); nothing in it is trusted yet."""
    (count,) = LENGTH.unpack(_read(fd, LENGTH.size, deadline))
    if not 1 <= count <= MAX_ATTACHMENTS:
        raise Malformed(f"a message of {count} parts")
    lengths = [length for (length,) in LENGTH.iter_unpack(_read(fd, LENGTH.size * count, deadline))]
    if lengths[0] > MAX_HEADER or sum(lengths) > MAX_MESSAGE:
        raise Malformed(f"a message of {sum(lengths):,} bytes")
    header, *blobs = [_read(fd, length, deadline) for length in lengths]
    if header.count(b"[") + header.count(b"{") > MAX_BRACKETS:
        raise Malformed("a header of too many parts")
    try:
        return Message(json.loads(header), blobs)
    except (ValueError, RecursionError) as error:
        raise Malformed("a header that is not JSON") from error


def _write(fd: int, data: bytes, deadline: float | None) -> None:
    view = memoryview(data)
    while view:
        try:
            view = view[os.write(fd, view[: 2**20]) :]
        except BlockingIOError:
            _wait_until_writable(fd, deadline)


def _wait_until_writable(fd: int, deadline: float | None) -> None:
    left = None if deadline is None else deadline - time.monotonic()
    if (left is not None and left <= 0) or not select.select([], [fd], [], left)[1]:
        raise Late


def _read(fd: int, size: int, deadline: float | None) -> bytes:
    got = bytearray()
    while len(got) < size:
        if deadline is not None:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([fd], [], [], left)[0]:
                raise Late
        part = os.read(fd, min(size - len(got), 2**20))
        if not part:
            raise Closed
        got += part
    return bytes(got)
