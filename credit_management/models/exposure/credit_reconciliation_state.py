from odoo import fields, models
from odoo.exceptions import UserError

from ...core.exposure.reconciliation import AGREED, outcome
from ..common.day import format_day
from ..common.text import in_sentence

MAIL_TEMPLATE = "credit_management.credit_reconciliation_mail_template"


class CreditReconciliation(models.Model):
    """The life of a reconciliation: sent to the customer, and answered on paper, by mail or elsewhere."""

    _inherit = "credit.reconciliation"

    # === ACTIONS === #

    def action_send(self):
        """Send these by mail, with today's figures of the period; who has no address is said before any goes out."""
        self._check_may_work(("draft", "sent"))
        lacking = self.filtered(lambda one: not one.account_id._get_statement_recipient().email)
        if lacking:
            raise UserError(
                self.env._(
                    "%(customers)s have no e-mail address. Enter one, or print the reconciliation and mark it as sent.",
                    customers=", ".join(lacking.partner_id.mapped("display_name")),
                )
            )
        self._set_sent()
        self.env.ref(MAIL_TEMPLATE).send_mail_batch(self.ids)

    def action_mark_sent(self):
        """Note that these went out on paper."""
        self._check_may_work(("draft",))
        self._set_sent()

    def action_cancel(self):
        self._check_may_work(("draft", "sent"))
        self.sudo().write({"state": "cancelled"})  # checked: who reads it cancels it

    def action_answer(self):
        """Record an answer on paper or by telephone."""
        self.ensure_one()
        self._check_may_work(("sent",))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record the Answer"),
            "res_model": "credit.reconciliation.answer",
            "view_mode": "form",
            "target": "new",
            "context": {"default_reconciliation_id": self.id},
        }

    def _get_answer_url(self):
        """Where the customer answers online; nowhere, unless an addon says so."""
        return ""

    # === CHECKS === #

    def _check_may_work(self, states):
        """Who may not print a customer's statement does not reconcile with it either."""
        self.check_access("read")
        self.account_id._check_may_send()
        labels = dict(self._fields["state"]._description_selection(self.env))
        for one in self:
            if one.state not in states:
                raise UserError(
                    self.env._(
                        "%(reconciliation)s is already in the state “%(state)s”. Draft another for this customer.",
                        reconciliation=one.name,
                        state=labels[one.state],
                    )
                )

    # === TRANSITIONS === #

    def _set_sent(self):
        """Figures are those of this moment from now on, whatever is booked into the period later."""
        found = self.sudo()  # checked by who calls it: nobody writes one
        found.filtered(lambda one: one.state == "draft")._fill()
        found.write({"state": "sent", "sent_on": fields.Datetime.now()})

    def _set_answered(self, stated, day, partner, text="", files=(), is_slip=True):
        """Write what the customer answers; called as the system by who has checked whose answer it is.

        :param stated: what it has in its books, ``{balance id: amount}``; a currency left out agrees with ours
        :param files: names and contents of scans: with one the answer is signed
        :param is_slip: whether the files are the signed slip, and not documents that show what differs
        """
        self.ensure_one()
        if self.state != "sent":
            raise UserError(self.env._("%s is answered already.", self.name))
        balances = self.balance_ids
        pairs = [(one.closing, stated.get(one.id)) for one in balances]
        state = outcome(pairs, balances.currency_id and [one.currency_id.decimal_places for one in balances])
        for one in balances:
            if one.id in stated:
                one.write({"has_stated": True, "stated": one.currency_id.round(stated[one.id])})
        attachments = self.env["ir.attachment"].create(
            [{"name": name, "raw": content, "res_model": self._name, "res_id": self.id} for name, content in files]
        )
        self.write(
            {
                "state": state,
                "answered_on": day,
                "answered_by_id": partner.id,
                "answer": text,
                "is_signed": bool(attachments) and is_slip,
            }
        )
        words = dict(self._fields["state"]._description_selection(self.env))[state]
        body = self.env._(
            "%(customer)s answered on %(day)s: %(answer)s.",
            customer=partner.display_name or self.partner_id.display_name,
            day=format_day(self.env, day),
            answer=in_sentence(self.env, words),
        )
        self.message_post(body=body, attachment_ids=attachments.ids, subtype_xmlid="mail.mt_note")
        self.account_id._message_log(body=f"{self.name}: {body}")
        return state == AGREED
