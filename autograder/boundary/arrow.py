"""Tables as Arrow streams; a stream from a learner is read under an allow-list, uncompressed and fully validated."""

import struct

import pyarrow as pa

from autograder.boundary.frames import Malformed

MAX_ROWS = 200_000
MAX_COLUMNS = 1_000
MAX_NESTING = 6
MAX_CELLS = 20_000_000  # a null or an empty struct takes no byte to send, and an object to read
RECORD_BATCH_COMPRESSION = 10  # byte offset in a RecordBatch's vtable, Arrow's Message.fbs
MESSAGE_HEADER = 8  # byte offset in a Message's vtable, Arrow's Message.fbs


def write_table(table: pa.Table) -> bytes:
    """A table as an Arrow stream without metadata, dictionaries or compression."""
    sink = pa.BufferOutputStream()
    plain = table.cast(pa.schema([_without_dictionary(field) for field in table.schema]))
    with pa.ipc.new_stream(sink, plain.schema) as writer:
        writer.write_table(plain)
    return sink.getvalue().to_pybytes()


def read_table(data: bytes) -> pa.Table:
    """Read a stream of plain columns, `(rows, columns)` at most (200,000, 1,000); Malformed for anything else."""
    try:
        _refuse_compression(data)
        with pa.ipc.open_stream(data) as reader:
            for field in reader.schema:
                _check_field(field)
            table = reader.read_all()
        if table.num_rows > MAX_ROWS or table.num_columns > MAX_COLUMNS:
            raise Malformed(f"a table of {table.num_rows:,} rows and {table.num_columns:,} columns")
        table.validate(full=True)
        if sum(_cells(chunk) for column in table.columns for chunk in column.chunks) > MAX_CELLS:
            raise Malformed(f"a table of more than {MAX_CELLS:,} cells")
    except (pa.ArrowException, ValueError, OSError, struct.error) as error:
        raise Malformed("a table that is not a valid Arrow stream") from error
    return table.replace_schema_metadata(None)


def _without_dictionary(field: pa.Field) -> pa.Field:
    kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    return pa.field(field.name, kind)


def _check_field(field: pa.Field, depth: int = 0) -> None:
    kind = field.type
    plain = (
        pa.types.is_primitive(kind)
        or pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or pa.types.is_binary(kind)
        or pa.types.is_decimal(kind)
        or pa.types.is_null(kind)
    )
    nested = pa.types.is_list(kind) or pa.types.is_struct(kind) or pa.types.is_map(kind)
    if any(key.startswith(b"ARROW:") for key in field.metadata or {}) or not (plain or nested) or depth > MAX_NESTING:
        raise Malformed(f"a column of type {kind}")
    for child in range(kind.num_fields):
        _check_field(kind.field(child), depth + 1)


def _cells(array: pa.Array) -> int:
    """How many values an array holds, those within lists, maps and structs too."""
    kind = array.type
    if pa.types.is_map(kind):
        return len(array) + _cells(array.keys) + _cells(array.items)
    if pa.types.is_list(kind):
        return len(array) + _cells(array.values)
    if pa.types.is_struct(kind):
        return len(array) + sum(_cells(array.field(number)) for number in range(kind.num_fields))
    return len(array)


def _refuse_compression(data: bytes) -> None:
    for message in pa.ipc.MessageReader.open_stream(data):
        if message.type not in ("schema", "record batch"):
            raise Malformed(f"an Arrow message of type {message.type}")
        if message.type == "record batch" and _has_compression(message.metadata.to_pybytes()):
            raise Malformed("a compressed Arrow stream")


def _has_compression(metadata: bytes) -> bool:
    """Whether a record batch names a codec, read from the flatbuffer's vtables."""
    (root,) = struct.unpack_from("<I", metadata, 0)
    at = _field(metadata, root, MESSAGE_HEADER)
    (offset,) = struct.unpack_from("<I", metadata, at)
    return _field(metadata, at + offset, RECORD_BATCH_COMPRESSION) != 0


def _field(buffer: bytes, table: int, slot: int) -> int:
    """Where a flatbuffer table keeps a field, 0 when it keeps none."""
    (back,) = struct.unpack_from("<i", buffer, table)
    vtable = table - back
    (size,) = struct.unpack_from("<H", buffer, vtable)
    if slot >= size:
        return 0
    (place,) = struct.unpack_from("<H", buffer, vtable + slot)
    return table + place if place else 0
