"""Words nobody is asked to translate: prose outside of ``_()``, literals in expressions of views."""

import ast
import re

from lxml import etree
from provision import places

PROSE = re.compile(r"^\W*[A-Z][a-z]+ [a-z]|[a-z]+ [a-z]+ [a-z]+")
SQL = re.compile(
    r"\b(desc|SELECT|FROM|JOIN|WHERE|AND|ORDER BY|CASE|SET LOCAL|UPDATE|INSERT|NULL|USING|VALUES|ASC|DESC)\b"
)
MARKUP = re.compile(r"^\s*<|[{}]|px\b|\bmmm\b")
LITERAL = re.compile(r"'([^']*)'")
# Attributes whose expressions become text.
SAYING = re.compile(r"^t-(out|esc|value|set|att-(aria-label|title|alt|placeholder|data-tooltip|string|label))$")
QUIET = {"getLogger", "debug", "info", "warning", "error", "exception", "SQL", "Constraint", "_", "_lt"}
LEFT_OUT = {"tests", "core", "sql", "demo"}


def words(known):
    """:param known: what the templates have; :return: sentences"""
    for path in sorted(places.CHECKOUT.glob("credit_management*/**/*.py")):
        parts = path.relative_to(places.CHECKOUT).parts
        if not LEFT_OUT & set(parts) and path.name != "__manifest__.py":
            for number, text in prose(ast.parse(path.read_text())):
                if text not in known:
                    yield f"{path.relative_to(places.CHECKOUT)}:{number}: {text!r} is not marked for translation."
    for path in sorted(places.CHECKOUT.glob("credit_management*/**/*.xml")):
        if not LEFT_OUT & set(path.relative_to(places.CHECKOUT).parts):
            for number, text in literals(etree.parse(path)):
                yield f"{path.relative_to(places.CHECKOUT)}:{number}: {text!r} cannot be translated in an expression."


def prose(node):
    """Constants that read like a sentence and are no docstring, no declaration of a field, no word for programs."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in QUIET or ast.unparse(node.func).startswith("fields."):
            return
    if isinstance(node, ast.Raise) and re.match(r"raise (ValueError|TypeError|AssertionError)", ast.unparse(node)):
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
        if PROSE.search(text) and not SQL.search(text) and not MARKUP.search(text):
            yield node.lineno, text
    for child in ast.iter_child_nodes(node):
        yield from prose(child)


def literals(tree):
    for element in tree.iter(etree.Element):
        for name, value in element.attrib.items():
            if SAYING.match(name):
                for text in LITERAL.findall(value):
                    if re.search(r"^[A-Z][a-z]+|[a-z]{2,} [a-z]{2,}", text):
                        yield element.sourceline, text
