"""docs/ways-in.md: every row of its tables names a test that exists."""

import re

import pytest
from provision import places

PAGE = places.CHECKOUT / "docs" / "ways-in.md"
TESTS = places.CHECKOUT / "credit_management" / "tests"
ROW = re.compile(r"^\|(.*)\|$")
CODE = re.compile(r"`([^`]+)`")
NAME = re.compile(r"`(\w+)` is\s+`([\w/.]+\.py)`")
REFERENCE = re.compile(r"[\w/]+(?:\.py)?(?:::test_\w+)?|[\w/]+/tests")


def shorthands():
    """Short name → path, as the page introduces them."""
    return dict(NAME.findall(PAGE.read_text()))


def rows():
    """The last cell of each row below a heading of a table."""
    text = PAGE.read_text().splitlines()
    for number, line in enumerate(text, 1):
        is_heading = number < len(text) and text[number].startswith("|---")
        if ROW.match(line) and not is_heading and not line.startswith("|---"):
            yield number, line.strip("|").split("|")[-1].strip()


def place(name):
    """The file or folder a reference means."""
    name = shorthands().get(name, name)
    if "/" in name:
        return places.CHECKOUT / name
    found = sorted(TESTS.glob(f"*/{name}"))
    return found[0] if len(found) == 1 else TESTS / "gate" / name


@pytest.mark.parametrize(("number", "cell"), list(rows()), ids=lambda part: part if isinstance(part, int) else "")
def test_row_names_a_test_that_exists(number, cell):
    references = [code for code in CODE.findall(cell) if not code.startswith("/")]
    assert references, f"{PAGE.name}:{number} names no test"
    for reference in references:
        assert REFERENCE.fullmatch(reference), reference
        name, _, test = reference.partition("::")
        path = place(name)
        assert path.exists(), f"{PAGE.name}:{number}: {reference}"
        if test:
            assert f"def {test}(" in path.read_text(), f"{PAGE.name}:{number}: {reference}"


def test_there_are_rows_of_every_kind():
    cells = [cell for _number, cell in rows()]
    assert len(cells) > 80
    assert sum("::" in cell for cell in cells) > 25
