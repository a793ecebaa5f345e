"""A replay as a picture: of so many orders held, how much of the late money is among them. SVG, no library."""

from html import escape

import numpy as np

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 56, 190, 16, 44  # the margins; names stand to the right
SIDE = 16  # the margin where no names stand
COLOURS = ("#875a7b", "#017e84", "#dc6965", "#d5653e", "#5b899e", "#8f8f8f")
TICKS = (0, 0.25, 0.5, 0.75, 1)


def curve(scores, late):
    """For each number of orders, the highest scores first, the share of orders and of late money among them."""
    order = np.argsort(-np.nan_to_num(scores, nan=-np.inf), kind="stable")
    known = int((~np.isnan(scores)).sum())
    late = np.concatenate([[0.0], np.cumsum(late[order])]) / late.sum()
    chosen = np.unique(np.linspace(0, known, 200).astype(int))
    return [(one / len(scores), float(late[one])) for one in chosen]


def draw(title, curves, points, across="orders held"):
    """
    :param curves: ``{name: [(share of orders held, share of late money held)]}``
    :param points: the same for what has no threshold, one point each
    :param across: what the shares to the right are of
    """
    parts = [_frame(across)]
    for place, (name, line) in enumerate(curves.items()):
        path = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in line)
        colour = COLOURS[place % len(COLOURS)]
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.6"/>')
        parts.append(
            _name(place, name, f'<rect x="{WIDTH - RIGHT + 12}" y="{{y}}" width="14" height="3" fill="{colour}"/>')
        )
    for place, (name, (x, y)) in enumerate(points.items(), len(curves) + 1):
        letter = chr(ord("A") + place - len(curves) - 1)
        parts.append(f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="4.5" fill="#111"/>')
        parts.append(f'<text x="{_x(x) + 7:.1f}" y="{_y(y) - 6:.1f}" font-weight="bold">{letter}</text>')
        parts.append(_name(place, f"{letter}  {name}", ""))
    return _page(title, parts)


def bars(title, shares):
    """A bar a share, with the range it lies in 95 times of 100.

    :param shares: ``{name: core.assessment.grade_record.Share}``
    """
    top = max(share.interval[1] for share in shares.values())
    step = next(one for one in (0.01, 0.02, 0.05, 0.1, 0.2, 0.25) if top / one <= 6)
    parts = [_grid(tick * step, top) for tick in range(int(top / step) + 1)]
    width = (WIDTH - LEFT - SIDE) / len(shares)
    for place, (name, share) in enumerate(shares.items()):
        left, middle = LEFT + width * (place + 0.2), LEFT + width * (place + 0.5)
        y, low, high = (_height(one, top) for one in (share.share, *share.interval))
        size = f'width="{width * 0.6:.1f}" height="{HEIGHT - BOTTOM - y:.1f}"'
        parts.append(f'<rect x="{left:.1f}" y="{y:.1f}" {size} fill="{COLOURS[1]}" opacity="0.75"/>')
        at = f'x1="{middle:.1f}" x2="{middle:.1f}"'
        parts.append(f'<line {at} y1="{low:.1f}" y2="{high:.1f}" stroke="#111" stroke-width="2"/>')
        counted = f"{share.bad:,} of {share.count:,}"
        for text, below, style in ((name, 16, 'font-weight="bold"'), (counted, 32, 'fill="#555"')):
            where = f'x="{middle:.1f}" y="{HEIGHT - BOTTOM + below}"'
            parts.append(f'<text {where} text-anchor="middle" {style}>{escape(text)}</text>')
    return _page(title, parts)


def _grid(tick, top):
    y = _height(tick, top)
    return (
        f'<line x1="{LEFT}" x2="{WIDTH - SIDE}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
        f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:.0%}</text>'
    )


def _height(share, top):
    return HEIGHT - BOTTOM - share / top * (HEIGHT - TOP - BOTTOM)


def _page(title, parts):
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif"'
        f' font-size="12" role="img">\n<title>{escape(title)}</title>\n<rect width="100%" height="100%"'
        f' fill="#fff"/>\n{body}\n</svg>\n'
    )


def _x(share):
    return LEFT + share * (WIDTH - LEFT - RIGHT)


def _y(share):
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _frame(across):
    lines = []
    for tick in TICKS:
        lines.append(f'<line x1="{_x(0)}" x2="{_x(1)}" y1="{_y(tick)}" y2="{_y(tick)}" stroke="#ddd"/>')
        lines.append(f'<text x="{LEFT - 8}" y="{_y(tick) + 4}" text-anchor="end">{tick:.0%}</text>')
        lines.append(f'<text x="{_x(tick)}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{tick:.0%}</text>')
    lines.append(f'<line x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}" stroke="#bbb" stroke-dasharray="4 4"/>')
    lines.append(f'<text x="{_x(0.5)}" y="{HEIGHT - 8}" text-anchor="middle">{across}</text>')
    lines.append(
        f'<text x="14" y="{_y(0.5)}" text-anchor="middle" transform="rotate(-90 14 {_y(0.5)})">late money held</text>'
    )
    return "\n".join(lines)


def _name(place, name, sign):
    y = TOP + 18 + 20 * place
    return sign.format(y=y - 5) + f'<text x="{WIDTH - RIGHT + 32}" y="{y}" fill="#333">{escape(name)}</text>'
