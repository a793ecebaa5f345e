from odoo import api, fields, models

from ....core.assessment.ready_scorecards import FIRST, fits


class CreditScorecard(models.Model):
    """For which customers a card is: new or existing ones, of an industry, asking for little."""

    _inherit = "credit.scorecard"

    purpose = fields.Selection(
        [("first", "The Score"), ("second", "A Second Look")],
        required=True,
        default="first",
        help="A second look is asked beside the card of the customer, for what that one does not tell, serious lateness"
        " for example. It gives no score of its own to the customer: the worse of both grades counts.",
    )
    relationship = fields.Selection(
        [("any", "All Customers"), ("new", "New Customers"), ("existing", "Existing Customers")],
        string="For",
        required=True,
        default="any",
        help="What the customer's survey says; without one, a customer is an existing one once the first posted invoice"
        " is as old as the credit policy says.",
    )
    industry_ids = fields.Many2many(
        "res.partner.industry",
        string="Industries",
        ondelete="restrict",
        context={"active_test": False},
        help="Only customers of these industries. Empty for all.",
    )
    amount_max = fields.Monetary(
        string="Asking For at Most",
        help="Only customers who ask for a limit of this amount or less, in the currency of their company. 0 for all;"
        " what nobody has asked for is not small.",
    )
    segment_text = fields.Char(string="Used For", compute="_compute_segment_text")

    _amount_not_negative = models.Constraint(
        "CHECK (COALESCE(amount_max, 0) >= 0)", "“Asking For at Most” cannot be negative. Enter 0 for any amount."
    )

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"purpose", "relationship", "industry_ids", "amount_max"}

    @api.depends("relationship", "industry_ids.name", "amount_max")
    @api.depends_context("lang")
    def _compute_segment_text(self):
        names = dict(self._fields["relationship"]._description_selection(self.env))
        for card in self:
            parts = [names.get(card.relationship, "")]
            if card.industry_ids:
                parts.append(", ".join(card.industry_ids.mapped("name")))
            if card.amount_max:
                parts.append(self.env._("asking for at most %s", card.currency_id.format(card.amount_max)))
            card.segment_text = " · ".join(parts)

    @api.model
    def _for(self, accounts, facts, day=None, purpose=FIRST):
        """The card in force for each account and purpose: the first, by sequence, whose segment the customer is in.

        Of two with the same sequence that of the company comes before that of all companies, and
        then the older card.

        :param facts: ``{account: {characteristic: value}}``, as credit.assessment.inputs collects them
        :rtype: dict[credit.account, credit.scorecard]; an empty one where no card is for the customer
        """
        found = {}
        # A score reads everything of the account.
        for company, of_company in accounts.sudo().grouped("company_id").items():
            cards = self._get_in_force(company, day).filtered(lambda card: card.purpose == purpose)
            for account in of_company:
                known = facts.get(account, {})
                found[account] = next((card for card in cards if card._fits(account, known)), cards.browse())
        return {account: found[account].with_env(self.env) for account in accounts}

    def _fits(self, account, known):
        """Whether a customer is in the segment of this card."""
        if self.industry_ids and account.industry_id not in self.industry_ids:
            return False
        return fits(self.relationship, self.amount_max, known)
