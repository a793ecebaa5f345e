"""Conventions of the source that no linter knows."""

import ast
import re

SKIP = "# fmt: " + "skip"  # in two parts, or this line would be one
CLOSING = re.compile(rf"\s*[)\]}}]+[,:]?  {SKIP}")
EXTENDS = re.compile(r"# (EXTENDS|OVERRIDE) '\w+'")


def loose_skips(source):
    """The lines where formatting is skipped elsewhere than behind the closing bracket of a table, alone on its line."""
    for number, line in enumerate(source.splitlines(), 1):
        if line.endswith(SKIP) and not CLOSING.fullmatch(line):
            yield number, f"'{SKIP}' belongs behind the closing bracket of a table that stands on a line of its own"


def unmarked_overrides(source):
    """The methods of Odoo's own models that call super() and do not say whose method they extend."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and _is_of_odoo(node):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and _calls_super(method):
                    text = "\n".join(lines[method.lineno - 1 : method.end_lineno])
                    if not EXTENDS.search(text):
                        yield method.lineno, f"{method.name} calls super(): say whose it is, # EXTENDS '<addon>'"


def _is_of_odoo(node):
    """Whether a class extends a model that Odoo defines."""
    names = _assigned(node, "_name") or _assigned(node, "_inherit")[:1]
    return "_inherit" in _targets(node) and bool(names) and not names[0].startswith("credit.")


def _targets(node):
    return {
        target.id
        for statement in node.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def _assigned(node, name):
    """The model or models a class names."""
    for statement in node.body:
        if isinstance(statement, ast.Assign) and any(getattr(target, "id", "") == name for target in statement.targets):
            found = ast.literal_eval(statement.value)
            return [found] if isinstance(found, str) else list(found)
    return []


def _calls_super(method):
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
        for node in ast.walk(method)
    )
