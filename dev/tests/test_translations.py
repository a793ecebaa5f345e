"""i18n/: templates are what Odoo exports, translations are complete and keep what they must."""

import ast
import functools

import pytest
from lxml import etree
from provision import flavours, places
from translating import catalogue, export, placeholders, words

from odoo.tests import TransactionCase, tagged

read = functools.cache(catalogue.read)  # a large file takes a second
ADDONS = sorted(flavours.addons())
FILES = [
    pytest.param(addon, language, id=f"{addon}-{language}")
    for addon in ADDONS
    for language in catalogue.LANGUAGES
    if catalogue.template_path(addon).exists()
]


@tagged("post_install", "-at_install")
class TestTemplates(TransactionCase):
    def test_templates_are_what_odoo_exports(self):
        for addon, text in export.templates(self.env, ADDONS, places.CHECKOUT).items():
            with self.subTest(addon):
                known = {entry.msgid: entry for entry in read(catalogue.template_path(addon))}
                found = {entry.msgid: entry for entry in catalogue.template(addon, text)}
                self.assertFalse(sorted(found.keys() - known.keys()), "new: call ./dev/translate")
                self.assertFalse(sorted(known.keys() - found.keys()), "gone: call ./dev/translate")
                for source, entry in found.items():
                    self.assertEqual(entry.occurrences, known[source].occurrences, f"{source}: call ./dev/translate")


@pytest.mark.parametrize(("addon", "language"), FILES)
def test_file_is_as_it_would_be_written(addon, language):
    template, file = read(catalogue.template_path(addon)), catalogue.path(addon, language)
    known = {entry.msgid: entry.msgstr for entry in read(file)}
    assert catalogue.text_of(catalogue.merged(addon, language, template, known)) == catalogue.written(file)


@pytest.mark.parametrize(("addon", "language"), FILES)
def test_every_string_is_translated(addon, language):
    empty = [entry.msgid for entry in read(catalogue.path(addon, language)) if not entry.msgstr]
    assert not empty, f"{len(empty)} strings have no translation: call ./dev/translate --ask FOLDER"


@pytest.mark.parametrize(("addon", "language"), FILES)
def test_translations_keep_placeholders_tags_and_ends(addon, language):
    entries = read(catalogue.path(addon, language)).translated_entries()
    found = {entry.msgid: placeholders.differences(entry.msgid, entry.msgstr) for entry in entries}
    assert not {source: told for source, told in found.items() if told}


@pytest.mark.parametrize(("addon", "language"), FILES)
def test_translations_use_the_words_of_the_glossary(addon, language):
    entries = read(catalogue.path(addon, language)).translated_entries()
    found = [sentence for entry in entries for sentence in words.differences(entry.msgid, entry.msgstr, language)]
    assert not found


@pytest.mark.parametrize(("addon", "language"), FILES)
def test_translations_can_be_read_by_programs(addon, language):
    """Names of files are expressions of Python; what has tags is parsed again."""
    for entry in read(catalogue.path(addon, language)).translated_entries():
        if any(",print_report_name:" in name for name, _line in entry.occurrences):
            ast.parse(entry.msgstr, mode="eval")
        if well_formed(entry.msgid):
            assert well_formed(entry.msgstr), entry.msgstr


def well_formed(text):
    try:
        etree.fromstring(f"<t>{text}</t>")
    except etree.XMLSyntaxError:
        return False
    return True


def test_a_word_has_one_translation_in_all_addons():
    for language in catalogue.LANGUAGES:
        told = {}
        for addon in ADDONS:
            for entry in read(catalogue.path(addon, language)).translated_entries():
                if entry.msgid not in words.OF_THE_ADDON:
                    assert told.setdefault(entry.msgid, entry.msgstr) == entry.msgstr, (language, addon)


@pytest.mark.parametrize(
    ("source", "translation", "reason"),
    [
        ("%(who)s owes %(sum)s", "%(sum)s schuldet %(who)s", ""),
        ("%(who)s owes", "%(whom)s schuldet", "named"),
        ("%s of %d", "%d von %s", "order"),
        ("100%% of %s", "100 % von %s", "percent"),
        ("100%% of %s", "100 %% von %s", ""),
        ("Dear {{ object.name }},", "Liebe,", "braces"),
        ("Order <b>%s</b>", "Auftrag %s", "tags"),
        ('<i class="fa" title="Hold"/> On hold', '<i class="fa" title="Sperre"/> Gesperrt', ""),
        ('<i class="fa" title="Hold"/> On hold', '<i class="fb" title="Sperre"/> Gesperrt', "tags"),
        (" and ", "und", "end"),
        ("more than 50 % of it", "mehr als 50 % davon", ""),
    ],
)
def test_what_a_translation_must_keep(source, translation, reason):
    found = placeholders.differences(source, translation)
    assert bool(found) == bool(reason)
    assert not reason or reason in found[0]


def test_references_name_no_line():
    for addon in ADDONS:
        for entry in read(catalogue.template_path(addon)):
            assert {line for _name, line in entry.occurrences} <= {"", "0"}, entry.msgid
