"""Untranslated strings as JSON for translators, unique over all addons; and what comes back from them."""

import json
import re
from pathlib import PurePosixPath

from provision import flavours

from . import catalogue, placeholders

FIELD = re.compile(r"model:ir\.model\.fields,(\w+):\w+\.field_(\w+?)__(\w+)")
KINDS = {"field_description": "label of the field", "help": "help of the field"}
MOST = 220
HAN = "\u3400-\u9fff"
FULL = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
KEPT = "|".join(
    part.pattern
    for part in (placeholders.NAMED, placeholders.BARE, placeholders.BRACED, placeholders.TAG, re.compile(r"&\w+;"))
)


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
        told = json.loads(file.read_text(encoding="utf-8"))
        if language.startswith("zh"):
            told = {source: full_width(translation) for source, translation in told.items()}
        good, bad = held(told)
        known |= good
        refused += [f"{file.name}: {sentence}" for sentence in bad]
    templates = {addon: catalogue.read(catalogue.template_path(addon)) for addon in flavours.addons()}
    sources = {entry.msgid for template in templates.values() for entry in template}
    refused += [f"in no template (any more): {source!r}" for source in known.keys() - sources]
    for addon, template in templates.items():
        memory = catalogue.memory(language, addon) | known
        catalogue.save(catalogue.merged(addon, language, template, memory), catalogue.path(addon, language))
    return len(known.keys() & sources), refused


def full_width(text):
    """Chinese punctuation beside Chinese characters; what Python or HTML reads stays as it is."""
    parts = re.split(f"({KEPT})", text)
    joined = "".join("\0" if number % 2 else part for number, part in enumerate(parts))
    joined = re.sub(
        rf"\(([^()]*[{HAN}][^()]*)\)|(?<=[{HAN}])\(([^()]*)\)", lambda pair: f"（{pair[1] or pair[2]}）", joined
    )
    for sign, full in FULL.items():
        joined = re.sub(f"(?<=[{HAN}\0”）]){re.escape(sign)}|{re.escape(sign)}(?=[{HAN}])", full, joined)
    joined = re.sub(f"(?<=[{HAN}\0）”])([，：；？！]) (?=[{HAN}\0])", r"\1", joined)
    kept = iter(parts[1::2])
    return re.sub("\0", lambda _: next(kept), joined)


def held(translations):
    """What may be taken over, and sentences about the rest."""
    good, bad = {}, []
    for source, translation in translations.items():
        found = placeholders.differences(source, translation) if translation else ["no translation"]
        bad += [f"{reason}: {source!r} → {translation!r}" for reason in found]
        if not found:
            good[source] = translation
    return good, bad
