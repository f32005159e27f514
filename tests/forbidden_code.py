"""Code that runs, imports or unpickles what it was given, found in a syntax tree."""

import ast
from collections.abc import Iterator

MODULES = {"pickle", "cPickle", "_pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve", "yaml", "ruamel", "jsonpickle", "torch",
           "distributed", "dask", "runpy", "imp", "zipimport", "code", "codeop"}  # fmt: skip
BUILTINS = {"eval", "exec", "__import__"}
# Whatever they are called on: a loader of models, tables of objects, or modules.
CALLS = {"import_module", "load_model", "load_context", "read_pickle", "to_pickle", "resolve_name", "exec_module", "spark_udf", "unsafe_load",
         "full_load", "load_extension", "enable_load_extension", "spec_from_file_location", "unpack_archive"}  # fmt: skip
LOADS = {"json", "tomllib"}  # modules whose `load` and `loads` read data and nothing else
KEYWORDS = {"allow_pickle"}


def forbidden(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The line and name of each forbidden thing."""
    for node in ast.walk(tree):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Import):
            yield from ((line, alias.name) for alias in node.names if alias.name.split(".")[0] in MODULES)
        elif isinstance(node, ast.ImportFrom):
            yield from ((line, name) for name in _imported(node))
        elif isinstance(node, ast.Name) and node.id in BUILTINS:
            yield line, node.id
        elif isinstance(node, ast.Attribute) and (node.attr in CALLS or _loads(node)):
            yield line, node.attr
        elif isinstance(node, ast.keyword) and node.arg in KEYWORDS:
            yield node.value.lineno, str(node.arg)
        elif (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node.value in CALLS | {"eval", "__import__", "load", "loads"}
        ):
            yield line, repr(node.value)  # as in getattr(thing, "load")


def _imported(node: ast.ImportFrom) -> Iterator[str]:
    module = node.module or ""
    if module.split(".")[0] in MODULES and not node.level:
        yield module
    for alias in node.names:
        if alias.name in CALLS or (alias.name in ("load", "loads") and module not in LOADS):
            yield f"{module}.{alias.name}"


def _loads(node: ast.Attribute) -> bool:
    from_data = isinstance(node.value, ast.Name) and node.value.id in LOADS
    return node.attr in ("load", "loads") and not from_data
