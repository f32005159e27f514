"""A built site as its reader's browser sees it: text, links, anchors, and what its pages ask a server for."""

import html
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

REFERENCE = re.compile(r"""<(\w+)\b[^>]*?\s(?:href|src|srcset|data|poster|action)\s*=\s*["']([^"']*)["']""", re.IGNORECASE)
IDENTITY = re.compile(r"""<[^>]+?\sid\s*=\s*["']([^"']+)["']""")
ELSEWHERE = re.compile(r"""(?:@import\s*|url\(\s*)["']?((?:https?:)?//[^"')\s]+)""")  # in a style sheet
BLOCK = re.compile(r"</?(?:div|h[1-6]|li|p|pre|summary|t[dhr])\b[^>]*>")  # each begins or ends a line
LINKS = ("a", "area")  # followed when somebody asks for it; all other elements load by themselves


@dataclass(frozen=True)
class BuiltPage:
    """One page, by its path below the site's folder."""

    site: Path
    name: str

    @cached_property
    def source(self) -> str:
        return (self.site / self.name).read_text(encoding="utf-8")

    @cached_property
    def ids(self) -> set[str]:
        return set(map(html.unescape, IDENTITY.findall(self.source)))

    @property
    def references(self) -> list[tuple[str, str]]:
        """Each reference, with the element that makes it."""
        return [(element.lower(), html.unescape(target)) for element, target in REFERENCE.findall(self.source)]

    @property
    def text(self) -> str:
        without_scripts = re.sub(r"<(script|style)\b.*?</\1>", "", self.source, flags=re.DOTALL)
        return html.unescape(re.sub(r"<[^>]+>", "", BLOCK.sub("\n", without_scripts)))

    @cached_property
    def lines(self) -> set[str]:
        return {line.strip() for line in self.text.splitlines()}

    def loads_from_elsewhere(self) -> list[str]:
        """What the page would ask another server for."""
        loaded = [target for element, target in self.references if element not in LINKS and urlsplit(target).netloc]
        return loaded + ELSEWHERE.findall(self.source)


def pages_of(site: Path) -> dict[str, BuiltPage]:
    """All pages of a site."""
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return {name: BuiltPage(site, name) for name in names if not name.startswith("_static/")}


def dead_links(site: Path) -> list[str]:
    """References that stay in the site and lead to no file, or to no place in the page that they name."""
    pages, dead = pages_of(site), []
    for page in pages.values():
        for _, target in page.references:
            address = urlsplit(target)
            if address.scheme or address.netloc:
                continue
            place = (site / page.name).parent / unquote(address.path) if address.path else site / page.name
            name = place.resolve().relative_to(site.resolve()).as_posix() if place.exists() else ""
            anchor = unquote(address.fragment)
            if not place.is_file() or (anchor and name in pages and anchor not in pages[name].ids):
                dead.append(f"{page.name}: {target}")
    return dead
