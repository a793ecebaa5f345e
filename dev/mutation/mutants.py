"""The changed versions of a source, as cosmic-ray makes them: each differs in one place."""

import ast
import difflib
from dataclasses import dataclass

from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator

# Of the many replacements cosmic-ray knows, those that a slip of the pen could make.
COMPARISONS = {
    "Lt": ("LtE", "GtE"), "LtE": ("Lt", "Gt"), "Gt": ("GtE", "LtE"), "GtE": ("Gt", "Lt"),
    "Eq": ("NotEq",), "NotEq": ("Eq",), "Is": ("IsNot",), "IsNot": ("Is",),
}  # fmt: skip
CALCULATIONS = {
    "Add": ("Sub", "Mul"), "Sub": ("Add", "Mul"), "Mul": ("Div", "Add"), "Div": ("Mul", "FloorDiv"),
    "FloorDiv": ("Div", "Mul"), "BitOr": ("BitAnd", "BitXor"), "BitAnd": ("BitOr", "BitXor"),
}  # fmt: skip
OTHERS = (
    "ReplaceUnaryOperator_USub_UAdd", "ReplaceUnaryOperator_Delete_USub", "ReplaceUnaryOperator_Delete_Not",
    "ReplaceUnaryOperator_Delete_Invert", "AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue",
    "ReplaceAndWithOr", "ReplaceOrWithAnd", "ReplaceBreakWithContinue", "ReplaceContinueWithBreak",
    "NumberReplacer", "RemoveDecorator", "ZeroIterationForLoop",
)  # fmt: skip
SWAPS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Mutant:
    """One changed version: where, the lines that differ, and the whole of it."""

    scope: str
    before: str
    after: str
    source: str

    @property
    def key(self):
        """What it is known by while the lines around it move."""
        return self.scope, self.before, self.after


class SwapFunction(Operator):
    """Takes the smallest for the largest, and all for any."""

    def mutation_positions(self, node):
        if node.type == "name" and node.value in SWAPS and _is_called(node):
            yield node.start_pos, node.end_pos

    def mutate(self, node, index):
        node.value = SWAPS[node.value]
        return node

    @classmethod
    def examples(cls):
        return ()


def _is_called(node):
    following = node.get_next_leaf()
    return following is not None and following.value == "("


def operators():
    for kind, table in (("Comparison", COMPARISONS), ("Binary", CALCULATIONS)):
        for one, others in table.items():
            yield from (get_operator(f"core/Replace{kind}Operator_{one}_{other}")() for other in others)
    yield from (get_operator(f"core/{name}")() for name in OTHERS)
    yield SwapFunction()


def mutants_of(source):
    """Every mutant of a source but those of its type hints, which nothing reads at run time."""
    tree = ast.parse(source)
    hints, scopes = _hints(tree), list(_scopes(tree))
    bare = _without(source, hints)
    for operator in operators():
        occurrence = 0
        while (changed := mutate_code(source, operator, occurrence)) is not None:
            occurrence += 1
            if changed != source and _without(changed, _hints(_tree(changed))) != bare:
                line, before, after = _difference(source, changed)
                yield Mutant(_scope_at(scopes, line), before, after, changed)


def _tree(source):
    try:
        return ast.parse(source)
    except SyntaxError:
        return ast.parse("")


def _hints(tree):
    """Where type hints stand: from and to, by line and column."""
    for node in ast.walk(tree):
        found = [getattr(node, "annotation", None), getattr(node, "returns", None)]
        if isinstance(node, ast.AnnAssign) and getattr(node.annotation, "id", "") == "TypeAlias":
            found.append(node.value)
        for hint in filter(None, found):
            yield (hint.lineno, hint.col_offset), (hint.end_lineno, hint.end_col_offset)


def _without(source, spans):
    lines = [line.encode() for line in source.splitlines()]
    for (line, begin), (end_line, end) in sorted(spans, reverse=True):
        lines[line - 1 : end_line] = [lines[line - 1][:begin] + lines[end_line - 1][end:]]
    return lines


def _difference(source, changed):
    """The number of the first line that differs, and the lines before and after."""
    old, new = source.splitlines(), changed.splitlines()
    blocks = [block for block in difflib.SequenceMatcher(None, old, new, False).get_opcodes() if block[0] != "equal"]
    first, last = blocks[0], blocks[-1]
    before, after = old[first[1] : last[2]], new[first[3] : last[4]]
    return first[1] + 1, *(" ".join(map(str.strip, lines)) for lines in (before, after))


def _scopes(tree, outer=""):
    for node in ast.iter_child_nodes(tree):
        name = getattr(node, "name", None) if isinstance(node, (ast.ClassDef, ast.FunctionDef)) else None
        inner = f"{outer}.{name}".strip(".") if name else outer
        if name:
            begin = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            yield begin, node.end_lineno, inner
        yield from _scopes(node, inner)


def _scope_at(scopes, line):
    """The innermost class or function a line is in."""
    return next((name for begin, end, name in reversed(scopes) if begin <= line <= end), "(module)")
