"""Labels use the words of docs/glossary.md, and none that it replaces."""

import ast
import re
from xml.etree import ElementTree

import pytest
from provision import places

ROW = re.compile(r"^\| (?P<word>[^|]+) \|(?P<means>[^|]+)\|[^|]*\|(?P<where>[^|]*)\|(?P<instead>[^|]*)\|$")
LABELS = {"string", "title", "aria-label", "placeholder", "label.translate"}


def rows():
    for line in (places.CHECKOUT / "docs/glossary.md").read_text().splitlines():
        found = ROW.match(line)
        if found and found["word"].strip() not in {"word", "---"}:
            yield {name: text.strip() for name, text in found.groupdict().items()}


def sources(ending):
    for path in sorted(places.CHECKOUT.glob(f"credit_management*/**/*.{ending}")):
        parts = path.relative_to(places.CHECKOUT).parts
        if not {"tests", "demo"} & set(parts):
            yield path


def labels_of_python(text):
    """Names of fields, their own or those Odoo gives them, of choices, and what stands in ``_()``."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("fields."):
            yield from named_after_itself(node)
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        texts = [keyword.value for keyword in node.keywords if keyword.arg == "string"]
        if name in {"_", "_lt"}:
            texts += node.args[:1]
        if name == "Selection":
            texts += [pair.elts[1] for pair in ast.walk(node) if isinstance(pair, ast.Tuple) and len(pair.elts) == 2]
        for value in texts:
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value.value


def named_after_itself(node):
    """The label of a field that has none."""
    named = any(keyword.arg in {"string", "related"} for keyword in getattr(node.value, "keywords", ()))
    if not named and isinstance(node.targets[0], ast.Name):
        yield re.sub(r"_ids?$", "", node.targets[0].id).replace("_", " ").title()


def labels_of_xml(text):
    for node in ElementTree.fromstring(text.encode()).iter():
        yield from (value for name, value in node.attrib.items() if name in LABELS)
        if node.tag != "field":
            yield node.text or ""
        yield node.tail or ""


def labels_of_js(text):
    return re.findall(r'_t\(\s*"((?:[^"\\]|\\.)*)"', text)


def labels():
    readers = {"py": labels_of_python, "xml": labels_of_xml, "js": labels_of_js}
    for ending, reader in readers.items():
        for path in sources(ending):
            for label in reader(path.read_text()):
                yield path.relative_to(places.CHECKOUT), " ".join(label.split())


def foreign(found, replaced):
    """Labels that are a word which the glossary replaces by another."""
    for path, label in found:
        bare = label.casefold().rstrip(":").removesuffix(" (%)")
        if bare in replaced:
            yield f"{path}: “{label}”; the word is “{replaced[bare]}”"


def test_every_word_is_explained_and_placed():
    found = list(rows())
    assert len(found) > 40
    assert [row["word"] for row in found if not row["means"] or not row["where"]] == []
    words = [row["word"] for row in found]
    assert sorted(set(words)) == sorted(words)


def replaced():
    pairs = [(word.strip().casefold(), row["word"]) for row in rows() for word in row["instead"].split(",")]
    return {instead: word for instead, word in pairs if instead}


def test_no_label_is_a_word_that_another_replaces():
    found = list(labels())
    assert len(found) > 3000
    assert list(foreign(found, replaced())) == []


@pytest.mark.parametrize("label", ["Limit Used", "Use of the Limit (%)", "reject", "Oldest days past due:"])
def test_such_a_label_is_found(label):
    assert list(foreign([("a.xml", label)], replaced()))
