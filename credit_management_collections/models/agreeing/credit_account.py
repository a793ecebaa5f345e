from math import fsum

from odoo import api, fields, models
from odoo.tools import format_amount

from odoo.addons.credit_management.core.exposure.exposure import DISPUTED

from ...const import FOLLOW_CRON
from ...core import promise as promise_core
from .credit_dispute import RUNNING


class CreditAccount(models.Model):
    """What was agreed with the customer about what it owes."""

    _inherit = "credit.account"

    amount_disputed = fields.Monetary(
        string="Let Off While in Dispute",
        compute="_compute_figures",
        help="Items that a credit analyst has confirmed to be in dispute, as far as the policy does not count them.",
    )
    terms_text = fields.Char(
        string="Plan for New Orders",
        compute="_compute_terms_text",
        help="A plan to pay that was released as terms: what is past due of it does not count for orders while it is"
        " kept.",
    )
    promise_ids = fields.One2many("credit.promise", "account_id", string="Promises", readonly=True)
    dispute_ids = fields.One2many("credit.dispute", "account_id", string="Disputes", readonly=True)
    contact_ids = fields.One2many("credit.contact", "account_id", string="Contacts", readonly=True)
    promise_count = fields.Integer(
        string="Open Promises", compute="_compute_agreed", help="Promises to pay that run today."
    )
    dispute_count = fields.Integer(
        string="Open Disputes", compute="_compute_agreed", help="Disputes that are not closed yet."
    )

    def _set_figures(self, exposure):
        # EXTENDS 'credit_management'
        self.amount_disputed = exposure.of(DISPUTED)
        return super()._set_figures(exposure)

    @api.depends("promise_ids.state", "dispute_ids.state")
    def _compute_agreed(self):
        counts = {}
        for model, states in (("credit.promise", [promise_core.OPEN]), ("credit.dispute", list(RUNNING))):
            domain = [("account_id", "in", self.ids), ("state", "in", states)]
            counts[model] = dict(self.env[model]._read_group(domain, ["account_id"], ["__count"]))
        for account in self:
            account.promise_count = counts["credit.promise"].get(account, 0)
            account.dispute_count = counts["credit.dispute"].get(account, 0)

    @api.depends("promise_ids.state", "promise_ids.terms_state", "promise_ids.terms_until")
    @api.depends_context("lang")
    def _compute_terms_text(self):
        self.terms_text = False
        for root, accounts in self.filtered("promise_count").grouped("company_id").items():
            # Who reads an account reads how orders of it are decided on.
            found = self.env["credit.promise"]._read_terms(root, accounts.partner_id.ids, root._credit_today())
            for account in accounts.filtered(lambda one, some=found: one.partner_id.id in some):
                amount = fsum(amount for _days, amount in found[account.partner_id.id])
                account.terms_text = self.env._(
                    "%s that is past due does not count, while the plan is kept.",
                    format_amount(self.env, amount, root.currency_id),
                )

    # === ACTIONS === #

    def action_promise(self):
        """Draft a promise about all that is overdue."""
        return self._draft("credit.promise")

    def action_dispute(self):
        """Draft a dispute; its items are chosen in it."""
        return self._draft("credit.dispute")

    def _draft(self, model):
        """A new draft about the customer; who has begun one within the hour goes on with it: twice is one."""
        self.ensure_one()
        own = [("account_id", "=", self.id), ("state", "=", "draft"), ("create_uid", "=", self.env.uid)]
        since = fields.Datetime.subtract(fields.Datetime.now(), hours=1)
        begun = self.env[model].search([*own, ("create_date", ">=", since)], order="id desc", limit=1)
        return (begun or self.env[model].create({"account_id": self.id}))._get_records_action()

    def action_log_contact(self):
        """Log a call, in a dialog."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "credit_management_collections.credit_contact_action_log"
        )
        return action | {"context": {"default_account_id": self.id}}

    def action_open_promises(self):
        """All promises of this customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management_collections.credit_promise_action")
        return action | {"domain": [("account_id", "=", self.id)], "context": {}}

    def action_open_disputes(self):
        """All disputes of this customer."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management_collections.credit_dispute_action")
        return action | {"domain": [("account_id", "=", self.id)], "context": {}}

    # === MERGE === #

    def _move_references(self, other):
        # EXTENDS 'credit_management': through the ORM, for the customer is stored on each of them
        for model in ("credit.promise", "credit.dispute", "credit.contact"):
            # A merge moves what its user cannot see, too.
            documents = self.env[model].sudo().search([("account_id", "=", other.id)])
            documents._credit_by_method().write({"account_id": self.id})
        return super()._move_references(other)

    # === FOLLOW === #

    @api.model
    def _follow_soon(self, partners):
        """Have promises of these customers judged right after this transaction; never in it.

        Marks are added and never changed, so that who posts payments collides with nobody.
        """
        if not partners:
            return
        system = self.sudo()  # who books a payment reads no credit accounts, and starts no jobs
        accounts = system.search([("partner_id", "in", partners.ids)])._get_followed()
        if accounts:
            system.env["credit.collection.mark"].create([{"account_id": one.id} for one in accounts])
            system.env.ref(FOLLOW_CRON)._trigger()

    def _get_followed(self):
        """Those of which something may change with a payment."""
        domain = [("account_id", "in", self.ids), ("state", "in", promise_core.STATES)]
        return self.env["credit.promise"].search(domain).account_id

    def _follow(self):
        """Bring what depends on what these customers owe and have paid to today."""
        self.env["credit.promise"]._judge_of(self)
        self.env["credit.dispute"]._remind_answered(self)
