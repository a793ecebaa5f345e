from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import groupby

from odoo.addons.credit_management.const import ANALYST, MANAGER
from odoo.addons.credit_management.models.common.text import stripped

from ..models.credit_charge import KINDS


class CreditChargePreview(models.TransientModel):
    """Late interest and fees that are due by now, to be looked at, drafted as invoices or waived.

    What is drafted or waived is worked out anew, and refused where it is not what was shown: rows are nobody's to
    believe.
    """

    _name = "credit.charge.preview"
    _description = "Late Interest That Is Due"
    _inherit = ["credit.finite", "credit.single"]

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company._credit_root(), ondelete="cascade"
    )
    account_ids = fields.Many2many(
        "credit.account", string="Customers", help="Empty: everybody of the company to whom late interest applies."
    )
    until = fields.Date(
        required=True,
        default=lambda self: self.env.company._credit_today(),
        help="The last day that bears interest; today at the latest.",
    )
    line_ids = fields.One2many("credit.charge.preview.line", "preview_id", string="Charges")
    waive_reason = fields.Text(string="Reason to Waive", help="Why the charges ticked are waived.")

    # === COMPUTE === #

    @api.depends_context("lang")
    def _compute_display_name(self):
        self.display_name = self.env._("Late Interest That Is Due")

    # === ACTIONS === #

    def action_compute(self):
        """Work out what is due; what was shown before is dropped."""
        self.ensure_one()
        self._check_role(ANALYST)
        due = self._read_due()
        self.line_ids = [Command.clear()] + [
            Command.create({**one._asdict(), "account_id": account.id}) for account, some in due.items() for one in some
        ]
        return True

    def action_invoice(self):
        """Draft one invoice a customer, company and currency of the charges ticked, or of all of them."""
        self.ensure_one()
        self._check_role(ANALYST)
        wanted = self._recheck()
        invoices = self.env["account.move"]
        for _key, some in groupby(wanted, key=lambda pair: self._group_key(*pair)):
            invoices |= self._draft_invoice(some)
        return invoices.with_env(self.env)._get_records_action(name=self.env._("Draft Invoices of Late Charges"))

    def action_waive(self, reason=None):
        """Let the charges ticked go, or all of them: they are never charged for these days again.

        :param str reason: why; without it what the form says
        """
        self.ensure_one()
        self._check_role(MANAGER)
        reason = stripped(reason or self.waive_reason)
        if not reason:
            raise UserError(self.env._("Say why these charges are waived: it stays on record."))
        self._check_not_selling()
        waived = {"waived_by_id": self.env.uid, "waived_on": fields.Datetime.now(), "waive_reason": reason}
        # Charges are written by nobody: it was checked that this user may.
        self.env["credit.charge"].sudo().create(
            [self._prepare_charge_vals(account, due) | waived for account, due in self._recheck()]
        )
        return self.action_compute()

    # === CHECKS === #

    def _check_role(self, role):
        if not self.env.user.has_group(role):
            raise AccessError(
                self.env._("%(user)s cannot do this with late charges. Ask a credit manager.", user=self.env.user.name)
            )

    def _check_not_selling(self):
        """Who sells to a customer does not spare it late charges."""
        lines = self.line_ids.filtered("chosen") or self.line_ids
        for account, sellers in lines.account_id._map_sellers().items():
            if self.env.user in sellers:
                raise AccessError(
                    self.env._(
                        "%(user)s sells to %(partner)s and waives none of its late charges. Ask another credit"
                        " manager.",
                        user=self.env.user.name,
                        partner=account.sudo().partner_id.display_name,  # the customer need not be in sight
                    )
                )

    def _recheck(self):
        """What was ticked, or all, as it is due by now; refused where that is not what was shown.

        :return: [(account, Due)]
        """
        shown = self.line_ids.filtered("chosen") or self.line_ids
        if not shown:
            raise UserError(self.env._("Nothing is due. Choose other customers or another day."))
        shown.account_id.sudo()._claim_limits()  # charges of one customer wait for each other
        now = {(account.id, one.key): (account, one) for account, some in self._read_due().items() for one in some}
        wanted = [now.get((line.account_id.id, line._get_key())) for line in shown]
        if None in wanted:
            raise UserError(self.env._("What is due has changed since it was shown. Work it out again and look."))
        return list(dict.fromkeys(wanted))

    def _read_due(self):
        return self.env["credit.charge"]._read_due(self._get_accounts(), self.until)

    def _get_accounts(self):
        """The accounts chosen, as far as the user may read them."""
        domain = [("company_id", "=", self.company_id._credit_root().id)]
        if self.account_ids:
            domain.append(("id", "in", self.account_ids.ids))
        return self.env["credit.account"].search(domain)

    # === INVOICE === #

    def _group_key(self, account, due):
        line = self.env["account.move.line"].sudo().browse(due.move_line_id)  # whose invoice it is need not be in sight
        return account.id, line.company_id.id, due.currency_id

    def _draft_invoice(self, some):
        """The draft; an accountant posts it, so analysts need no right to."""
        _account_id, company_id, currency_id = self._group_key(*some[0])
        company = self.env["res.company"].sudo().browse(company_id)  # drafts are posted by accountants
        product = company._credit_root().credit_charge_product_id
        partner = some[0][0].sudo().partner_id  # the customer need not be in sight
        position = company.env["account.fiscal.position"].with_company(company)._get_fiscal_position(partner)
        taxes = position.map_tax(product.taxes_id._filter_taxes_by_company(company))
        invoice = (
            company.env["account.move"]
            .with_company(company)
            ._credit_create_draft(
                {
                    "move_type": "out_invoice",
                    "company_id": company.id,
                    "partner_id": partner.id,
                    "currency_id": currency_id,
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "name": due.text,
                                "quantity": 1,
                                "price_unit": due.amount,
                                "discount": 0.0,
                                "tax_ids": [Command.set(taxes.ids)],
                            }
                        )
                        for _account, due in some
                    ],
                }
            )
        )
        charges = self.env["credit.charge"].sudo()  # written by nobody: it was checked that this user may
        charges.create([self._prepare_charge_vals(one, due) | {"invoice_id": invoice.id} for one, due in some])
        return invoice

    def _prepare_charge_vals(self, account, due):
        return {
            "account_id": account.id,
            "kind": due.kind,
            "move_id": due.move_id,
            "instalment": due.instalment,
            "first": due.first,
            "last": due.last,
            "currency_id": due.currency_id,
            "amount": due.amount,
            "text": due.text,
        }


class CreditChargePreviewLine(models.TransientModel):
    """One charge as it was shown."""

    _name = "credit.charge.preview.line"
    _description = "Charge That Is Due"
    _inherit = ["credit.finite", "credit.single"]
    _order = "account_id, id"

    preview_id = fields.Many2one("credit.charge.preview", required=True, ondelete="cascade", index=True)
    chosen = fields.Boolean(string="Only These", help="Tick some to draft or waive only these.")
    account_id = fields.Many2one("credit.account", string="Customer", readonly=True, ondelete="cascade")
    move_line_id = fields.Many2one("account.move.line", string="Journal Item", readonly=True, ondelete="cascade")
    move_id = fields.Many2one("account.move", string="Invoice", readonly=True, ondelete="cascade")
    instalment = fields.Integer(readonly=True, aggregator=None, help="Which one of its invoice.")
    kind = fields.Selection(KINDS, readonly=True)
    first = fields.Date(string="From", readonly=True)
    last = fields.Date(string="Until", readonly=True)
    currency_id = fields.Many2one("res.currency", readonly=True, ondelete="cascade")
    amount = fields.Monetary(readonly=True, help="In the currency of the invoice; a fixed sum in the company's.")
    text = fields.Char(string="What For", readonly=True)

    def _get_key(self):
        return (self.move_id.id, self.instalment, self.kind, self.first, self.last, self.currency_id.id, self.amount)
