from odoo import models
from odoo.exceptions import UserError


def ensure_one(records):
    """Refuse what works on one record where a program has given none or several, in a sentence."""
    if len(records) != 1:
        raise UserError(
            records.env._(
                "This works on one %(record)s at a time, and %(number)d were given. Choose one.",
                record=records._description,
                number=len(records),
            )
        )
    return records


class CreditSingle(models.AbstractModel):
    """Documents and dialogs whose methods anybody may call, with anything."""

    _name = "credit.single"
    _description = "Methods of One Record"

    def ensure_one(self):
        # EXTENDS 'base': an error of a program is a traceback, what people and clients do is not
        return ensure_one(self)
