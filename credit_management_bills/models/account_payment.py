from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..core import bill as core

# What of a receipt says whose exposure it is, from when on and how much: Odoo lets clients write it once it is posted.
BOOKED = {
    "payment_method_line_id", "journal_id", "company_id", "move_id", "outstanding_account_id", "partner_id",
    "partner_type", "payment_type", "date", "amount", "currency_id",
}  # fmt: skip
# What was agreed on the paper; and how it ended, which methods record.
PAPER = {
    "credit_bill_number", "credit_bill_bank_id", "credit_bill_acceptor", "credit_bill_matures_on",
}  # fmt: skip
ENDING = {"credit_bill_kind", "credit_bill_state", "credit_bill_ended_on", "credit_bill_end_reason"}
# How every bill begins.
NOT_ENDED = {
    "credit_bill_state": core.HELD, "credit_bill_ended_on": False, "credit_bill_end_reason": False,
    "credit_bill_entry_id": False,
}  # fmt: skip


class AccountPayment(models.Model):
    """A receipt by acceptance bill: it settles the invoice on its day, and the money comes when the bill matures."""

    _name = "account.payment"
    _inherit = ["account.payment", "credit.guard", "credit.finite"]

    credit_bill_kind = fields.Selection(
        [(core.BANK, "Bank Acceptance Bill"), (core.COMMERCIAL, "Commercial Acceptance Bill")],
        string="Kind of Bill",
        compute="_compute_credit_bill_kind",
        store=True,
        help="By the payment method: a bank, or a company, has promised to pay at maturity.",
    )
    credit_bill_number = fields.Char(string="Bill Number", copy=False)
    credit_bill_bank_id = fields.Many2one("res.bank", string="Accepting Bank", copy=False, ondelete="restrict")
    credit_bill_acceptor = fields.Char(
        string="Accepted By", copy=False, help="The company that pays a commercial bill at maturity."
    )
    credit_bill_matures_on = fields.Date(string="Matures On", copy=False)
    credit_bill_state = fields.Selection(
        [(core.HELD, "In Hand"), (core.HONOURED, "Honoured"), (core.DISHONOURED, "Dishonoured")],
        string="State of the Bill",
        default=core.HELD,
        readonly=True,
        copy=False,
        help="A commercial bill counts as exposure until somebody records that it was honoured; a bank bill matures by"
        " itself. What was passed on to others counts until then, too: they come back to us if it is not paid.",
    )
    credit_bill_ended_on = fields.Date(string="Honoured or Dishonoured On", readonly=True, copy=False)
    credit_bill_end_reason = fields.Char(string="Reason of the Dishonour", readonly=True, copy=False)
    credit_bill_entry_id = fields.Many2one(
        "account.move",
        string="Entry of the Dishonour",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )

    # What decisions read: the bills that may still count.
    _credit_bill_running = models.Index(
        "(partner_id) WHERE credit_bill_kind IS NOT NULL AND credit_bill_ended_on IS NULL"
    )

    @api.depends("payment_method_line_id.payment_method_id.code", "partner_type", "payment_type")
    def _compute_credit_bill_kind(self):
        for payment in self:
            posted = payment.state not in (False, "draft") or payment.move_id.state == "posted"
            if posted and payment._origin.id:
                payment.credit_bill_kind = payment.credit_bill_kind  # what was posted stays what it was
                continue
            payment.credit_bill_kind = core.METHODS.get(payment.payment_method_line_id.payment_method_id.code, False)

    @api.constrains("state", "credit_bill_kind", *PAPER, "date", "partner_type", "payment_type")
    def _check_credit_bill(self):
        for payment in self.filtered(lambda one: one.credit_bill_kind and one.state in ("in_process", "paid")):
            flaw = core.flaw(
                payment.credit_bill_kind,
                (payment.payment_type, payment.partner_type) == ("inbound", "customer"),
                payment.credit_bill_number or "",
                payment.date,
                payment.credit_bill_matures_on or None,
                bool(
                    payment.credit_bill_bank_id
                    if payment.credit_bill_kind == core.BANK
                    else (payment.credit_bill_acceptor or "").strip()
                ),
            )
            if flaw:
                raise ValidationError(payment._credit_name_flaw(flaw))

    def _credit_name_flaw(self, flaw):
        amount = self.currency_id.format(self.amount)
        texts = {
            core.NOT_FROM_CUSTOMER: self.env._(
                "%(amount)s is no receipt of a customer. Choose another payment method."
            ),
            core.NO_NUMBER: self.env._("The bill over %(amount)s has no number. Enter the one printed on it."),
            core.NO_MATURITY: self.env._("The bill over %(amount)s has no maturity. Enter the day it is to be paid."),
            core.TOO_EARLY: self.env._(
                "The bill over %(amount)s would mature before it was received. Correct one of the two days."
            ),
            core.NO_ACCEPTOR: self.env._(
                "Nobody has accepted the bill over %(amount)s. Enter the bank or the company that is to pay it."
            ),
        }
        return texts[flaw] % {"amount": amount}

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        forged = {name for vals in vals_list for name in ENDING | {"credit_bill_entry_id"} if vals.get(name)}
        if forged - {"credit_bill_kind"} and not self._credit_is_by_method():
            self._credit_refuse_forged_bill(forged)
        if not self._credit_is_by_method():
            # Said in full: everybody can store defaults of their own, and those are no part of the context.
            vals_list = [vals | NOT_ENDED for vals in vals_list]
            for vals in vals_list:
                vals.pop("credit_bill_kind", None)  # of no payment does a client say it
        made = super(AccountPayment, self._credit_drop_bill_defaults()).create(vals_list).with_env(self.env)
        # Those created posted have none yet: they are what their method says, too.
        for payment in made.filtered(lambda one: one.state not in (False, "draft")):
            kind = core.METHODS.get(payment.payment_method_line_id.payment_method_id.code, False)
            if payment.credit_bill_kind != kind:
                payment._credit_by_method().write({"credit_bill_kind": kind})
        return made

    @api.model
    def _credit_drop_bill_defaults(self):
        """Drop defaults a client has sent of how a bill ended."""
        sent = {f"default_{name}" for name in ENDING | {"credit_bill_entry_id"}} & self.env.context.keys()
        if not sent:
            return self
        kept = {name: value for name, value in self.env.context.items() if name not in sent}
        # Keywords would be added to the context and take nothing away.
        return self.with_context(kept)  # pylint: disable=context-overridden

    def write(self, vals):
        # EXTENDS 'account'
        if not self._credit_is_by_method():
            if names := (ENDING | {"credit_bill_entry_id"}) & vals.keys():
                self._credit_refuse_forged_bill(names)
            posted = self.filtered(lambda one: one.credit_bill_kind and one.state in ("in_process", "paid", "rejected"))
            names = (PAPER | BOOKED) & vals.keys()
            # As long as its entry is posted the bill counts, whatever state a client has written.
            booked = self.filtered(lambda one: one.credit_bill_kind and one.move_id.state == "posted")
            if names and (posted or booked):
                self._credit_refuse_fields(
                    names, self.env._("The bill is posted. Reset the receipt to draft to correct it.")
                )
            if vals.get("state", "paid") in ("draft", "canceled"):
                posted._credit_check_not_ended()
        return super().write(vals)

    def _credit_refuse_forged_bill(self, names):
        self._credit_refuse_fields(names, self.env._("Record how the bill ended by the buttons of the receipt."))

    def _credit_check_not_ended(self):
        """A receipt whose bill has ended stays: another bill in its place would have ended before it was received."""
        for payment in self:
            if payment.credit_bill_state == core.HONOURED:
                raise UserError(
                    self.env._(
                        "Bill %(number)s of %(customer)s was honoured: take that back before you change it.",
                        number=payment.credit_bill_number,
                        customer=payment.partner_id.display_name,
                    )
                )
            if payment.credit_bill_state == core.DISHONOURED:
                raise UserError(
                    self.env._(
                        "Bill %(number)s of %(customer)s was dishonoured: take that back before you change it.",
                        number=payment.credit_bill_number,
                        customer=payment.partner_id.display_name,
                    )
                )

    def action_reject(self):
        # EXTENDS 'account': a bill that is rejected is dishonoured, and what it paid is open again
        bills = self.filtered(lambda one: one.credit_bill_kind and one.credit_bill_state == core.HELD)
        for bill in bills:
            bill.action_credit_dishonour()
        others = self - bills
        return super(AccountPayment, others).action_reject() if others else None
