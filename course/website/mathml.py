"""Formulas as MathML, which browsers draw by themselves: no script, no font, no network."""

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)


def mathml(tex: str, block: bool) -> str:
    r"""A formula as MathML; MathError for a command that docutils does not know. `\dots` is spelled as it knows it."""
    return str(tex2mathml(tex.replace(r"\dots", r"\ldots"), as_block=block))


def _inline(translator: HTML5Translator, node: nodes.math) -> None:
    _append(translator, node, block=False)


def _block(translator: HTML5Translator, node: nodes.math_block) -> None:
    translator.body.append('<div class="formula">')
    _append(translator, node, block=True, after="</div>\n")


def _append(translator: HTML5Translator, node: nodes.Element, block: bool, after: str = "") -> None:
    try:
        translator.body.append(mathml(node.astext(), block) + after)
    except MathError as error:
        logger.warning("the formula %s cannot be shown: %s Write it in another way.", node.astext(), error, location=node)
    raise nodes.SkipNode


def setup(app: Sphinx) -> ExtensionMetadata:
    """Registers the extension with Sphinx."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
