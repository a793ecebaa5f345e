from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import date_utils

from odoo.addons.credit_management.const import ANALYST
from odoo.addons.credit_management.core.monitoring.provision import ROLL
from odoo.addons.credit_management.models.common.day import format_day
from odoo.addons.credit_management.models.monitoring.credit_provision import METHODS

CHOSEN = {"company_id", "date", "method", "months", "adjustment"}
FIGURES = ("opening", "moved", "added", "used", "released", "closing")


class CreditProvisionPosting(models.Model):
    """The provision for bad debts (风险准备金) of a legal entity at a month end: worked out by one, booked by another.

    The figures come from the provision matrix of the main addon and from allowances by name
    (credit_provision_posting_read); the entry is a draft, and once it is posted in Odoo its reversal follows on the
    first day of the next month (credit_provision_posting_book).
    """

    _name = "credit.provision.posting"
    _description = "Provision for Bad Debts"
    _inherit = ["credit.decided", "credit.log"]
    _drafted_states = ("draft", "computed")
    _deleted_states = ("draft", "computed")
    _order = "date desc, id desc"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        domain=[("parent_id", "=", False)],
        default=lambda self: self.env.company.root_id,
        index=True,
        help="The legal entity, with its branches.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, default=lambda self: self._get_last_month_end(), help="The last day of a month.")
    method = fields.Selection(
        METHODS,
        required=True,
        default=lambda self: self._get_method(self.env.company._credit_root()),
        help="By the company's own past, from month end to month end; or by the percentages it has set for the age of a"
        " debt, counted from the invoice.",
    )
    months = fields.Integer(
        required=True, default=12, help="Over how many past months the receivables that grew older are counted."
    )
    adjustment = fields.Float(
        string="Expected Change (%)",
        digits=(6, 2),
        help="How much more (or less, if negative) will be lost than in the past, as far as can be foreseen.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("computed", "Worked Out"), ("booked", "Booked")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    row_ids = fields.One2many("credit.provision.row", "posting_id", string="Movement", readonly=True)
    band_ids = fields.One2many("credit.provision.band", "posting_id", string="Matrix", readonly=True)
    closing = fields.Monetary(string="Needed", readonly=True, copy=False, help="What is needed on that day.")
    charge = fields.Monetary(
        string="Expense of the Period", readonly=True, copy=False, help="Added less released since the last provision."
    )
    standing = fields.Monetary(
        string="On the Allowance Account", readonly=True, copy=False, help="What stands there before the entry."
    )
    entry_amount = fields.Monetary(
        string="Amount of the Entry", readonly=True, copy=False, help="So that the account shows what is needed."
    )
    unknown = fields.Char(
        string="Without a Rate", readonly=True, copy=False, help="Bands of which the past tells nothing."
    )
    token = fields.Char(readonly=True, copy=False, help="One mark of all figures as they were shown.")
    workbook = fields.Binary(string="Calculation", readonly=True, copy=False, attachment=False)
    workbook_name = fields.Char(readonly=True, copy=False)
    author_id = fields.Many2one("res.users", string="Worked Out by", readonly=True, copy=False)
    computed_on = fields.Datetime(string="Worked Out on", readonly=True, copy=False)
    booker_id = fields.Many2one("res.users", string="Booked by", readonly=True, copy=False)
    booked_on = fields.Datetime(readonly=True, copy=False)
    move_id = fields.Many2one(
        "account.move", string="Entry", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )
    reversal_id = fields.Many2one("account.move", readonly=True, copy=False, ondelete="set null")

    _booked_once = models.UniqueIndex(
        "(company_id, date) WHERE state = 'booked'", "The provision of this day is booked already."
    )

    # === COMPUTE === #

    @api.model
    def _get_last_month_end(self):
        root = self.env.company._credit_root()
        return self.env["credit.month.end"]._last(root)

    @api.model
    def _get_method(self, root):
        """How the last provision of a legal entity was worked out."""
        worked_out = [("company_id", "=", root.id), ("state", "!=", "draft")]
        last = self.sudo().search(worked_out, order="date desc, id desc", limit=1)  # it decides, readable or not
        return last.method or ROLL

    @api.depends("date", "company_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for posting in self:
            company = posting.sudo().company_id.name  # its name is no secret
            posting.display_name = self.env._(
                "Provision of %(company)s, %(day)s", company=company, day=format_day(self.env, posting.date) or "–"
            )

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | CHOSEN

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["company_id", "date", "method", "closing", "charge", "entry_amount", "unknown", "token", "state"]

    @api.model
    def _get_remedy(self):
        return self.env._("Use Work Out or Book instead.")

    def _get_decided_text(self):
        # EXTENDS 'credit.decided'
        return self.env._("%s is booked and stays as it is.", self.display_name)

    def write(self, vals):
        # EXTENDS 'credit.decided': figures are of what was chosen then
        done = super().write(vals)
        if not self._credit_is_by_method() and CHOSEN & vals.keys():
            self._drop_figures()
        return done

    @api.constrains("company_id", "date", "months", "adjustment")
    def _check_chosen(self):
        for posting in self:
            if posting.company_id.parent_id:
                raise ValidationError(self.env._("Choose the legal entity: its branches are part of it."))
            if posting.date != date_utils.end_of(posting.date, "month"):
                raise ValidationError(self.env._("Choose the last day of a month."))
            if posting.date > posting.company_id._credit_today():
                raise ValidationError(
                    self.env._("%s has not come yet. Choose an earlier month.", format_day(self.env, posting.date))
                )
            if not 1 <= posting.months <= 60:
                raise ValidationError(self.env._("Rates follow from 1 to 60 months. Choose a number between them."))
            if not -100 <= posting.adjustment <= 1000:
                raise ValidationError(self.env._("Enter an expected change from -100 to 1,000 percent."))

    # === CHECKS === #

    def _check_analyst(self):
        if not self.env.user.has_group(ANALYST):
            raise AccessError(
                self.env._("%(user)s works out no provisions. Ask a credit analyst.", user=self.env.user.name)
            )
        self.check_access("write")

    def _check_state(self, *states):
        for posting in self:
            if posting.state not in states:
                raise UserError(
                    self.env._(
                        "%(document)s is “%(state)s”, so this cannot be done. Open it again to see it as it stands.",
                        document=posting.display_name,
                        state=dict(self._fields["state"]._description_selection(self.env))[posting.state],
                    )
                )


class CreditProvisionRow(models.Model):
    """One row of the movement table: a class of receivables from the last provision to this one."""

    _name = "credit.provision.row"
    _description = "Movement of the Provision"
    _inherit = ["credit.single"]
    _order = "id"

    posting_id = fields.Many2one(
        "credit.provision.posting", required=True, readonly=True, ondelete="cascade", index=True
    )
    currency_id = fields.Many2one(related="posting_id.currency_id")
    kind = fields.Selection([("collective", "By Loss Rates"), ("specific", "By Name")], string="Class", readonly=True)
    opening = fields.Monetary(readonly=True, help="As it was booked last.")
    moved = fields.Monetary(readonly=True, help="From one class to the other.")
    added = fields.Monetary(readonly=True, help="An expense.")
    used = fields.Monetary(string="Allowance Used", readonly=True, help="Written off since.")
    released = fields.Monetary(string="Allowance Released", readonly=True, help="Not needed any more.")
    closing = fields.Monetary(readonly=True, help="What is needed on that day.")


class CreditProvisionBand(models.Model):
    """One band of the matrix behind a provision: receivables that are not judged by name."""

    _name = "credit.provision.band"
    _description = "Band of the Provision"
    _inherit = ["credit.single"]
    _order = "id"

    posting_id = fields.Many2one(
        "credit.provision.posting", required=True, readonly=True, ondelete="cascade", index=True
    )
    currency_id = fields.Many2one(related="posting_id.currency_id")
    first_day = fields.Integer(
        string="From Day",
        readonly=True,
        aggregator=None,
        help="Past due; or since the invoice, for percentages by age. Up to the next band.",
    )
    amount = fields.Monetary(string="Receivables", readonly=True, help="Open at the end of that day.")
    rate = fields.Float(
        string="Loss Rate", digits=(6, 4), readonly=True, aggregator=None, help="What of it will be lost."
    )
    known = fields.Boolean(readonly=True)
    loss = fields.Monetary(string="Expected Loss", readonly=True, help="Receivables by their loss rate.")
