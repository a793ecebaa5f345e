"""The addon's areas stand one upon the other: none uses a later one.

Read from the source alone: what a file imports and every model it names, in ``env[…]``, as the comodel of a
field, as one it extends or as that of an action. The order is that of ``models/__init__.py``.
"""

import ast
import functools
from pathlib import Path

import pytest

ADDON = Path(__file__).parents[2] / "credit_management"
ROOMS = ("models", "wizards", "reports", "sql", "core")
FLAT = {"rating": "account", "admission": "gate"}  # files that are all their area has there, under a name of their own


def ordered(init):
    """The areas in the order in which they are loaded."""
    return [alias.name for node in ast.parse(init).body if isinstance(node, ast.ImportFrom) for alias in node.names]


AREAS = [*ordered((ADDON / "models" / "__init__.py").read_text()), "reporting"]  # the last has no models


def area_of(parts):
    """Which area a path below the addon, or a module, belongs to; None for none."""
    if len(parts) < 2 or parts[0] not in ROOMS:
        return None
    name = parts[1].removesuffix(".py")
    name = FLAT.get(name, name)
    return name if name in AREAS else None


def files():
    for room in ROOMS:
        for path in sorted((ADDON / room).rglob("*.py")):
            if area := area_of(path.relative_to(ADDON).parts):
                yield path, area


def constant(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def strings(node):
    return [constant(item) for item in node.elts] if isinstance(node, ast.List | ast.Tuple) else [constant(node)]


def class_values(tree, name):
    """What the classes of a file say of themselves under a name: ``_name`` or ``_inherit``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for item in node.body:
                if isinstance(item, ast.Assign) and getattr(item.targets[0], "id", None) == name:
                    yield from ((item.lineno, value) for value in strings(item.value) if value)


def names(tree):
    """Every string that could be the name of a model: in ``env[…]``, of a comodel, inherited, of an action."""
    for node in ast.walk(tree):
        if value := constant(node):
            yield node.lineno, value


def modules_imported(tree, path):
    """Modules of the addon that a file imports, as paths below it."""
    here = path.relative_to(ADDON).parent.parts
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = here[: len(here) - node.level + 1]
            module = (*base, *(node.module.split(".") if node.module else ()))
            yield from ((node.lineno, (*module, alias.name)) for alias in node.names)


def homes(sources):
    """{model: the area that defines it}"""
    found = {}
    for tree, _path, area in sources:
        inherited = {name for _line, name in class_values(tree, "_inherit")}
        for _line, name in class_values(tree, "_name"):
            if name not in inherited:
                found[name] = area
    return found


def uses_of_later(sources):
    """Every use of an area by one that comes before it, as a sentence."""
    home, rank = homes(sources), {area: number for number, area in enumerate(AREAS)}
    for tree, path, area in sources:
        uses = [(line, name, home.get(name)) for line, name in names(tree)]
        uses += [(line, ".".join(module), area_of(module)) for line, module in modules_imported(tree, path)]
        for line, name, used in uses:
            if used is not None and rank[used] > rank[area]:
                yield f"{path.relative_to(ADDON)}:{line}: {area} uses {name} of {used}"


@functools.cache
def sources():
    return [(ast.parse(path.read_text()), path, area) for path, area in files()]


def test_no_area_uses_a_later_one():
    assert not list(uses_of_later(sources()))


@pytest.mark.parametrize(
    "code",
    [
        'class A(models.Model):\n    _inherit = "credit.hold"',
        'class A(models.Model):\n    _inherit = ["mail.thread", "credit.hold"]',
        'def use(self):\n    return self.env["credit.hold"]',
        'def use(env):\n    return env["credit.hold"]',
        'hold_id = fields.Many2one("credit.hold")',
        'hold_ids = fields.One2many(string="Holds", comodel_name="credit.hold")',
        'action = {"res_model": "credit.hold"}',
        "from ..gate.hold.credit_hold import GRANTED",
        "from ..gate import hold",
        "from ...core.policy import policy",
        "from ...sql.gate.hold_figures import figures",
    ],
)
def test_use_of_a_later_area_is_found(code):
    path = ADDON / "models" / "limit" / "credit_example.py"
    assert len(list(uses_of_later([*sources(), (ast.parse(code), path, "limit")]))) > len(
        list(uses_of_later(sources()))
    )


def test_every_area_has_a_room():
    assert {path.name for path in (ADDON / "models").iterdir() if (path / "__init__.py").exists()} == set(AREAS) - {
        "reporting"
    }
