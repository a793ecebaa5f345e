from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

LEAST = 3  # letters of a name: fewer would find half the world
LEAST_SIGNS, FIRST_SIGN = 2, "\u2e80"  # a whole name in Chinese, Japanese or Korean
MOST = 10_000  # rows of a field: more are not about one person


class Place(NamedTuple):
    """A field that holds something about persons: of which model, and which rows of it.

    ``account`` is the path to the account; ``leaves`` what stands there afterwards, a text or nothing.
    """

    model: str
    field: str
    account: str = "survey_id.account_id"
    domain: tuple = ()
    leaves_word: bool = False


class CreditPersonalData(models.AbstractModel):
    """Where something is kept of a person: to tell the person, and to delete it.

    Contacts of the address book are Odoo's own; see its privacy lookup.
    """

    _name = "credit.personal.data"
    _description = "Personal Data"

    @api.model
    def _get_places(self):
        """All fields about persons; for other addons to extend."""
        answers = (("question_id.personal", "=", True),)
        return [
            Place("credit.survey.owner", "name", leaves_word=True),
            Place("credit.survey.reference", "contact"),
            Place("credit.survey.answer", "value_text", domain=answers),
            # Of what is contradicted neither may be empty: a word is left, as by retention.
            *(
                Place(model, name, domain=domain, leaves_word=True)
                for model, domain in (
                    ("credit.survey.owner", ()),
                    ("credit.survey.reference", ()),
                    ("credit.survey.answer", answers),
                )
                for name in ("second_says", "resolution")
            ),
            Place("credit.consent", "person", account="account_id", leaves_word=True),
        ]

    @api.model
    def _find(self, person):
        """All that names a person, among what this user may read: a part would be no answer to the person.

        :param person: a name, a telephone number or a mail address, or part of one
        :return: [(Place, record)]
        """
        text = (person or "").strip()
        if len(text) < (LEAST_SIGNS if any(letter >= FIRST_SIGN for letter in text) else LEAST):
            return []
        found = []
        for place in self._get_places():
            named = Domain(place.field, "ilike", text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_"))
            records = self.env[place.model].search(named & Domain(place.domain), limit=MOST + 1)
            if len(records) > MOST:
                raise UserError(self.env._("Too much names “%s”: give a whole name, number or mail address.", text))
            found += [(place, record) for record in records]
        return found

    @api.model
    def _erase(self, found):
        """Take the person out of these fields, whatever state their documents are in; the account tells that."""
        gone, accounts = self.env._("Anonymised"), self.env["credit.account"]
        for place, record in found:
            accounts |= self._get_account(place, record)
            # The law comes before the record: what was verified loses the person, too. Who may was asked before.
            record.sudo()._credit_by_method().write({place.field: gone if place.leaves_word else False})
        for account in accounts.sudo():  # as above
            account._message_log(body=self.env._("What was kept of a person has been deleted on request."))
        return accounts

    @api.model
    def _get_account(self, place, record):
        for name in place.account.split("."):
            record = record[name]
        return record
