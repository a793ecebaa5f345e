from odoo import models
from odoo.exceptions import UserError

from ....core.assessment.ready_scorecards import FIRST
from ...common.day import format_day


class CreditScorecard(models.Model):
    """How versions of a card come and go: published, followed by the next one, withdrawn."""

    _inherit = "credit.scorecard"

    # === ACTIONS === #

    def action_copy_version(self):
        """Make a draft like this version that is to follow it, and open it."""
        self.ensure_one()
        self._check_administrator()
        # Versions out of sight have their numbers, too.
        versions = self.sudo().search([("family_id", "=", self.family_id.id)])
        values = {"family_id": self.family_id.id, "version": max(versions.mapped("version")) + 1}
        return self._credit_by_method().copy(values).with_env(self.env)._get_records_action()

    def action_fit(self):
        """Show what the ledger says about the questions of this card on paying; nothing changes."""
        self.ensure_one()
        return self.env["credit.scorecard.fit"]._start(self)

    def action_withdraw(self):
        """Let a published version judge nobody from today on, and no older version in its place."""
        self._check_administrator()
        self._check_shown()
        self._check_publisher()
        for card in self:
            if card.phase not in ("in_force", "scheduled"):
                raise UserError(
                    self.env._(
                        "%(card)s is not in force, so there is nothing to withdraw. A draft is deleted.",
                        card=card.display_name,
                    )
                )
            card._credit_by_method().ended_on = card._get_today()
            card.invalidate_model(["phase"])
            card._check_everybody_has_a_card(card._get_today())
            card._message_log(body=self.env._("%(card)s withdrawn", card=card.display_name))
        return True

    # === CHECKS === #

    def _check_publishable(self):
        # EXTENDS 'credit.versioned'
        self.ensure_one()
        if sentences := self._fault_sentences():
            raise UserError("\n".join(sentences))
        return super()._check_publishable()

    def _check_everybody_has_a_card(self, day):
        """New and existing customers of every industry and amount are judged by some card."""
        companies = self.company_id or self.env["res.company"]._credit_all_roots()
        for company in companies:
            general = self._get_in_force(company, day).filtered(
                lambda card: card.purpose == FIRST and not card.industry_ids and not card.amount_max
            )
            covered = set(general.mapped("relationship"))
            if "any" not in covered and covered != {"new", "existing"}:
                raise UserError(
                    self.env._(
                        "Without %(card)s some customers of %(company)s would have no scorecard from %(day)s on."
                        " First publish one for all industries and amounts.",
                        card=self.display_name,
                        company=company.name,
                        day=format_day(self.env, day),
                    )
                )

    # === TRANSITIONS === #

    def _set_published(self):
        # EXTENDS 'credit.versioned'
        published = super()._set_published()
        if self.version > 1:
            self._check_everybody_has_a_card(self.valid_from)  # the version before may have been for more customers
        return published
