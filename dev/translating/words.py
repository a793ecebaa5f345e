"""Words of the glossary that a translation must use, and those it must not."""

import re

# English words that mean one thing in one addon and another in the next: each addon says its own.
OF_THE_ADDON = {
    "Answer",  # what was filled in; what is said to a dispute
    "Cause",  # of an alert; of a loss
    "Closing",  # of an account; of a provision
    "Cover",  # the first sheet of a workbook; insurance and guarantees
    "Credited",  # the side of a ledger; taken off by a credit note
    "Documents",  # of the ledger; that an applicant hands in
    "Loss",  # no profit; what is expected not to be paid
    "Never",  # reconciled; told
    "Opened on",  # an account; a case
    "Opening",  # as closing
    "Policy",  # of credit; of an insurer
    "Rate",  # of a currency; of interest
    "Record",  # what is kept; to write it down
    "Responsibility",  # of a grade; for a loss
    "Set Back",  # who was set back; the button
    "Step",  # of an approval; of a strategy
    "Steps",  # as step
    "To",  # until; to whom something goes
}
# Source → what the translation has one of. Only where the English word has no other meaning in these addons.
USED = {
    "zh_CN": {
        r"\bcredit limits?\b": "额度",
        r"\bexposures?\b": "占用|敞口",
        r"^(?!.*(?:provision|allowance)).*\b(released?|releases)\b": "放行",
        r"\bon hold\b|\bcredit holds?\b": "冻结",
        r"\bcredit days\b": "账期",
        r"\breviews?\b": "复评|评审|审阅|复核",
        r"\bcollectors?\b|\bcollection case": "催收",
        r"\bcredit accounts?\b": "信用档案|档案",
        r"\bwrite-offs?\b": "核销",
    },
    "de": {
        r"\bcredit limits?\b": "limit",
        r"\bexposures?\b": "obligo",
        r"^(?!.*(?:provision|allowance)).*\b(released?|releases)\b": "frei",
        r"\bon hold\b|\bcredit holds?\b": "sperr",
        r"\bcredit accounts?\b": "konto|konten",
        r"\bwrite-offs?\b": "ausbuch|ausgebucht",
        r"\bfour eyes\b": "vier",
    },
}
NEVER = {
    "zh_CN": "信贷额度|信用限额|信用账户|信用帐户|风险暴露|信用曝险|帐期|帐龄",
    "de": r"Kreditlinie|Exposure",
}


def differences(source, translation, language):
    """:return: sentences about words that the glossary wants otherwise"""
    plain = re.sub(r"%\(\w+\)\w|\{[^{}]*\}|<[^<>]*>", " ", source)
    found = [
        f"{language}: {translation!r} has none of {wanted!r}, but {source!r} says {said!r}"
        for said, wanted in USED[language].items()
        if re.search(said, plain, re.IGNORECASE) and not re.search(wanted, translation, re.IGNORECASE)
    ]
    never = re.search(NEVER[language], translation)
    return found + ([f"{language}: {translation!r} says {never.group()!r}"] if never else [])
