import logging

from psycopg2 import OperationalError

from odoo import SUPERUSER_ID, Command, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.credit_management.const import ANALYST
from odoo.addons.credit_management.models.common.day import format_day

from ..core import bill as core

_logger = logging.getLogger(__name__)

ACCOUNTANT = "account.group_account_user"


class AccountPayment(models.Model):
    """How a bill ends: honoured, or dishonoured, which opens again what it had paid."""

    _inherit = "account.payment"

    def action_credit_open_honour(self):
        """Ask for the day on which the bill was paid."""
        return self._credit_open_end(core.HONOURED)

    def action_credit_open_dishonour(self):
        """Ask for the day and the reason."""
        return self._credit_open_end(core.DISHONOURED)

    def _credit_open_end(self, to):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management_bills.credit_bill_end_action")
        return action | {"context": {"default_payment_id": self.id, "default_to": to}}

    def action_credit_honour(self, day=None):
        """Record that the acceptor has paid: the bill counts no more.

        By an accountant or a credit analyst, and never by who sells to the customer: it makes room for new orders.
        """
        for payment in self:
            payment.check_access("read")
            payment._credit_check_may_honour()
            day_of = payment._credit_check_end(core.HONOURED, day)
            # An analyst reads receipts and writes none; who may say so was asked above.
            payment.sudo()._credit_end(core.HONOURED, day_of)
        return True

    def action_credit_dishonour(self, day=None, reason=""):
        """Record that the acceptor has not paid: what the bill had paid is open again, and an alert is raised."""
        for payment in self:
            payment.check_access("write")
            day_of = payment._credit_check_end(core.DISHONOURED, day)
            entry = payment._credit_reopen(day_of)
            payment._credit_end(core.DISHONOURED, day_of, reason=reason, entry=entry)
            payment._credit_alert_dishonour()
        return True

    def action_credit_take_back_end(self):
        """The bill is held again: how it ended was recorded by mistake."""
        for payment in self:
            payment.check_access("write")
            if payment.credit_bill_state == core.DISHONOURED:
                payment._credit_check_may_honour()  # what was open is paid again, which makes room for orders, too
            if payment.credit_bill_state == core.HELD:
                payment._credit_refuse_end(core.NOT_HELD)
            entry = payment.credit_bill_entry_id
            back = {"credit_bill_state": core.HELD, "credit_bill_ended_on": False, "credit_bill_end_reason": False}
            if payment.state == "rejected":
                back["state"] = "in_process"
            payment._credit_by_method().write(back | {"credit_bill_entry_id": False})
            if entry:  # no entry of a bill that has ended is taken back, so it is held again by now
                entry.button_draft()
                entry.button_cancel()
                payment._credit_match_again()
            payment._credit_log_end(payment.env._("Bill %(number)s is held again.", number=payment.credit_bill_number))
        return True

    # === CHECKS === #

    def _credit_to_core(self):
        return core.Bill(
            kind=self.credit_bill_kind,
            received=self.date,
            matures=self.credit_bill_matures_on,
            amount=self.amount_company_currency_signed,
            ended=self.credit_bill_ended_on or None,
        )

    def _credit_check_end(self, to, day):
        """:return: the day on which the bill ends"""
        self.ensure_one()
        self._credit_check_finite({"credit_bill_ended_on": day})
        today = self.company_id._credit_today()
        day = fields.Date.to_date(day) or today
        state = self.credit_bill_state if self.credit_bill_kind and self.move_id.state == "posted" else ""
        if flaw := core.end_flaw(self._credit_to_core(), state, to, day, today):
            self._credit_refuse_end(flaw)
        return day

    def _credit_refuse_end(self, flaw):
        texts = {
            core.NOT_HELD: self.env._("%(bill)s is no bill that is held. Choose one that is posted and has not ended."),
            core.AHEAD: self.env._("%(bill)s cannot end on a day to come. Enter today or an earlier day."),
            core.BEFORE_RECEIPT: self.env._("%(bill)s was received later. Enter a day from its receipt on."),
            core.BEFORE_MATURITY: self.env._(
                "%(bill)s matures on %(day)s and is not paid before. Record it from that day on."
            ),
        }
        names = {
            "bill": self.credit_bill_number or self.display_name,
            "day": format_day(self.env, self.credit_bill_matures_on),
        }
        raise UserError(texts[flaw] % names)

    def _credit_check_may_honour(self):
        user = self.env.user
        names = {"user": user.name, "bill": self.credit_bill_number, "customer": self.partner_id.display_name}
        if not (user.has_group(ANALYST) or user.has_group(ACCOUNTANT)):
            raise AccessError(
                self.env._(
                    "%(user)s cannot record that bill %(bill)s was honoured. Ask an accountant or a credit analyst.",
                    **names,
                )
            )
        if user in self.partner_id._credit_get_sellers()[self.partner_id]:
            raise AccessError(
                self.env._(
                    "%(user)s sells to %(customer)s and does not record that its bill %(bill)s was honoured. Ask"
                    " another accountant or a credit analyst.",
                    **names,
                )
            )

    # === BOOKING === #

    def _credit_end(self, to, day, reason="", entry=None):
        vals = {"credit_bill_state": to, "credit_bill_ended_on": day}
        if to == core.DISHONOURED:
            vals |= {"credit_bill_end_reason": reason, "credit_bill_entry_id": entry.id, "state": "rejected"}
        self._credit_by_method().write(vals)
        names = {"number": self.credit_bill_number, "day": format_day(self.env, day), "reason": reason or ""}
        if to == core.HONOURED:
            text = self.env._("Bill %(number)s was honoured on %(day)s.", **names)
        elif reason:
            text = self.env._("Bill %(number)s was dishonoured on %(day)s: %(reason)s", **names)
        else:
            text = self.env._("Bill %(number)s was dishonoured on %(day)s.", **names)
        self._credit_log_end(text)

    def _credit_log_end(self, text):
        self._message_log(body=text)
        if account := self._credit_account():
            account._message_log(body=text)
        self.env["credit.hold"]._recheck_soon(self.partner_id)

    def _credit_account(self):
        customer, entity = self.partner_id.commercial_partner_id, self.company_id._credit_root()
        # Who books receipts reads no credit accounts; what happens to a bill is told there all the same.
        accounts = self.env["credit.account"].sudo()
        return accounts.search([("partner_id", "=", customer.id), ("company_id", "=", entity.id)])

    def _credit_reopen(self, day):
        """Book the receipt back by an entry of its own, and let go of what it had paid; what was, is kept.

        The receipt itself stays as it was booked: on a day before, what it had paid was paid.
        """
        liquidity, counterpart, others = self._seek_for_lines()
        matched = counterpart.matched_debit_ids
        self.env["credit.bill.matching"].sudo().create(  # kept by this method alone, for days that are past
            [
                {
                    "payment_id": self.id,
                    "debit_move_id": one.debit_move_id.id,
                    "credit_move_id": one.credit_move_id.id,
                    "amount": one.amount,
                    "debit_amount_currency": one.debit_amount_currency,
                    "credit_amount_currency": one.credit_amount_currency,
                    "max_date": one.max_date,
                    "undone_on": day,
                }
                for one in matched
            ]
        )
        counterpart.remove_move_reconcile()
        lines = liquidity + counterpart + others  # a difference that was given up with the receipt, too
        # The lines of the receipt the other way round, their taxes too: Odoo would work taxes out anew.
        entries = self.env["account.move"].with_context(skip_invoice_sync=True)
        entry = entries.create(
            {
                "move_type": "entry",
                "journal_id": self.journal_id.id,
                "company_id": self.company_id.id,  # a branch books in journals of its legal entity
                "date": day,
                "ref": self.env._("Dishonoured: bill %(number)s", number=self.credit_bill_number),
                "partner_id": self.partner_id.id,
                "origin_payment_id": self.id,  # so that it is no debt of its own to those who measure how it was paid
                "line_ids": [Command.create(self._credit_prepare_back(line)) for line in lines],
            }
        ).with_env(self.env)
        entry.action_post()
        for line, back in zip(lines, entry.line_ids, strict=True):
            if line.account_id.reconcile and not line.reconciled:
                (line + back).reconcile()
        return entry

    def _credit_prepare_back(self, line):
        return {
            "account_id": line.account_id.id,
            "partner_id": line.partner_id.id,
            "currency_id": line.currency_id.id,
            "amount_currency": -line.amount_currency,
            "balance": -line.balance,
            "name": self.env._("Dishonoured: bill %(number)s", number=self.credit_bill_number),
            "analytic_distribution": line.analytic_distribution,
            # A cash discount lowers the tax: it is owed again, and so told to the tax office.
            "tax_ids": [Command.set(line.tax_ids.ids)],
            "tax_tag_ids": [Command.set(line.tax_tag_ids.ids)],
            "tax_repartition_line_id": line.tax_repartition_line_id.id,
            "group_tax_id": line.group_tax_id.id,
        }

    def _credit_match_again(self):
        """Match the receipt with what it had paid, as far as that is still open."""
        _liquidity, counterpart, _others = self._seek_for_lines()
        kept = self.env["credit.bill.matching"].sudo().search([("payment_id", "=", self.id)])  # as above
        for line in kept.debit_move_id.sudo(False):
            if not line.reconciled and line.parent_state == "posted":
                (line + counterpart).filtered(lambda one: not one.reconciled).reconcile()
        kept.unlink()

    def _credit_alert_dishonour(self):
        """Raise what the rules say of a dishonour, at once: who sells must not learn of it tomorrow.

        Where that fails, the dishonour is booked all the same, and the daily job judges the account again.
        """
        account = self._credit_account()
        if not account:
            return
        try:
            with self.env.cr.savepoint():
                self.env["credit.monitoring"].with_user(SUPERUSER_ID)._monitor_now(account.with_user(SUPERUSER_ID))
        except OperationalError:
            raise  # somebody else writes the same alert: Odoo tries the whole again
        except Exception:
            _logger.exception("Judging credit account %s after the dishonour of a bill failed", account.id)
