from dataclasses import replace

from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import format_amount

from ....const import USER
from ....core.policy.policy import decide


class CreditHold(models.Model):
    """Opening of a hold: a document is stopped, or its release is asked for beforehand."""

    _inherit = "credit.hold"

    @api.model
    def _stop(self, decisions, checkpoint, send_email=False, customer_facing=False):
        """Put documents on hold that a decision has stopped; refresh the open hold of those that have one.

        Whoever may try to confirm an order may cause this, a customer on the portal included.

        :param decisions: ``{order: core.policy.policy.Decision}``
        :param checkpoint: where they were stopped
        :param send_email: whether the confirmation would have been sent to the customer
        :param customer_facing: whether it was the customer who confirmed
        :return: the open holds, in the order of the decisions
        """
        if not decisions:
            return self.browse()
        # A user who is stopped, a customer included, may not write holds.
        decisions = {order.sudo(): decision for order, decision in decisions.items()}
        orders = next(iter(decisions)).browse().concat(*decisions)
        orders._credit_claim_rows()
        open_of = self._open_of(orders)
        how = {"checkpoint": checkpoint, "send_email": send_email, "customer_facing": customer_facing}
        for order in orders.filtered(lambda order: order.id in open_of):
            open_of[order.id]._refresh(decisions[order], **how)
        new = orders.filtered(lambda order: order.id not in open_of)
        # Who is stopped may not write holds.
        opened = self.sudo()._open(new, decisions, how)
        open_of.update(zip(new.ids, opened, strict=True))
        return self.browse([open_of[order.id].id for order in orders])

    @api.model
    def _open(self, orders, decisions, how):
        """New holds, with their reasons; the ones who decide are told.

        :param dict how: checkpoint and manner in which the orders were being confirmed
        """
        if not orders:
            return self.browse()
        account_of = self._accounts_of(orders)
        holds = self._credit_by_method().create(
            [self._prepare_vals(order, account_of[order], decisions[order]) | how for order in orders]
        )
        holds = holds.with_env(self.env)
        decision_of = {hold: decisions[order] for hold, order in zip(holds, orders, strict=True)}
        holds._write_reasons(decision_of)
        for order, hold in zip(orders, holds, strict=True):
            order._credit_set_hold(hold)
            hold._tell_opened()
        return holds

    @api.model
    def _accounts_of(self, orders):
        """The account on which each order counts: that of the customer it is billed to."""
        account_of = {}
        for company, of_company in orders.grouped("company_id").items():
            # Accounts are opened by whoever is stopped first.
            accounts = self.env["credit.account"]._for(of_company._credit_billed_to(), company).sudo()
            by_customer = {account.partner_id: account for account in accounts}
            for order in of_company:
                account_of[order] = by_customer[order._credit_customer()]
        return account_of

    @api.model
    def _prepare_vals(self, order, account, decision):
        asking = self._asking(order)
        current = order.credit_hold_id
        return {
            "reference": self.env["ir.sequence"].sudo().next_by_code("credit.hold"),  # nobody but the system counts
            order._credit_hold_field: order.id,
            "order_name": order._credit_number(),
            "account_id": account.id,
            "company_id": order.company_id.id,
            "salesperson_id": order._credit_seller().id,
            "requester_id": asking.id,
            "requested_on": fields.Datetime.now(),
            # Larger than the order where that grew while it was being confirmed, and shrank when that failed.
            "amount_wanted": max(order.amount_total, decision.facts.total),
            "former_id": (current if current._grants() else current.former_id).id,
            **self._prepare_order_vals(order),
            **self._prepare_figures_vals(decision),
            **self._prepare_policy_vals(order.company_id, decision),
        }

    @api.model
    def _prepare_order_vals(self, order):
        return {"order_currency_id": order.currency_id.id, "order_total": order.amount_total}

    @api.model
    def _prepare_policy_vals(self, company, decision):
        # Salespeople are held without reading policies; the version is that of the decision's own day.
        policy = self.env["credit.policy"].sudo()._in_force(company, decision.facts.today)
        return {"policy_id": policy.id, "policy_version": policy.version}

    @api.model
    def _asking(self, order):
        """User who asks for the release: the one at the keys, or the seller where that is no one to tell figures.

        A customer, a robot, or somebody who ships and has nothing to do with credit.
        """
        user = self.env.user
        return order._credit_seller() if user.id == SUPERUSER_ID or not user.has_group(USER) else user

    def _refresh(self, decision, **how):
        """The document is stopped again, perhaps for other amounts: the same hold, with today's figures."""
        self.ensure_one()
        order = self._document()
        before = (self.order_total, self.claim, self.exposure, self.limit_amount)
        vals = self._prepare_order_vals(order) | self._prepare_figures_vals(decision)
        if how:
            how["send_email"] |= self.send_email
            how["customer_facing"] |= self.customer_facing
        vals |= how | {
            "amount_wanted": max(self._wanted(), decision.facts.total),
            "account_id": self._accounts_of(order)[order].id,
            "company_id": order.company_id.id,
            **self._prepare_policy_vals(order.company_id, decision),
            "recheck_error": False,
        }
        self._credit_by_method().write(vals)
        self._write_reasons({self: decision})
        if before != (self.order_total, self.claim, self.exposure, self.limit_amount):
            self._as_teller()._message_log(
                body=self.env._(
                    "Still on hold: %(total)s, %(exposure)s owed with it. %(reasons)s",
                    total=format_amount(self.env, self.order_total, self.order_currency_id),
                    exposure=format_amount(self.env, self.exposure_after, self.currency_id),
                    reasons=self.reasons_text,
                )
            )

    # === AS WANTED === #

    @api.model
    def _decide_as_wanted(self, order, decision, amount, checkpoint):
        """The decision on an order as large as was asked for, where that is more than it is now."""
        # Sizes and rates of an order are no secret to the gate.
        order = order.sudo()
        facts, more = decision.facts, amount - decision.facts.total
        if order.currency_id.compare_amounts(more, 0.0) <= 0:
            return decision
        in_company = more / order._credit_rate()
        wanted = replace(
            facts, claim=facts.claim + in_company, value=facts.value + in_company, total=facts.total + more
        )
        return self._judge_wanted(order, wanted, checkpoint)

    @api.model
    def _judge_wanted(self, order, facts, checkpoint):
        # Salespeople read no policies.
        return decide(facts, self.env["credit.policy"].sudo()._in_force(order.company_id, facts.today), checkpoint)

    def _wanted(self):
        """Up to which total the order should go through: its own, or more where a change was announced."""
        self.ensure_one()
        announced = self.order_currency_id.compare_amounts(self.amount_wanted, self.order_total) > 0
        return max(self.amount_wanted, self.order_size) if announced else self.order_size
