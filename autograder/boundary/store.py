"""MLflow's SQLite store read into frozen values, without MLflow: each value's type and length is checked."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from autograder.boundary.frames import Malformed
from autograder.boundary.sqlite import Query, opened
from autograder.boundary.tracked import Experiment, LoggedModel, Point, RegisteredModel, Run, Store, Version

MAX_ROWS = 200_000  # of any one table
MAX_TEXT = 20_000  # characters; MLflow itself stops at 8,000
MAX_FILES = 5_000  # artifacts of all runs together
LARGEST = 1.7976931348623157e308  # MLflow's spelling of infinity in SQLite
ACTIVE = "lifecycle_stage = 'active'"
Texts = dict[Any, dict[str, str]]


def read_store(data: bytes, files: Mapping[str, Iterable[str]]) -> Store:
    """The values in the bytes of a store, empty for no bytes; `files` are the artifacts by run. Malformed for anything odd."""
    listed = _listed(files)
    if not isinstance(data, bytes):
        raise Malformed("a tracking store that is not bytes")
    if not data:
        return Store()
    with opened(data) as query:
        names = {_number(id): _text(name) for id, name in _rows(query, f"experiment_id, name FROM experiments WHERE {ACTIVE}")}
        return Store(_experiments(query, names), _runs(query, names, listed), _registered(query), _logged(query, names))


def _experiments(query: Query, names: Mapping[int, str]) -> tuple[Experiment, ...]:
    tags = _pairs(query, "experiment_id, key, value FROM experiment_tags")
    return tuple(Experiment(str(id), name, _frozen(tags[id])) for id, name in sorted(names.items()))


def _runs(query: Query, names: Mapping[int, str], files: Mapping[str, tuple[str, ...]]) -> tuple[Run, ...]:
    params = _pairs(query, "run_uuid, key, value FROM params")
    tags = _pairs(query, "run_uuid, key, value FROM tags")
    history = _history(query)
    columns = "run_uuid, name, experiment_id, status, start_time, end_time"
    runs = []
    for id, name, experiment, status, start, end in _rows(query, f"{columns} FROM runs WHERE {ACTIVE}"):
        if _number(experiment) not in names:
            continue
        points = {key: tuple(sorted(found, key=_order)) for key, found in sorted(history[id].items())}
        runs.append(
            Run(
                id=_text(id),
                name=_maybe_text(name),
                experiment=names[experiment],
                status=_text(status),
                start=_maybe_number(start),
                end=_maybe_number(end),
                params=_frozen(params[id]),
                metrics=MappingProxyType({key: found[-1].value for key, found in points.items()}),
                history=MappingProxyType(points),
                tags=_frozen(tags[id]),
                artifacts=files.get(id, ()),
            )
        )
    return tuple(sorted(runs, key=lambda run: (run.start or 0, run.id)))


def _registered(query: Query) -> tuple[RegisteredModel, ...]:
    tags = _pairs(query, "name, key, value FROM registered_model_tags")
    aliases: dict[str, dict[str, int]] = defaultdict(dict)
    for name, alias, version in _rows(query, "name, alias, version FROM registered_model_aliases"):
        aliases[_text(name)][_text(alias)] = _number(version)
    versions = _versions(query)
    return tuple(
        RegisteredModel(_text(name), _maybe_text(about), _frozen(tags[name]), MappingProxyType(aliases[name]), versions[name])
        for name, about in sorted(_rows(query, "name, description FROM registered_models"), key=lambda row: _text(row[0]))
    )


def _versions(query: Query) -> dict[str, tuple[Version, ...]]:
    tags: Texts = defaultdict(dict)
    for name, version, key, value in _rows(query, "name, version, key, value FROM model_version_tags"):
        tags[_text(name), _number(version)][_text(key)] = _maybe_text(value)
    found: dict[str, tuple[Version, ...]] = defaultdict(tuple)
    columns = "name, version, run_id, source, current_stage, description FROM model_versions"
    for name, number, run, source, stage, about in sorted(_rows(query, columns), key=lambda row: _number(row[1])):
        texts = _maybe_text(source), _maybe_text(stage), _maybe_text(about)
        found[_text(name)] += (Version(number, _maybe_id(run), *texts, _frozen(tags[name, number])),)
    return found


def _logged(query: Query, names: Mapping[int, str]) -> tuple[LoggedModel, ...]:
    params = _pairs(query, "model_id, param_key, param_value FROM logged_model_params")
    tags = _pairs(query, "model_id, tag_key, tag_value FROM logged_model_tags")
    metrics: dict[str, dict[str, float]] = defaultdict(dict)
    latest = "model_id, metric_name, metric_value FROM logged_model_metrics ORDER BY metric_step, metric_timestamp_ms"
    for id, key, value in _rows(query, latest):
        metrics[_text(id)][_text(key)] = _value(value, value is None)
    columns = "creation_timestamp_ms, model_id, name, experiment_id, source_run_id"
    rows = _rows(query, f"{columns} FROM logged_models WHERE {ACTIVE}")
    return tuple(
        LoggedModel(
            id=id,
            name=_text(name),
            experiment=names[experiment],
            run=_maybe_id(run),
            params=_frozen(params[id]),
            metrics=MappingProxyType(metrics[id]),
            tags=_frozen(tags[id]),
        )
        for _, id, name, experiment, run in sorted(rows, key=lambda row: (_number(row[0]), _text(row[1])))
        if _number(experiment) in names
    )


def _history(query: Query) -> dict[Any, dict[str, list[Point]]]:
    found: dict[Any, dict[str, list[Point]]] = defaultdict(lambda: defaultdict(list))
    for id, key, value, time, step, is_nan in _rows(query, "run_uuid, key, value, timestamp, step, is_nan FROM metrics"):
        found[_text(id)][_text(key)].append(Point(_number(step), _number(time), _value(value, is_nan == 1)))
    return found


def _order(point: Point) -> tuple[int, int, float]:
    return point.step, point.time, -math.inf if math.isnan(point.value) else point.value  # as MLflow finds the last one


def _rows(query: Query, what: str) -> list[tuple[Any, ...]]:
    rows = query(f"SELECT {what} LIMIT {MAX_ROWS + 1}")
    if len(rows) > MAX_ROWS:
        raise Malformed(f"a tracking store with more than {MAX_ROWS:,} rows in a table")
    return rows


def _pairs(query: Query, what: str) -> Texts:
    found: Texts = defaultdict(dict)
    for id, key, value in _rows(query, what):
        found[_number(id) if isinstance(id, int) else _text(id)][_text(key)] = _maybe_text(value)
    return found


def _frozen(texts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(sorted(texts.items())))


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise Malformed(f"a tracking store with {type(value).__name__} of another type or length than MLflow writes")
    return value


def _maybe_text(value: object) -> str:
    return "" if value is None else _text(value)


def _maybe_id(value: object) -> str | None:
    return _maybe_text(value) or None


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise Malformed("a tracking store with something else where MLflow writes a whole number")
    return value


def _maybe_number(value: object) -> int | None:
    return None if value is None else _number(value)


def _value(value: object, is_nan: bool) -> float:
    if is_nan:
        return math.nan
    if not isinstance(value, float | int):
        raise Malformed("a tracking store with something else where MLflow writes a metric's value")
    return math.copysign(math.inf, value) if abs(value) >= LARGEST else float(value)


def _listed(files: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(files, Mapping):
        raise Malformed("a list of artifacts that is none")
    found = {_text(id): tuple(sorted(map(_text, _a_sequence(paths)))) for id, paths in files.items()}
    if sum(map(len, found.values())) > MAX_FILES:
        raise Malformed(f"more than {MAX_FILES:,} artifacts")
    return found


def _a_sequence(paths: object) -> list[Any] | tuple[Any, ...]:
    if not isinstance(paths, list | tuple):
        raise Malformed("a list of artifacts that is none")
    return paths
