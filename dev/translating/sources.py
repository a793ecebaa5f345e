"""Strings as they stand in the sources, held against the templates: what ./dev/lint can say without a database.

Runs where Odoo can be imported. What only Odoo itself knows (labels of fields it names, fields of mixins) is left to
the suite, which exports and compares all of it.
"""

import ast
import collections
import contextlib
import functools
import io
import re
import sys

from babel.messages import extract
from lxml import etree
from provision import flavours, places

from odoo.tools.translate import html_translate, xml_translate

from . import catalogue, unsaid

PYTHON, SCRIPT, TEMPLATE = (
    "odoo.tools.babel:extract_python",
    "odoo.tools.babel:extract_javascript",
    "odoo.tools.translate:babel_extract_qweb",
)
RECORD = re.compile(r"model:([\w.]+),(\w+):")


def main():
    addons = sorted(flavours.addons())
    problems = [sentence for addon in addons for sentence in stale(addon)]
    known = {entry.msgid for addon in addons for entry in catalogue.read(catalogue.template_path(addon))}
    problems += unsaid.words(known)
    for sentence in problems:
        sys.stdout.write(f"  {sentence}\n")
    return bool(problems)


def stale(addon):
    template = catalogue.read(catalogue.template_path(addon))
    known = {entry.msgid for entry in template}
    folder = places.CHECKOUT / addon
    written = set(code(folder)) | set(views(folder))
    declared = set(python(folder)) | set(records(folder))
    for source in sorted((written | declared) - known):
        yield f"{addon}: {source!r} is not in the template: call ./dev/translate."
    for entry in template:
        only = all(name.startswith(("code:", "model_terms:ir.ui.view,")) for name, _line in entry.occurrences)
        if only and entry.msgid not in written:
            yield f"{addon}: {entry.msgid!r} stands in the template only: call ./dev/translate."


def said(texts):
    """Without what Odoo's exporter leaves out: a letter is no word."""
    for text in texts:
        if len(re.sub(r"\W+", "", text or "")) > 1:
            yield text


# === CODE === #


def code(folder):
    for path in sorted(folder.rglob("*.py")):
        yield from extracted(path, PYTHON, {"_": None, "_lt": None})
    for path in sorted((folder / "static/src").rglob("*.js")):
        yield from extracted(path, SCRIPT, {"_t": None})
    for path in sorted((folder / "static/src").rglob("*.xml")):
        yield from extracted(path, TEMPLATE, {"_": None})


def extracted(path, method, keywords):
    options = {"encoding": "UTF-8"} if method == PYTHON else {}
    with path.open("rb") as stream, contextlib.redirect_stderr(io.StringIO()):  # it warns of "" beside a call
        for found in extract.extract(method, stream, keywords=keywords, options=options):
            yield from said([found[1]])


# === XML === #


def trees(folder):
    manifest = ast.literal_eval((folder / "__manifest__.py").read_text())
    for name in [*manifest.get("data", ()), *manifest.get("demo", ())]:
        if name.endswith(".xml"):
            yield etree.parse(folder / name, etree.XMLParser(remove_comments=True)).getroot()


def views(folder):
    for tree in trees(folder):
        for arch in tree.xpath("//record[@model='ir.ui.view']/field[@name='arch']"):
            for node in arch:
                yield from terms_of(node)
        for template in tree.iter("template"):
            whole = etree.fromstring(etree.tostring(template, with_tail=False))
            whole.attrib.clear()  # its own are fields of the view
            whole.tag = "t"
            yield from terms_of(whole)


def terms_of(node, translate=xml_translate):
    found = []
    translate(found.append, etree.tostring(node, encoding="unicode", with_tail=False))
    return list(said(found))


def records(folder):
    """Texts of fields that the template has of other records."""
    entries = catalogue.read(catalogue.template_path(folder.name))
    pairs = {found.groups() for entry in entries for name, _ in entry.occurrences if (found := RECORD.match(name))}
    for tree in trees(folder):
        for record in tree.iter("record"):
            for field in record.findall("field"):
                plain = not {"eval", "ref", "search", "type", "file"} & set(field.attrib)
                if plain and (record.get("model"), field.get("name")) in pairs:
                    yield from said([field.text])
                elif (record.get("model"), field.get("name")) == ("ir.actions.act_window", "help"):
                    for node in field:
                        yield from terms_of(node, html_translate)
        for item in tree.iter("menuitem"):
            yield from said([item.get("name")])


# === DECLARATIONS === #


def python(folder):
    """Labels, helps, choices and names of models, where they are written out."""
    told = collections.Counter(place for addon in flavours.addons() for place, _ in declared(addon))
    # Of a field with two helps, the one that is loaded last has its way.
    yield from said(text for place, text in declared(folder.name) if place[-1] != "help" or told[place] == 1)


@functools.cache
def declared(addon):
    """:return: (model, field, what it is) and text"""
    found, folder = [], places.CHECKOUT / addon
    for path in sorted(folder.rglob("*.py")):
        if not {"tests", "core", "sql"} & set(path.relative_to(folder).parts):
            tree = ast.parse(path.read_text())
            named = dict(assignments(tree.body))
            for model in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
                own = dict(assignments(model.body))
                name = next(constant(*(own[key] for key in ("_name", "_inherit") if key in own)), model.name)
                for field, value in own.items():
                    found += [((name, field, what), text) for what, text in of_assignment(field, value, named)]
    return found


def assignments(body):
    for node in body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def of_assignment(name, value, named):
    if name == "_description":
        yield from (("description", text) for text in constant(value))
    if not isinstance(value, ast.Call):
        return
    called = ast.unparse(value.func)
    words = {keyword.arg: keyword.value for keyword in value.keywords}
    if called == "models.Constraint":
        yield from (("message", text) for text in constant(*value.args[1:2]))
    if called.startswith("fields.") and "export_string_translation" not in words:
        yield from ((word, text) for word in ("string", "help") if word in words for text in constant(words[word]))
        choices = words.get("selection", *value.args[:1]) if called == "fields.Selection" and value.args else None
        yield from (("choice", text) for text in labels(named.get(getattr(choices, "id", ""), choices)))


def labels(choices):
    if isinstance(choices, ast.List):
        for pair in choices.elts:
            yield from constant(*getattr(pair, "elts", ())[1:2])


def constant(*nodes):
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


if __name__ == "__main__":
    sys.exit(main())
