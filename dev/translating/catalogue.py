"""The files of i18n/: a template of every addon and, by language, its translations, written the same way each time."""

import polib
from provision import flavours, places

LANGUAGES = {
    "zh_CN": "nplurals=1; plural=0;",
    "de": "nplurals=2; plural=(n != 1);",
}
PRODUCT = "Credit Management 19.0"


def folder(addon):
    return places.CHECKOUT / addon / "i18n"


def template_path(addon):
    return folder(addon) / f"{addon}.pot"


def path(addon, language):
    return folder(addon) / f"{language}.po"


def read(file):
    return polib.pofile(str(file)) if file.exists() else polib.POFile()


def template(addon, text):
    """Odoo's template without what changes from one export to the next."""
    told = headed(polib.POFile(), addon)
    for entry in polib.pofile(text):
        entry.occurrences = sorted(set(entry.occurrences))
        told.append(entry)
    return told


def headed(catalogue, addon, language=None):
    catalogue.header = f"Translation of {addon}"
    catalogue.metadata = {
        "Project-Id-Version": PRODUCT,
        **({"Language": language} if language else {}),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": LANGUAGES[language] if language else "",
    }
    return catalogue


def merged(addon, language, template, memory):
    """The template with what is known of it; a string that has changed has no translation again.

    :param memory: source → translation
    """
    told = headed(polib.POFile(), addon, language)
    for entry in template:
        known = memory.get(entry.msgid, "")
        told.append(
            polib.POEntry(msgid=entry.msgid, msgstr=known, comment=entry.comment, occurrences=entry.occurrences)
        )
    return told


def memory(language, addon=None):
    """What is translated in any addon, so that a string may move; an addon's own word comes first."""
    known = {}
    for name in [*(other for other in flavours.addons() if other != addon), *([addon] if addon else [])]:
        known |= {entry.msgid: entry.msgstr for entry in read(path(name, language)) if entry.msgstr}
    return known


def save(catalogue, file):
    """Write, where it is not written so yet; an addon without a word has no file."""
    if not len(catalogue):
        return file.unlink(missing_ok=True)
    text = text_of(catalogue)
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return None
    file.parent.mkdir(exist_ok=True)
    return file.write_text(text, encoding="utf-8")


def text_of(catalogue):
    return f"{catalogue}".rstrip("\n") + "\n" if len(catalogue) else ""


def written(file):
    return file.read_text(encoding="utf-8") if file.exists() else ""


def fill(addon, language, template):
    """Merge one language's file with the template."""
    save(merged(addon, language, template, memory(language, addon)), path(addon, language))
