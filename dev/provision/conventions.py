"""Conventions of the source that no linter knows."""

import ast
import re

SKIP = "# fmt: " + "skip"  # in two parts, or this line would be one
CLOSING = re.compile(rf"\s*[)\]}}]+[,:]?  {SKIP}")
COMMENT = re.compile(r"(^|\s)# (?!fmt:|noqa|EXTENDS|OVERRIDE|type:)\w")
WHY = re.compile(r"hence sudo|superuser|the system|out of sight|in sight|EXTENDS '\w+': ")
LONGEST = 300  # lines of a file
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


def unexplained_superuser(source):
    """The calls of sudo() that nothing explains: a comment on the statement or in the three lines before it, or the
    method's own docstring (“… hence sudo”) or mark (# EXTENDS 'sale': …, out of sight or not).
    """
    lines = source.splitlines()
    explained = [method for method in ast.walk(ast.parse(source)) if _says_why(method, lines)]
    for node in ast.walk(ast.parse(source)):
        if any(_is_sudo(part) for own in _own_parts(node) for part in ast.walk(own)):
            last = node.end_lineno if not hasattr(node, "body") else node.lineno
            around = lines[max(0, node.lineno - 4) : last]
            in_method = any(method.lineno < node.lineno <= method.end_lineno for method in explained)
            if not in_method and not any(COMMENT.search(line) for line in around):
                yield node.lineno, "sudo() without its reason: say in a comment beside it what it decides"


def _says_why(node, lines):
    """Whether a method tells in its first words why it reads or writes as the superuser."""
    if not isinstance(node, ast.FunctionDef):
        return False
    text = ast.get_docstring(node) or lines[node.body[0].lineno - 2]
    return bool(WHY.search(text))


def _own_parts(node):
    """A statement, or of one with a block its head: the block's statements are looked at by themselves."""
    if not isinstance(node, ast.stmt):
        return []
    if not hasattr(node, "body"):
        return [node]
    heads = [getattr(node, "test", None), getattr(node, "iter", None)]
    return [head for head in heads if head] + [item.context_expr for item in getattr(node, "items", [])]


def _is_sudo(node):
    called = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sudo"
    return called and not node.args  # sudo(False) takes the rights away


def ambiguous_days(source):
    """Days that are told in the order of a language, 11/10/2026: another day on the other side of an ocean."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            patterned = any(keyword.arg == "date_format" for keyword in node.keywords)
            of_odoo = node.args and ast.unparse(node.args[0]).endswith("env")
            if of_odoo and name in {"format_date", "format_datetime"} and not patterned:
                yield node.lineno, f"{name}() reads two ways: use format_day or format_moment of models/common/day.py"


def overlong(source):
    """The line from which on a file is longer than one noun needs."""
    count = len(source.splitlines())
    if count > LONGEST:
        yield count, f"{count} lines, {LONGEST} at most: give each noun a file of its own"
