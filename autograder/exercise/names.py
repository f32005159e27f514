"""Which names a piece of notebook code binds and which it looks up, read from its syntax tree."""

import ast
import builtins
import symtable

from IPython.core.inputtransformer2 import TransformerManager


def plain_python(code: str) -> str:
    """Notebook code with its magics turned into ordinary calls."""
    return str(TransformerManager().transform_cell(code))


def bound_names(code: str) -> set[str]:
    """The names that a cell binds at its top level: assignments, functions, classes, imports."""
    table = symtable.symtable(plain_python(code), "<cell>", "exec")
    return {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned() or symbol.is_imported()}


def free_names(code: str) -> set[str]:
    """The names that a cell looks up and neither binds itself nor finds among the builtins."""
    tree = ast.parse(plain_python(code))
    loaded = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return loaded - bound_names(code) - set(dir(builtins))
