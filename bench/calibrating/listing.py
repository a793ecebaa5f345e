"""Criteria → their table in core/assessment/ready_cards.py; what is written around it stays."""

import re

TABLES = ("BEHAVIOUR", "STEADY_BEHAVIOUR", "FINANCIAL")


def write(path, cards):
    text = path.read_text()
    for name in TABLES:
        rows = "".join(f"    {row(criterion)},\n" for criterion in getattr(cards, name))
        text = re.sub(
            rf"^{name} = \(\n.*?^\)\n", f"{name} = (\n{rows})\n", text, count=1, flags=re.MULTILINE | re.DOTALL
        )
    path.write_text(text)


def row(criterion):
    """As ``ready_cards.number`` is called: points, edge, points …"""
    bins = criterion.by_lower[::-1]
    figures = [f"{bins[0].points:g}"]
    for one in bins[1:]:
        figures += [f"{one.lower:g}", f"{one.points:g}"]
    return f'number("{criterion.code}", {criterion.weight:g}, {", ".join(figures)})'
