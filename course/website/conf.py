"""Sphinx's settings for the site; nothing in it may come from another server."""

import os
from pathlib import Path

project = html_title = "Spark ML course"
language = "en"
highlight_language = "text"  # a block that names no language is no Python
extensions = ["myst_nb", "course.website.links", "course.website.mathml"]
smartquotes = False  # text stays as it was written
suppress_warnings = ["misc.highlighting_failure"]  # an "…" in a sample of code is no fault

nb_execution_mode = "off"  # committed lessons carry their outputs
nb_merge_streams = True
myst_enable_extensions = ["attrs_block", "attrs_inline", "dollarmath"]
myst_heading_anchors = 3
myst_update_mathjax = False
html_math_renderer = "mathml"
repository = os.environ.get("COURSE_REPOSITORY", "").rstrip("/")  # for links to files that are no pages

html_theme = "pydata_sphinx_theme"
html_theme_options = {
    "navigation_with_keys": False,
    "navbar_align": "left",
    "navbar_end": ["theme-switcher"],
    "show_toc_level": 2,
    "search_bar_text": "Search the course …",
    "footer_start": ["sphinx-version"],
    "footer_end": ["theme-version"],
    "secondary_sidebar_items": ["page-toc"],
}
html_sidebars: dict[str, list[str]] = {page: [] for page in ("index", "syllabus", "CHANGELOG")}  # nothing lies below them
html_context = {"default_mode": "auto"}  # light or dark as the reader has it
html_static_path = ["static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
html_favicon = "static/icon.svg"
html_search_scorer = str(Path(__file__).with_name("scorer.js"))
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_domain_indices = False
