"""Links from a page to a file of the repository that is no page: to the public repository where one is named, else plain text."""

import os
from pathlib import Path, PurePosixPath

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.typing import ExtensionMetadata

from autograder.layout import ROOT


def settle_outside(app: Sphinx, doctree: nodes.document) -> None:
    """Replaces such links; one that leads to nothing is left, so that Sphinx warns of it."""
    page = PurePosixPath(app.env.docname)
    for link in list(doctree.findall(addnodes.pending_xref)):
        target = link["reftarget"].partition("#")[0]
        if link["reftype"] == "myst" and link.get("refdomain") is None and target:
            place = Path(os.path.normpath(ROOT / page.parent / target))
            if place.is_relative_to(ROOT) and place.exists():
                link.replace_self(_outside(place.relative_to(ROOT), link[0].children, app.config.repository))


def _outside(place: Path, words: list[nodes.Node], repository: str) -> nodes.Element:
    if repository:
        return nodes.reference("", "", *words, refuri=f"{repository}/{place.as_posix()}", internal=False)
    return nodes.inline("", "", *words)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Registers the extension with Sphinx."""
    app.add_config_value("repository", "", "env", str)
    app.connect("doctree-read", settle_outside)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
