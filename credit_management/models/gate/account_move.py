from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError

from ...const import USER
from ...core.policy.invoice import OWED_TYPES
from ...core.policy.policy import INVOICE


class AccountMove(models.Model):
    """Customer invoices: what no firm order stands behind is judged when it is posted, through whatever door.

    Sales receipts are judged as invoices are. An invoice also takes something of firm orders, or gives it back; what
    lowers a debt has holds re-checked. Credit notes, vendor bills and entries are not judged. See account_move_entry.py
    for who is not to be stopped.
    """

    _name = "account.move"
    _inherit = ["account.move", "credit.gated", "credit.watched"]
    _credit_told_as = "credit_invoices"

    # === CRUD === #

    def write(self, vals):
        # EXTENDS 'account'
        entering = (
            self.filtered(lambda move: move.state != "posted") if vals.get("state") == "posted" else self.browse()
        )
        with (self - entering)._credit_refuse_growth():
            done = super().write(vals)
        invoices = entering._credit_judged()
        if invoices:
            invoices._credit_require(INVOICE)
            invoices._credit_after_firm()
        return done

    def _post(self, soft=True):
        # EXTENDS 'account': refuse early; other modules act on every document of this call, so none is left out
        decisions = {}
        self = self.with_context(credit_without_held=False)  # noqa: PLW0642 - only the job's own search leaves some out
        if self._credit_may_post():
            due = self._credit_due(soft)
            decisions = due._credit_require(INVOICE)
            posted = super(AccountMove, self._credit_with_decided(due))._post(soft).with_env(self.env)
        else:
            posted = super()._post(soft)  # refuses
        # A payment or a credit note lowers what is owed; an invoice never does.
        lowering = posted.sudo().filtered(lambda move: move.move_type in ("out_refund", "entry"))
        self.env["credit.hold"]._recheck_soon(lowering.partner_id | lowering.line_ids.partner_id)
        posted._credit_tell_warnings(decisions)
        return posted

    # === GATE === #

    def _credit_judged(self):
        """Documents among these that the policy is asked about."""
        return self.filtered(lambda move: move.move_type in OWED_TYPES and move.partner_id and move.company_id)

    def _credit_due(self, soft):
        """Drafts among these that are posted now: later ones are only put on the schedule."""
        drafts = self._credit_judged().filtered(lambda move: move.state == "draft").sorted("id")  # the oldest first
        return drafts.filtered(lambda move: move._credit_is_due()) if soft else drafts

    def _credit_stake(self):
        # EXTENDS 'credit.gated'
        self.ensure_one()
        move = self.sudo()  # what an invoice comes to is no secret to the gate
        return (
            move.move_type, move.amount_total, move.currency_id.id, move.invoice_currency_rate, move.company_id.id,
            move.partner_id.id, move.partner_id.commercial_partner_id.id, move.invoice_payment_term_id.id,
        )  # fmt: skip

    # === POSTED === #

    @contextmanager
    def _credit_refuse_growth(self):
        """Refuse what makes posted invoices larger, or somebody else's: reset to draft they are judged again."""
        before = {} if self.env.su else self._credit_posted_sizes()
        yield
        if not before:
            return
        after = self.exists()._credit_posted_sizes()
        for move, (customer, amount) in before.items():
            if move not in after:
                continue
            now_customer, now_amount = after[move]
            if customer != now_customer or move.currency_id.compare_amounts(now_amount, amount) > 0:
                raise UserError(
                    self.env._(
                        "%(invoice)s is posted: it cannot become larger or somebody else's. Reset it to draft, change"
                        " it there, and post it again.",
                        invoice=move.name,
                    )
                )

    def _credit_posted_sizes(self):
        """Customer and amount of each posted invoice: ``{invoice: (customer, amount)}``."""
        # Sizes are no secret to the gate.
        invoices = self.sudo().filtered(lambda move: move.state == "posted" and move.move_type in OWED_TYPES)
        owed = set(self.env["credit.open.item"]._receivable_account_ids()) if invoices else ()
        sizes = {}
        for move in invoices:
            lines = move.line_ids.filtered(lambda line: line.account_id.id in owed)
            customer = move.partner_id.commercial_partner_id | lines.partner_id.commercial_partner_id
            sizes[move] = customer, sum(lines.mapped("amount_currency"))
        return sizes

    # === WARNINGS === #

    def _credit_tell_warnings(self, decisions):
        """Note on invoices what the policy warns of, and tell the person who has posted them, once."""
        explanation = self.env["credit.explanation"]
        warned = {}
        for move in self:
            decision = decisions.get(move)
            if decision and decision.findings:
                currency = explanation._currency(move)
                warned[move] = " ".join(explanation._finding(finding, currency) for finding in decision.findings)
        if not warned:
            return
        invoices = self.browse([move.id for move in warned])
        notes = {
            move.id: self.env._("Posted in spite of a credit warning: %(reasons)s", reasons=reasons)
            for move, reasons in warned.items()
        }
        teller = self.env["credit.hold"]._as_teller().env
        invoices.with_env(teller)._message_log_batch(bodies=notes)
        if self.env.user._is_internal() and self.env.user.has_group(USER):
            invoices._credit_notify_warned(warned)

    def _credit_notify_warned(self, warned):
        if len(self) == 1:
            message = f"{self.name}: {warned[self]}"
        else:
            message = self.env._(
                "%(count)d invoices were posted in spite of credit warnings: %(names)s.",
                count=len(self),
                names=", ".join(self.mapped("name")),
            )
        self.env.user._bus_send(
            "simple_notification", {"title": self.env._("Credit warning"), "message": message, "type": "warning"}
        )
