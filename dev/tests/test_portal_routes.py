"""docs/portal.md: its table of routes has every route of the addons, none besides, and names tests that exist.

That each is attacked, as Odoo routes it, is held by test_routes of the portal.
"""

import ast
import re

import pytest
from provision import places

PAGE = places.CHECKOUT / "docs" / "portal.md"
HEADING = "## Routes"
TEST = re.compile(r"`(test_\w+)(?:\.py)?`")


def resolved(node, constants):
    """The text of an expression of constants, as controllers write their routes."""
    if isinstance(node, ast.JoinedStr):
        return "".join(resolved(part, constants) for part in node.values)
    if isinstance(node, ast.FormattedValue):
        return resolved(node.value, constants)
    return constants[node.id] if isinstance(node, ast.Name) else node.value


def routes_of(path):
    """The routes that the methods of a file answer, those it extends left out."""
    tree, constants = ast.parse(path.read_text()), {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.JoinedStr):
            constants[node.targets[0].id] = resolved(node.value, constants)
    for node in ast.walk(tree):
        for call in getattr(node, "decorator_list", ()):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) == "route":
                for given in call.args[:1]:
                    yield from (resolved(one, constants) for one in getattr(given, "elts", [given]))


def routes():
    files = places.CHECKOUT.glob("credit_management*/controllers/*.py")
    return {route for path in sorted(files) for route in routes_of(path)}


def rows():
    """The cells of the table, by route."""
    part = PAGE.read_text().partition(f"{HEADING}\n")[2].partition("\n## ")[0]
    lines = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| `/")]
    return {line[0].strip(" `"): [cell.strip() for cell in line[1:]] for line in lines}


def test_every_route_is_in_the_table():
    found = routes()
    assert "/my/credit/<int:account_id>/page/<int:page>" in found
    assert len(found) > 30
    assert set(rows()) == found


def test_rows_are_whole():
    assert {route: cells for route, cells in rows().items() if len(cells) != 3 or not all(cells)} == {}


@pytest.mark.parametrize("name", sorted(set(TEST.findall(PAGE.read_text()))))
def test_named_tests_exist(name):
    assert list(places.CHECKOUT.glob(f"credit_management*/tests/**/{name}.py")) or list(
        places.CHECKOUT.glob(f"dev/tests/{name}.py")
    )
