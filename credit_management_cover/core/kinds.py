"""The kinds of cover, and the words in which insurers are asked and answer.

The words are those of UN/EDIFACT data elements 4505 (what is asked for), 4507 (what is answered) and 4509 (why);
reasons are kept as the insurer states them. No code numbers are kept here: an interface that sends them brings its
own table.
"""

from dataclasses import dataclass

INSURANCE, GUARANTEE, LETTER_OF_CREDIT, DEPOSIT, RETENTION, MORTGAGE = (
    "insurance", "guarantee", "letter_of_credit", "deposit", "retention", "mortgage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of cover works.

    ``by_shipment``: the insurer decides on the buyer, and what was shipped before a decision stays as it was.
    ``by_due_date``: what falls due after the last day is not covered, for then nobody is left to be called.
    """

    by_shipment: bool = False
    by_due_date: bool = False


KINDS = {
    INSURANCE: Kind(by_shipment=True),
    GUARANTEE: Kind(by_due_date=True),
    LETTER_OF_CREDIT: Kind(by_due_date=True),
    DEPOSIT: Kind(),
    RETENTION: Kind(),
    MORTGAGE: Kind(),
}

NEW, INCREASE, PRELIMINARY, CANCELLATION, REDUCTION, PROLONGATION = REQUESTS = (
    "new", "increase", "preliminary", "cancellation", "reduction", "prolongation",
)  # fmt: skip
APPROVED, PARTLY, CONDITIONAL, REFUSED, INVESTIGATING, WITHDRAWN, REDUCED = ANSWERS = (
    "approved", "partly", "conditional", "refused", "investigating", "withdrawn", "reduced",
)  # fmt: skip
# What 4505 and 4507 call them.
REQUEST_WORDS = {
    NEW: "new limit",
    INCREASE: "increase",
    PRELIMINARY: "preliminary assessment",
    CANCELLATION: "cancellation",
    REDUCTION: "reduction",
    PROLONGATION: "prolongation",
}
ANSWER_WORDS = {
    APPROVED: "approved",
    PARTLY: "partly",
    CONDITIONAL: "conditional",
    REFUSED: "not approved",
    INVESTIGATING: "investigating",
    WITHDRAWN: "cancelled",
    REDUCED: "reduced",
}
