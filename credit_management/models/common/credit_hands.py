from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools import SQL


class CreditHands(models.AbstractModel):
    """A document that nobody decides on who had a hand in it.

    Hands are whoever created it, changed what counts in it, asked, acted for the customer by its link, or sells to
    the customer. Models add those they know of in ``_get_hands``; every approval asks ``_check_hands``. Documents
    with an amount may let one person decide alone on small ones: ``credit.alone``.
    """

    _name = "credit.hands"
    _description = "Document Decided by Free Hands"

    hand_ids = fields.Many2many(
        "res.users",
        string="Worked on by",
        readonly=True,
        copy=False,
        help="Nobody of them decides on it, and nobody who sells to the customer, or did within a year.",
    )

    # === RECORD === #

    @api.model
    def _get_counting_fields(self):
        """The names of the fields that make whoever changes them a hand of the document."""
        return set()

    def _add_hands(self, user=None):
        """Remember who of us had a hand in these documents; customers decide on nothing, and the system is nobody.

        :param user: the one at the keys when left out
        """
        self._claim_rows()
        user = user or self.env["res.users"]._credit_person()
        if user.id != SUPERUSER_ID and not user.share:
            # Who asks, or answers one question, need not write the document itself.
            documents = self.sudo().filtered(lambda document: user not in document.hand_ids)
            if documents:
                documents._credit_by_method().write({"hand_ids": [Command.link(user.id)]})

    def _claim_rows(self):
        """Write the documents' rows, as every decision does: of one that does not see this change, one begins again.

        Parts are rows of their own, and a person who is a hand already changes nothing else of the document.
        """
        if self.ids:
            self.env.cr.execute(
                SQL("UPDATE %s SET id = id WHERE id IN %s", SQL.identifier(self._table), tuple(self.ids))
            )

    # === ASK === #

    def _get_hands(self):
        """Everybody who had a hand in each document.

        :return: ``{document: users}``
        """
        sellers = self._get_sellers()
        # Users of the past, and of other companies, had a hand, too.
        return {document: document.sudo().hand_ids | sellers[document] for document in self}

    def _get_customers(self):
        """The customers each document is about."""
        known = "partner_id" in self._fields
        nobody = self.env["res.partner"]
        # The customer need not be in sight.
        return {document: document.sudo().partner_id if known else nobody for document in self}

    def _get_sellers(self):
        """Who sells to the customers each document is about, or did within a year."""
        customers = self._get_customers()
        sellers = self._get_sellers_of(self.env["res.partner"].union(*customers.values()))
        nobody = self.env["res.users"]
        return {
            document: nobody.union(*(sellers[customer] for customer in of_document))
            for document, of_document in customers.items()
        }

    @api.model
    def _get_sellers_of(self, customers):
        """Who counts as selling to these customers: by default also who sold them a single order."""
        return customers._credit_get_sellers()

    def _get_free(self):
        """Those of these documents that the user had no hand in, or may decide on alone."""
        hands = self._get_hands()
        own = self.filtered(lambda document: self.env.user in hands[document])
        return self - (own - own._get_alone())

    def _get_alone(self):
        """Those of these documents, all with a hand of the user in them, on which the user may decide alone."""
        return self.browse()

    def _check_hands(self):
        """Refuse that somebody decides who had a hand in it; the system is nobody."""
        user = self.env["res.users"]._credit_person()
        if user.id == SUPERUSER_ID:
            return
        hands = self._get_hands()
        own = self.filtered(lambda document: user in hands[document])
        # Alone is who is logged in as such, not who acts by a customer's link.
        for document in own - (own._get_alone() if own and user == self.env.user else self.browse()):
            raise AccessError(document._get_hands_text(user))

    def _get_hands_text(self, user):
        """The sentences that say why this user does not decide on the document, and what to do."""
        names = {"user": user.name, "document": self.display_name, "remedy": self._get_hands_remedy()}
        document = self.sudo()  # neither who worked on it nor the customer need be in sight
        if user in document.hand_ids or user not in self._get_sellers()[self]:
            return self.env._(
                "%(user)s had a hand in %(document)s and cannot decide on it. %(remedy)s",
                **names,
            )
        return self.env._(
            "%(user)s sells to %(partner)s, or did within a year, and cannot decide on %(document)s. %(remedy)s",
            partner=document.partner_id.display_name,
            **names,
        )

    def _get_hands_remedy(self):
        """The sentence that says whom else to ask."""
        return self.env._("Ask another analyst or credit manager.")
