from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...core.exposure.aging import bucket_spans
from ...core.monitoring import provision as core
from ...models.common.day import format_day
from ...models.monitoring.credit_provision import METHODS


class CreditExpectedLoss(models.TransientModel):
    """Expected loss of the receivables of a day, by the company's own rates or other ones. Nothing is booked."""

    _name = "credit.expected.loss"
    _description = "Expected Loss"
    _inherit = ["credit.finite", "credit.single"]
    _rec_name = "company_id"

    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company._credit_root(), ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        required=True, default=lambda self: self.env.company._credit_today(), help="Receivables at the end of this day."
    )
    method = fields.Selection(
        METHODS,
        required=True,
        default=core.ROLL,
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
    line_ids = fields.One2many("credit.expected.loss.line", "loss_id", string="Matrix")
    amount = fields.Monetary(string="Receivables", compute="_compute_totals", help="Open and posted on the day chosen.")
    loss = fields.Monetary(
        string="Expected Loss", compute="_compute_totals", help="Receivables by their loss rates, all bands together."
    )
    unknown = fields.Monetary(
        string="Without a Rate", compute="_compute_totals", help="In bands of which the past tells nothing."
    )

    @api.depends("line_ids.amount", "line_ids.loss", "line_ids.unknown")
    def _compute_totals(self):
        for wizard in self:
            wizard.amount = sum(wizard.line_ids.mapped("amount"))
            wizard.loss = sum(wizard.line_ids.mapped("loss"))
            wizard.unknown = sum(wizard.line_ids.filtered("unknown").mapped("amount"))

    # === CONSTRAINTS === #

    @api.constrains("date", "months", "adjustment", "company_id")
    def _check_figures(self):
        for wizard in self:
            today = wizard.company_id._credit_today()
            if wizard.date > today:
                raise ValidationError(
                    self.env._(
                        "%(date)s has not come yet. Choose %(today)s or an earlier day.",
                        date=format_day(self.env, wizard.date),
                        today=format_day(self.env, today),
                    )
                )
            if not 1 <= wizard.months <= 60:
                raise ValidationError(self.env._("Rates follow from 1 to 60 months. Choose a number between them."))
            if wizard.adjustment < -100:
                raise ValidationError(self.env._("Losses cannot fall by more than 100 %. Choose a smaller change."))

    # === ACTIONS === #

    def action_compute(self):
        """Fill in the matrix from the past; rates given by hand before are lost."""
        self.ensure_one()
        if self.company_id.root_id not in self.env.user.company_ids._credit_roots():
            raise UserError(
                self.env._(
                    "%(user)s does not work in %(company)s. Choose another company.",
                    user=self.env.user.name,
                    company=self.company_id._credit_root().name,
                )
            )
        self.line_ids = [Command.clear()] + [Command.create(vals) for vals in self._prepare_lines()]
        return {
            "type": "ir.actions.act_window", "name": self.env._("Expected Loss"), "res_model": self._name,
            "res_id": self.id, "view_mode": "form", "target": "current",
        }  # fmt: skip

    def _prepare_lines(self):
        root = self.company_id._credit_root()
        matrix = self.env["credit.provision"]._read_by(self.method, root, self.date, self.months)
        rolls = (*matrix.rolls, *(None,) * (len(matrix.starts) - len(matrix.rolls)))  # the last has none, or no age has
        bands = zip(bucket_spans(matrix.starts), matrix.amounts, rolls, matrix.rates, strict=True)
        return [self._prepare_line_vals(*band) for band in bands]

    def _prepare_line_vals(self, span, amount, roll, loss):
        first, last = span
        if not first and self.method == core.AGE:
            name = f"0–{last}" if last else "0"
        elif not first:
            name = self.env._("Current")
        else:
            name = f"{first}–{last}" if last else self.env._("Over %(days)s", days=first - 1)
        return {
            "name": name,
            "amount": amount,
            "roll_rate": roll or 0.0,
            "roll_known": roll is not None,
            "past_rate": loss or 0.0,
            "past_known": loss is not None,
        }


class CreditExpectedLossLine(models.TransientModel):
    """One band of the matrix."""

    _name = "credit.expected.loss.line"
    _description = "Band of an Expected Loss"
    _inherit = ["credit.finite", "credit.single"]

    loss_id = fields.Many2one("credit.expected.loss", required=True, ondelete="cascade", index=True)
    currency_id = fields.Many2one(related="loss_id.currency_id")
    name = fields.Char(string="Days", readonly=True, help="Past due; or since the invoice, for percentages by age.")
    amount = fields.Monetary(
        string="Receivables", readonly=True, help="Open and posted in this band on the day chosen."
    )
    roll_rate = fields.Float(
        readonly=True, digits=(6, 4), help="How much of it was found one band later, a month later."
    )
    roll_known = fields.Boolean(readonly=True)
    past_rate = fields.Float(
        readonly=True,
        digits=(6, 4),
        help="Share of this band that was found in the oldest one later, by the months counted.",
    )
    past_known = fields.Boolean(readonly=True)
    rate = fields.Float(
        string="Loss Rate",
        digits=(6, 4),
        compute="_compute_rate",
        store=True,
        readonly=False,
        help="What of it will be lost: the product of the roll rates down to the last band, with the expected change."
        " Write another one to try it.",
    )
    unknown = fields.Boolean(compute="_compute_loss")
    loss = fields.Monetary(
        string="Expected Loss", compute="_compute_loss", help="Receivables of the band by its loss rate."
    )

    @api.depends("past_rate", "loss_id.adjustment")
    def _compute_rate(self):
        for line in self:
            (line.rate,) = core.adjusted((line.past_rate,), 1 + line.loss_id.adjustment / 100)

    @api.depends("amount", "rate", "past_known")
    def _compute_loss(self):
        for line in self:
            line.unknown = not line.past_known and not line.rate
            loss = core.expected_loss((line.amount,), (None if line.unknown else line.rate,))
            line.loss = line.currency_id.round(loss.total or 0.0)

    @api.constrains("rate")
    def _check_rate(self):
        for line in self:
            if not 0 <= line.rate <= 1:
                raise ValidationError(
                    self.env._("The loss rate of “%(band)s” lies between 0 %% and 100 %%.", band=line.name)
                )
