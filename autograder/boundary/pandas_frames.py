"""Frames and series of pandas as flat tables, in which the levels of the index are the first columns, and back."""

from typing import Any


def flattened(value: Any) -> tuple[Any, list[str], int]:
    """An Arrow table of a frame or series, the names of its columns, how many are levels of its index; TypeError if types mix."""
    import pandas
    import pyarrow as pa

    frame = value.to_frame("values") if isinstance(value, pandas.Series) else value
    flat = frame.reset_index(allow_duplicates=True)  # an index may be named like a column
    names = [str(name) for name in flat.columns]
    flat.columns = [str(number) for number in range(len(names))]
    for name, column in flat.items():
        kind = getattr(column.dtype, "categories", column).dtype
        if isinstance(kind, pandas.PeriodDtype | pandas.IntervalDtype):  # Arrow's own kinds cross, and no others
            flat[name] = column.astype(object).map(str, na_action="ignore")
    try:
        return pa.Table.from_pandas(flat, preserve_index=False), names, frame.index.nlevels
    except pa.ArrowException as error:
        raise TypeError("a column of mixed types") from error


def unflattened(flat: Any, names: list[str], levels: int) -> Any:
    """The frame of such a table; without its index where a name stands there twice."""
    flat.columns = names
    frame = flat.set_index(names[:levels]) if len(set(names)) == len(names) else flat.iloc[:, levels:]
    if names[0] == "index":
        frame.index.name = None
    return frame
