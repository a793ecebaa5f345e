"""Stand-in for the order gate and the policy until they are here: the smallest that can stop an order."""

from types import SimpleNamespace

from odoo import api, models
from odoo.exceptions import UserError

from ..core import policy as core


class CreditPolicy(models.AbstractModel):
    _name = "credit.policy"
    _description = "Credit Policy"

    @api.model
    def _in_force(self, company):
        return core.Policy(
            version=1, rules=(core.Rule(1, "status", statuses=frozenset({"stop"})), core.Rule(2, "exposure"))
        )

    @api.model
    def _in_force_record(self, company):
        return SimpleNamespace(release_days=14, confirm_cleared=False)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def action_confirm(self):
        blocked = [order for order, decision in self._credit_decide(core.CONFIRMATION).items() if decision.blocked]
        if blocked and self.env.registry.ready:  # the demonstration has orders over the limit
            raise UserError(self.env._("%s is held by the credit policy.", blocked[0].name))
        done = super().action_confirm()
        self._credit_after_confirm()
        return done

    def _credit_decide(self, checkpoint):
        """Decide on orders as they stand.

        :return: ``{order: core.policy.Decision}``
        """
        orders = self.sudo()
        policy = self.env["credit.policy"]._in_force(self.company_id)
        decisions = core.decide_all([order._credit_facts() for order in orders], policy, checkpoint)
        return dict(zip(self, decisions, strict=True))

    def _credit_facts(self):
        account = self.env["credit.account"]._for(self.partner_invoice_id, self.company_id).sudo()
        claim = self.amount_total / (self.currency_rate or 1.0)
        confirmed = claim if self.state == "sale" else 0.0
        return core.Facts(
            today=self.company_id._credit_today(),
            customer_id=account.partner_id.id,
            account_id=account.id,
            status=account.status,
            limit=self.env["credit.limit"]._effective(account)[account],
            exposure=self.env["credit.exposure"]._read_figures(account)[account].total - confirmed,
            claim=claim,
            prepaid_total=self.amount_paid,
            total=self.amount_total,
            currency_id=self.currency_id.id,
            value=claim,
            terms=self.payment_term_id._credit_terms(),
            release=self._credit_release(),
        )
