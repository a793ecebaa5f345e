"""Facts of a form → rows of its grid: two beside each other where their texts are short, alone where they are long."""

from collections.abc import Iterable, Sequence

from .columns import measure

Fact = Sequence[str]


def paired(facts: Iterable[Fact], room: float, size: float) -> list[list[Fact]]:
    """
    :param facts: each a name and its text
    :param room: pixels of a text that has a neighbour
    :param size: pixels of letters
    :return: rows of one fact or two, in their order; one that stands alone has the width of the form
    """
    rows: list[list[Fact]] = []
    is_open = False
    for fact in facts:
        text = str(fact[1])
        is_short = "\n" not in text and measure(text, size) <= room
        if is_short and is_open:
            rows[-1].append(fact)
            is_open = False
        else:
            rows.append([fact])
            is_open = is_short
    return rows
