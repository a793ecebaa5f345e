"""Criteria → their table in core/assessment/ready_cards.py; what is written around it stays."""

import re
import textwrap

LONGEST = 120  # characters of a line
TABLES = ("BEHAVIOUR", "STEADY_BEHAVIOUR", "SERIOUS_BEHAVIOUR", "FINANCIAL")


def write(path, cards):
    text = path.read_text()
    for name in TABLES:
        rows = "".join(f"    {row(criterion)},\n" for criterion in getattr(cards, name))
        end = ")  # fmt: skip" if any(len(line) > LONGEST for line in rows.splitlines()) else ")"
        if end != ")":
            rows = "".join(wrapped(line) for line in rows.splitlines())
        table = rf"^{name} = \(\n.*?^\)(?:  # fmt: skip)?\n"
        text = re.sub(table, f"{name} = (\n{rows}{end}\n", text, count=1, flags=re.MULTILINE | re.DOTALL)
    path.write_text(text)


def wrapped(line):
    """A row in as many lines as it takes."""
    return "\n".join(textwrap.wrap(line.strip(), LONGEST, initial_indent=" " * 4, subsequent_indent=" " * 11)) + "\n"


def row(criterion):
    """As ``ready_cards.number`` is called: points, edge, points …"""
    bins = criterion.by_lower[::-1]
    figures = [f"{bins[0].points:g}"]
    for one in bins[1:]:
        figures += [f"{one.lower:g}", f"{one.points:g}"]
    return f'number("{criterion.code}", {criterion.weight:g}, {", ".join(figures)})'
