"""A picture of shares as bars, as SVG: readable on light and dark pages, and by screen readers."""

from html import escape

WIDTH, LINE, PAD, LEFT, RIGHT = 760, 34, 16, 250, 64  # pixels
PAPER, TRACK, FILL, INK = "#ffffff", "#dfe5ec", "#1d5fa8", "#1b1f24"


def percent(share: float) -> str:
    """A share from 0 to 1 in words, rounded down: 100 % is said of all alone."""
    return f"{int(share * 100 + 1e-9)} %"


def bars(title: str, rows: dict[str, float]) -> str:
    """One bar for each row, a share from 0 to 1, with its name on the left and its percent on the right."""
    height = 2 * PAD + LINE * len(rows)
    said = ", ".join(f"{name} {percent(share)}" for name, share in rows.items())
    lines = [line for at, (name, share) in enumerate(rows.items()) for line in _bar(PAD + LINE * at, name, share)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="title said" viewBox="0 0 {WIDTH} {height}"'
            f' width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="14" fill="{INK}">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="said">{escape(said)}</desc>',
            f'<rect width="{WIDTH}" height="{height}" rx="8" fill="{PAPER}"/>',
            *lines,
            "</svg>\n",
        ]
    )


def _bar(top: int, name: str, share: float) -> list[str]:
    middle, room = top + LINE // 2, WIDTH - LEFT - RIGHT
    return [
        f'<text x="{LEFT - 12}" y="{middle + 5}" text-anchor="end">{escape(name)}</text>',
        f'<rect x="{LEFT}" y="{middle - 8}" width="{room}" height="16" rx="4" fill="{TRACK}"/>',
        f'<rect x="{LEFT}" y="{middle - 8}" width="{room * share:.1f}" height="16" rx="4" fill="{FILL}"/>',
        f'<text x="{LEFT + room + 10}" y="{middle + 5}">{percent(share)}</text>',
    ]
