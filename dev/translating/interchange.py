"""Untranslated strings as JSON for translators, unique over all addons; and what comes back from them."""

import json
import re
from pathlib import PurePosixPath

from provision import flavours

from . import catalogue, placeholders

FIELD = re.compile(r"model:ir\.model\.fields,(\w+):\w+\.field_(\w+?)__(\w+)")
KINDS = {"field_description": "label of the field", "help": "help of the field"}
MOST = 220


def ask(folder, most=MOST, everything=False):
    """Write what has no translation in one of the languages, what belongs together in one file.

    :return: file name → number of strings
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = sorted(unique(everything).items(), key=lambda pair: pair[1]["order"])
    told = {}
    number = -(-len(wanted) // most)
    for place in range(number):
        part = wanted[place * len(wanted) // number : (place + 1) * len(wanted) // number]
        name = f"{place + 1:03}.json"
        text = {source: {key: value for key, value in known.items() if key != "order"} for source, known in part}
        (folder / name).write_text(json.dumps(text, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        told[name] = len(text)
    return told


def unique(everything):
    known = {language: catalogue.memory(language) for language in catalogue.LANGUAGES}
    found = {}
    for addon in flavours.addons():
        for entry in catalogue.read(catalogue.template_path(addon)):
            if entry.msgid not in found and (everything or not all(entry.msgid in kept for kept in known.values())):
                where = min(map(described, entry.occurrences), key=lambda told: told["order"])
                found[entry.msgid] = where | {"addon": addon, "order": [addon, *where["order"]]}
    return found


def described(occurrence):
    """Where a string stands, for the eyes of a translator, and what to sort it by: names of one thing begin alike."""
    name, _line = occurrence
    kind, _, rest = name.partition(":")
    field = FIELD.fullmatch(name)
    if field:
        what, model, column = field.groups()
        return {"where": f"{KINDS.get(what, what)} {model}.{column}", "order": [model, name]}
    if kind == "code":
        path = PurePosixPath(rest)
        return {"where": rest.partition("/")[2], "order": [path.stem, name]}
    column, _, record = rest.partition(":")
    record = record.partition(".")[2]
    return {"where": f"{column} of {record}", "order": [record.removeprefix("selection__"), name]}


def apply(folder, language):
    """Take over ``*.<language>.json`` ({source: translation}), of ``zh_CN`` ``*.zh.json`` too.

    :return: how many strings were taken over, and sentences about those that were not
    """
    known, refused = {}, []
    endings = {f".{language}.json", f".{language.partition('_')[0]}.json"}
    for file in sorted(file for ending in endings for file in folder.glob(f"[!.]*{ending}")):
        good, bad = held(json.loads(file.read_text(encoding="utf-8")))
        known |= good
        refused += [f"{file.name}: {sentence}" for sentence in bad]
    templates = {addon: catalogue.read(catalogue.template_path(addon)) for addon in flavours.addons()}
    sources = {entry.msgid for template in templates.values() for entry in template}
    refused += [f"in no template (any more): {source!r}" for source in known.keys() - sources]
    for addon, template in templates.items():
        memory = catalogue.memory(language, addon) | known
        catalogue.save(catalogue.merged(addon, language, template, memory), catalogue.path(addon, language))
    return len(known.keys() & sources), refused


def held(translations):
    """What may be taken over, and sentences about the rest."""
    good, bad = {}, []
    for source, translation in translations.items():
        found = placeholders.differences(source, translation) if translation else ["no translation"]
        bad += [f"{reason}: {source!r} → {translation!r}" for reason in found]
        if not found:
            good[source] = translation
    return good, bad
