"""Whatever comes back from a learner's process, the judge has a verdict: never another exception, an import, or a hang."""

import contextlib
import datetime
import decimal
import functools
import io
import json
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyspark.ml.linalg  # noqa: F401 - what decoding imports itself is there from the start
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from small_exercise import small_exercise, source_notebook
from tiny_store import tiny_store

from autograder.boundary.arrow import read_table, write_table
from autograder.boundary.frames import LENGTH, Closed, Malformed, Message, receive, send
from autograder.boundary.stage_files import ALLOWED, TABLE_FILE, checked_files, java_class
from autograder.boundary.store import read_store
from autograder.boundary.text import plain
from autograder.boundary.trials import read_trials
from autograder.boundary.values import Function, decode, encode
from autograder.errors import LearnerFault
from autograder.exercise import Exercise, from_source
from autograder.judge import Bench
from autograder.judge.tests import run_test
from autograder.report import Report, Status, TaskResult, TestResult, Verdict, to_json
from autograder.report.wire import from_json
from autograder.sandbox import Remote, TrustedLearner
from autograder.sandbox.learner import open_reply, returned

# The same examples in every run; a bound on time would measure the machine.
settings.register_profile(
    "course", derandomize=True, deadline=None, database=None, max_examples=100, suppress_health_check=list(HealthCheck)
)
settings.load_profile("course")

texts = st.text(max_size=20)
moments = st.datetimes(timezones=st.just(datetime.UTC) | st.none())
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3)
leaves = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts | st.binary(max_size=20)
    | st.dates() | moments | decimals
)  # fmt: skip
keys = st.integers() | texts | st.tuples(st.integers(), texts)
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(keys, inner, max_size=4)
        | st.tuples(inner, inner)
        | st.sets(keys, max_size=4)
        | st.frozensets(keys, max_size=4)
    ),
    max_leaves=12,
)
numbers = hnp.boolean_dtypes() | hnp.integer_dtypes() | hnp.floating_dtypes(sizes=(16, 32, 64))
KINDS = ("list", "tuple", "set", "frozenset", "dict", "scalar", "float", "datetime", "date", "decimal", "bytes", "row", "array", "pandas",
         "spark", "vector", "stage", "function", "pickle", "__class__", "os.system")  # fmt: skip
shaped = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 10**30) | st.floats() | st.sampled_from(("float64", "object", "nan", "../x", "a", ""))
    | st.text(max_size=5),
    lambda inner: (
        st.dictionaries(st.sampled_from(KINDS), inner, min_size=1, max_size=1)
        | st.lists(inner, max_size=4)
        | st.fixed_dictionaries({"dict": st.lists(st.tuples(inner, inner).map(list), max_size=3)})
        | st.tuples(st.sampled_from(("float64", "int8", "object", "V8", "i4,(2,3)f8")), st.lists(st.integers(-2, 9), max_size=3),
                    st.integers(-1, 3)).map(lambda body: {"array": list(body)})
        | st.dictionaries(texts, inner, max_size=3)
    ),
    max_leaves=15,
)  # fmt: skip
PLAIN = (type(None), bool, int, float, str, bytes, list, tuple, dict, set, frozenset, datetime.date, datetime.datetime,
         decimal.Decimal, np.ndarray, pd.DataFrame, pd.Series, Function)  # fmt: skip


def mutations(good: bytes) -> st.SearchStrategy[bytes]:
    """The bytes with a few of them changed, cut off, doubled or replaced."""
    place = st.integers(0, len(good) - 1)
    flip = st.lists(st.tuples(place, st.integers(0, 255)), min_size=1, max_size=8).map(lambda flips: flipped(good, flips))
    cut = st.tuples(place, place).map(lambda ends: good[: min(ends)] + good[max(ends) :])
    twice = st.tuples(place, place).map(lambda ends: good[: max(ends)] + good[min(ends) :])
    return flip | cut | twice | st.binary(max_size=64)


def flipped(good: bytes, flips: list[tuple[int, int]]) -> bytes:
    changed = bytearray(good)
    for at, byte in flips:
        changed[at] = byte
    return bytes(changed)


def bytes_of(message: Message) -> bytes:
    with tempfile.TemporaryFile() as file:
        send(file.fileno(), message)
        file.seek(0)
        return file.read()


def received(data: bytes) -> Message:
    """The message in some bytes, by way of a descriptor as from a process."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        file.seek(0)
        return receive(file.fileno())


def crossed(value: Any) -> Any:
    return decode(received(bytes_of(encode(value))))


def stream(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes()


@contextlib.contextmanager
def nothing_imported() -> Iterator[None]:
    before = set(sys.modules)
    yield
    new = set(sys.modules) - before
    assert not new


def is_plain(value: Any) -> bool:
    if isinstance(value, dict):
        return all(is_plain(key) and is_plain(item) for key, item in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        kind = type(value).__name__
        return kind in ("list", "tuple", "set", "frozenset", "Row") and all(map(is_plain, value))
    return type(value) in PLAIN or type(value).__name__ in ("DenseVector",)


@given(values)
def test_plain_values_come_back_equal_and_of_the_same_types(value: Any) -> None:
    again = crossed(value)
    assert again == value
    assert type(again) is type(value)


@given(hnp.arrays(dtype=numbers, shape=hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4)))
def test_arrays_come_back_equal(array: Any) -> None:
    again = crossed(array)
    assert again.dtype == array.dtype
    np.testing.assert_array_equal(again, array)


@given(st.lists(st.tuples(st.floats(), st.integers(-(2**63), 2**63 - 1), st.booleans(), texts), min_size=1, max_size=5))
def test_pandas_frames_come_back_equal(rows: list[Any]) -> None:
    frame = pd.DataFrame(rows, columns=["x", "n", "b", "s"])
    pd.testing.assert_frame_equal(crossed(frame), frame)
    pd.testing.assert_series_equal(crossed(frame["x"]), frame["x"].rename("values"))


@given(
    st.lists(
        st.tuples(st.floats(allow_nan=False) | st.none(), texts | st.none(), st.lists(st.integers(-9, 9), max_size=3)), max_size=6
    )
)
def test_arrow_tables_come_back_equal(rows: list[Any]) -> None:
    columns = list(zip(*rows, strict=True)) or [[], [], []]
    types = (pa.float64(), pa.string(), pa.list_(pa.int64()))
    table = pa.table({name: pa.array(column, kind) for name, column, kind in zip("abc", columns, types, strict=True)})
    assert read_table(write_table(table)).equals(table)


@given(
    st.lists(
        st.tuples(
            texts, st.floats(allow_nan=False) | st.none(), st.dictionaries(texts, st.floats(allow_nan=False) | texts, max_size=3)
        )
    )
)
def test_trials_come_back_equal(rows: list[Any]) -> None:
    sent = [{"tid": tid, "status": status, "loss": loss, "vals": vals} for tid, (status, loss, vals) in enumerate(rows)]
    again = read_trials(crossed({"parallelism": None, "trials": sent}))
    assert [(trial.tid, trial.status, trial.loss, dict(trial.vals)) for trial in again] == [tuple(row.values()) for row in sent]


@given(st.dictionaries(texts, texts, max_size=4), st.lists(st.floats(-1e300, 1e300), min_size=1, max_size=5))
def test_what_mlflow_wrote_is_what_is_read(params: dict[str, str], losses: list[float]) -> None:
    (run,) = read_store(tiny_store(params=params, losses=losses), {"r": ["b", "a"]}).runs
    assert (dict(run.params), run.metrics["loss"], run.artifacts) == (params, losses[-1], ("a", "b"))
    assert [point.value for point in run.history["loss"]] == losses


@given(st.text(max_size=700), st.sampled_from(Verdict))
def test_any_text_can_stand_in_a_report(said: str, verdict: Verdict) -> None:
    test = TestResult("t", plain(said), False, 1, verdict, plain(said))
    report = Report(unit="u", status=Status.GRADED, submission="s", exercise="e", variant="v", isolation="i",
                    tasks=(TaskResult("t", plain(said), (test,)),), notes=(plain(said),), reason=plain(said))  # fmt: skip
    text = to_json(report)
    assert from_json(text.encode().decode()) == report
    assert "\x1b" not in text
    assert len(test.message) <= 600


@given(shaped, st.lists(st.binary(max_size=40) | st.just(write_table(pa.table({"x": [1.0]}))), max_size=3))
def test_any_json_is_a_plain_value_or_malformed(header: Any, blobs: list[bytes]) -> None:
    with nothing_imported(), contextlib.suppress(Malformed):
        assert is_plain(decode(Message(header, blobs)))


GOOD = {
    "values": {"ok": encode([1, {"a": (2.5, None)}, {"x", "y"}, decimal.Decimal("1.5")]).header},
    "raised": {"raised": ["ValueError", "no", "ValueError"]},
    "unsendable": {"unsendable": "a thing"},
}
ARRAY = encode([np.arange(6.0).reshape(2, 3), pd.DataFrame({"x": [1.0, 2.0], "s": ["a", None]})])
MESSAGES = [bytes_of(Message(header)) for header in GOOD.values()] + [bytes_of(Message({"ok": ARRAY.header}, ARRAY.blobs))]


@given(st.sampled_from(MESSAGES).flatmap(mutations))
def test_a_changed_message_is_a_plain_value_or_the_learners_fault(data: bytes) -> None:
    with nothing_imported(), contextlib.suppress(Malformed, Closed, LearnerFault):
        assert is_plain(open_reply("x", received(data)))


@given(st.binary(max_size=300) | st.lists(st.integers(0, 2**64 - 1), max_size=6).map(lambda ns: b"".join(map(LENGTH.pack, ns))))
def test_any_bytes_are_a_message_or_none(data: bytes) -> None:
    with contextlib.suppress(Malformed, Closed):
        received(data)


TABLE = write_table(pa.table({"x": [1.0, 2.0], "s": ["a", None], "l": [[1, 2], []], "z": [{"a": 1}, None]}))


@given(mutations(TABLE))
@settings(max_examples=500)
def test_a_changed_arrow_stream_is_a_table_or_malformed(data: bytes) -> None:
    with contextlib.suppress(Malformed):
        read_table(data).to_pandas()


@pytest.mark.parametrize(
    "column",
    [
        pa.ListArray.from_arrays(pa.array([0, 50_000_000], pa.int32()), pa.nulls(50_000_000)),
        pa.StructArray.from_arrays(
            [pa.ListArray.from_arrays(pa.array([0, 50_000_000], pa.int32()), pa.nulls(50_000_000))], ["a"]
        ),
    ],
    ids=["list", "struct"],
)
def test_cells_that_take_no_bytes_are_counted(column: pa.Array) -> None:
    with pytest.raises(Malformed, match="cells"):
        read_table(stream(pa.table({"x": column})))


@pytest.mark.parametrize("wrap", [lambda key: key, lambda key: {"tuple": [key]}], ids=["numbers", "tuples"])
@pytest.mark.parametrize("kind", ["set", "dict"])
def test_keys_that_collide_are_malformed(wrap: Callable[[Any], Any], kind: str) -> None:
    colliding = [wrap(number * (2**61 - 1)) for number in range(20_000)]
    with pytest.raises(Malformed, match="collide"):
        decode(Message({kind: colliding if kind == "set" else [[key, 0] for key in colliding]}))


def test_an_attachment_is_read_once() -> None:
    message = encode(np.zeros(3))
    with pytest.raises(Malformed, match="twice"):
        decode(Message({"list": [message.header] * 2}, message.blobs))


@pytest.mark.parametrize("text", ["1e999999999", "-1e-999999999", "9" * 2000])
def test_a_decimal_that_nobody_could_write_out_is_malformed(text: str) -> None:
    with pytest.raises(Malformed, match="digits"):
        decode(Message({"decimal": text}))


def parquet() -> bytes:
    sink = io.BytesIO()
    pq.write_table(pa.table({"x": [1.0, 2.0], "s": ["a", "b"]}), sink)
    return sink.getvalue()


METADATA = json.dumps({"class": "org.apache.spark.ml.feature.Tokenizer", "paramMap": {}, "uid": "u", "timestamp": 0}).encode()


@given(
    mutations(METADATA),
    mutations(parquet()),
    st.text(max_size=30) | st.from_regex(r"(?:stages/|metadata/|data/|a=1/){0,3}(?:part-)?\w{1,3}(?:\.parquet)?", fullmatch=True),
    st.booleans(),
)
@settings(max_examples=500)
def test_changed_stage_files_have_allowed_classes_alone_or_are_malformed(
    metadata: bytes, data: bytes, name: str, second: bool
) -> None:
    with nothing_imported(), contextlib.suppress(Malformed):
        for file, content in checked_files({"metadata/part-00000": metadata, name: metadata if second else data}).items():
            if not TABLE_FILE.fullmatch(file):
                assert file.endswith("metadata/part-00000")
                assert java_class({"metadata/part-00000": content}) in ALLOWED


@given(
    st.text(max_size=40)
    | st.sampled_from(("os.system", "antigravity.x", "pyspark.ml.feature.SQLTransformer", "java.lang.Runtime"))
)
def test_no_class_off_the_list_is_looked_for(java: str) -> None:
    with nothing_imported(), pytest.raises(Malformed):
        checked_files(
            {"metadata/part-00000": json.dumps({"class": java, "uid": "u", "paramMap": {"language": "Python"}}).encode()}
        )


STORE = tiny_store({"a": "b"}, [1.0, 2.0])


@given(mutations(STORE))
@settings(max_examples=300)
def test_a_changed_store_is_read_as_values_or_malformed(data: bytes) -> None:
    with nothing_imported(), contextlib.suppress(Malformed):
        read_store(data, {})


@given(st.sampled_from(("runs", "params", "metrics", "tags", "experiments", "logged_models", "model_versions")), st.data())
def test_any_cell_of_a_store_is_checked(table: str, data: st.DataObject) -> None:
    with contextlib.closing(sqlite3.connect(":memory:")) as store:
        store.deserialize(STORE)
        columns = [row[1] for row in store.execute(f"PRAGMA table_info({table})")]
        odd = st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats() | st.text(max_size=9) | st.binary(max_size=9)
        store.execute(f"UPDATE {table} SET {data.draw(st.sampled_from(columns))} = ?", (data.draw(odd),))
        store.commit()
        changed = store.serialize()
    with contextlib.suppress(Malformed):
        for run in read_store(changed, {}).runs:
            assert all(isinstance(text, str) for text in (run.id, run.name, run.status, *run.params.values()))
            assert all(type(value) is float for value in run.metrics.values())


@given(shaped)
def test_any_list_of_artifacts_is_checked(files: Any) -> None:
    with contextlib.suppress(Malformed):
        read_store(STORE, files)


class Saying(TrustedLearner):
    """A learner whose process answers every question with the same bytes."""

    def __init__(self, data: bytes) -> None:
        super().__init__({})
        self.data = data

    def get(self, name: str) -> Any:
        return Remote(name)

    def call(self, name: str, positional: tuple[Any, ...], named: dict[str, Any]) -> Any:
        return returned(name, self._opened(name))

    def evidence(self, question: str, values: tuple[Any, ...]) -> Any:
        return self._opened(question)

    def _opened(self, name: str) -> Any:
        try:
            return open_reply(name, received(self.data))
        except (Malformed, Closed) as error:  # as a process's pipe would give it
            raise LearnerFault(plain(error)) from None


@functools.cache
def exercise(asks: str) -> Exercise:
    notebook = source_notebook()
    notebook.cells[3].source = f"# Asks\nfrom course import artifact, predicted, tracked, trials_of\n{asks}"
    return from_source(notebook, "u")


@functools.cache
def bench() -> Bench:
    return Bench(small_exercise(), "1")


ASKS = (
    "assert double(2) == 4, f'it gave {double(2)}'",
    "trials = trials_of(double(2))\nassert len(trials) == 1, f'{trials}'",
    "double(2)\nruns = tracked().runs\nassert runs and not runs[0].metrics.get('loss'), f'{runs}'",
    "double(2)\nassert artifact('r', 'a') == b'x', 'another artifact'",
)
TRACKED = encode((STORE, {"r": ["a"]}))
REPLIES = [*MESSAGES, bytes_of(Message({"ok": TRACKED.header}, TRACKED.blobs)), bytes_of(Message({"ok": {"bytes": 0}}, [b"x"]))]


@given(st.sampled_from(ASKS), st.sampled_from(REPLIES).flatmap(lambda good: mutations(good) | st.just(good)))
@settings(max_examples=200)
def test_a_test_ends_in_a_verdict_whatever_the_process_says(asks: str, data: bytes) -> None:
    test = exercise(asks).tasks[0].tests[0]
    found = run_test(test, bench(), Saying(data), None)
    assert found.verdict in (Verdict.PASSED, Verdict.FAILED, Verdict.BAD_EVIDENCE, Verdict.RAISED)
    assert from_json(to_json(Report(unit="u", status=Status.GRADED, submission="", exercise="", variant="", isolation="",
                                    tasks=(TaskResult("t", "t", (found,)),), notes=(), reason=""))).tasks[0].tests == (found,)  # fmt: skip


@given(st.sampled_from(ASKS), shaped, st.lists(st.binary(max_size=20), max_size=2))
@settings(max_examples=200)
def test_a_test_ends_in_a_verdict_whatever_value_is_sent(asks: str, value: Any, blobs: list[bytes]) -> None:
    found = run_test(exercise(asks).tasks[0].tests[0], bench(), Saying(bytes_of(Message({"ok": value}, blobs))), None)
    assert found.verdict in (Verdict.PASSED, Verdict.FAILED, Verdict.BAD_EVIDENCE, Verdict.RAISED)
