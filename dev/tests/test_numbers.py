"""Numbers, shares and days in sentences are written as their language writes them, never by Python itself."""

import ast
import re

import pytest
from provision import places

LEFT_OUT = {"tests", "core", "sql", "demo", "migrations"}
FILES = {
    path: ast.parse(path.read_text())
    for path in sorted(places.CHECKOUT.glob("credit_management*/**/*.py"))
    if not LEFT_OUT & set(path.relative_to(places.CHECKOUT).parts)
}
VIEWS = [
    path
    for path in sorted(places.CHECKOUT.glob("credit_management*/**/*.xml"))
    if "tests" not in path.relative_to(places.CHECKOUT).parts
]
SCRIPTS = sorted(places.CHECKOUT.glob("credit_management*/static/src/**/*.js"))
DECIMALS = re.compile(r"%(\(\w+\))?[-+ #0]*\d*\.?\d*[fFgGeE]\b|%(\(\w+\))?[-+ #0]*\.\d+[fFgGeE]")
WORDS = re.compile(r"format_\w+\(|formatLang\(|count_days\(|env\._\(|_description_(string|selection)\(")
LOG = {"debug", "info", "warning", "error", "exception"}
# What no person reads as a sentence, by file and the words found in it.
FOR_MACHINES = {
    "models/common/day.py": "%H:%M",  # hours and minutes are the same everywhere
    "reports/credit_agreement_form.py": "%H:%M",
    "models/ledger/credit_ledger.py": "width",  # digits of a reference
    "reports/common/credit_print_form.py": "05d",  # the number of a paper
    "reports/common/workbook_rows.py": ":",  # XML of a workbook
    "models/gate/hold/credit_hold_figures.py": "isoformat",  # JSON
    "models/case/credit_collection_work.py": "isoformat",  # a context
    "reports/credit_workbook.py": "isoformat",  # the axis of a workbook's chart
    "models/credit_strategy_step.py": "+d",  # days before and after, as -3 and +3
    "models/credit_reminder_plain.py": "str(",  # what a message is compared with later, as JSON
    "models/credit_application_personal.py": "str(",  # a file of personal data
    "models/ledger/credit_ledger_import_shown.py": "fault.value",  # a quotation of the file
}


def fields_by_kind():
    """Names of fields by their kind; a name may be of several."""
    found = {}
    for tree in FILES.values():
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                kind = ast.unparse(node.value.func)
                if kind.startswith("fields."):
                    found.setdefault(kind, set()).update(one.id for one in node.targets if isinstance(one, ast.Name))
    return found


KINDS = fields_by_kind()
PLAIN = {name for kind in ("Date", "Datetime", "Float", "Monetary") for name in KINDS[f"fields.{kind}"]}
PLAIN -= {name for kind in ("Char", "Text", "Integer") for name in KINDS[f"fields.{kind}"]}


def by_hand(node):
    """Parts of a program that write a number or a day without asking for a language: ``(line, text)``."""
    if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in LOG:
        return
    if isinstance(node, ast.FormattedValue):
        if node.format_spec or is_plain(node.value):
            yield node.lineno, ast.unparse(node)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and DECIMALS.search(node.value):
        yield node.lineno, node.value
    elif isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in {"isoformat", "strftime"} or name == "str" and node.args and is_plain(node.args[0]):
            yield node.lineno, ast.unparse(node)
        elif name == "_":
            counted = set(re.findall(r"%\((\w+)\)d", ast.unparse(node.args[0]))) if node.args else set()
            values = [*node.args[1:], *(one.value for one in node.keywords if one.arg not in counted)]
            yield from ((value.lineno, ast.unparse(value)) for value in values if is_plain(value))
    for child in ast.iter_child_nodes(node):
        yield from by_hand(child)


def is_plain(node):
    """Whether it is a field that holds a number with decimals or a day: ``self.score``."""
    return isinstance(node, ast.Attribute) and node.attr in PLAIN


def is_for_machines(path, text):
    return any(path.as_posix().endswith(name) and found in text for name, found in FOR_MACHINES.items())


def test_no_number_is_written_by_hand():
    found = [
        f"{path.relative_to(places.CHECKOUT)}:{line}: {text} (see models/common/number.py and day.py)"
        for path, tree in FILES.items()
        for line, text in by_hand(tree)
        if not is_for_machines(path, text)
    ]
    assert not found, "\n".join(found)


def test_no_view_and_no_script_does():
    patterns = [(VIEWS, r"'[^']*%(\.\d+)?[fg][^']*' %"), (SCRIPTS, r"\.to(Fixed|Precision)\(|\.toLocaleString\(\)")]
    found = [
        f"{path.relative_to(places.CHECKOUT)}:{number}: {line.strip()}"
        for paths, pattern in patterns
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]
    assert not found, "\n".join(found)


def test_what_is_computed_in_words_is_computed_by_language():
    found = [
        f"{path.relative_to(places.CHECKOUT)}: {method.name} lacks depends_context"
        for path, tree in FILES.items()
        for model in tree.body
        if isinstance(model, ast.ClassDef)
        for method in computed(model)
        if not re.search(r"depends_context\([^)]*'lang'", " ".join(map(ast.unparse, method.decorator_list)))
    ]
    assert not found, "\n".join(found)


def computed(model):
    """Methods that compute words which are not kept."""
    kept = set()
    for node in model.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            words = {word.arg: ast.unparse(word.value) for word in node.value.keywords}
            kept |= {words.get("compute", "").strip("'")} if "store" in words else set()
    for node in model.body:
        is_one = isinstance(node, ast.FunctionDef) and node.name.startswith("_compute_") and node.name not in kept
        if is_one and WORDS.search(ast.unparse(node)):
            yield node


@pytest.mark.parametrize(
    "source",
    [
        'f"{x:.2f}"',
        'f"{x:g} %"',
        'f"{x:,}"',
        '"%.1f" % x',
        '"%(share)g of it" % x',
        "day.isoformat()",
        "day.strftime('%d.%m.%Y')",
        "str(self.score)",
        'self.env._("Score %s", self.score)',
        'self.env._("until %(day)s", day=limit.valid_to)',
        'f"{self.next_review}: {name}"',
    ],
)
def test_such_are_found(source):
    assert list(by_hand(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        'self.env._("Score %s", format_number(self.env, self.score))',
        'f"{name}: {text}"',
        '"100 % good"',
        '_logger.info("%.0f s", seconds)',
        'self.env._("%(count)d of them", count=count)',
    ],
)
def test_others_are_not(source):
    assert not list(by_hand(ast.parse(source)))
