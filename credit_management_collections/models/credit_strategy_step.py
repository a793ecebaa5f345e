from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..const import MAIL_TEMPLATES, NOTE, SMS_TEMPLATES
from ..core import strategy as core

CHANNELS = [("mail", "Mail"), ("letter", "Letter"), ("phone", "Call"), ("sms", "SMS")]
TONES = [("friendly", "Friendly"), ("firm", "Firm"), ("final", "Final Notice")]
EARLIEST, LATEST = -90, 3650  # days from due


class CreditStrategyStep(models.Model):
    """One step of a strategy: how many days from due, by which channel, in which words."""

    _name = "credit.strategy.step"
    _description = "Step of a Strategy"
    _inherit = ["credit.strategy.row"]
    _order = "strategy_id, from_due"

    strategy_id = fields.Many2one("credit.strategy", required=True, ondelete="cascade")
    from_due = fields.Integer(
        string="Days from Due",
        required=True,
        help="Zero and below is a courtesy note before anything is late; it counts as no level.",
    )
    channel = fields.Selection(CHANNELS, required=True, default="mail")
    otherwise = fields.Selection(CHANNELS, help="Taken where the customer cannot be reached by the first.")
    otherwise_then = fields.Selection(CHANNELS, string="Or Else", help="Taken where neither of them is possible.")
    tone = fields.Selection(TONES, required=True, default="friendly", help="A final notice is sent by a manager.")
    template_id = fields.Many2one(
        "mail.template",
        string="Mail",
        domain=[("model", "=", "credit.reminder")],
        ondelete="restrict",
        help="Empty: the usual words of its tone.",
    )
    sms_template_id = fields.Many2one(
        "sms.template",
        string="Text Message",
        domain=[("model", "=", "credit.reminder")],
        ondelete="restrict",
        help="Empty: the usual words of its tone.",
    )
    letter_text = fields.Html(
        string="Letter", translate=True, sanitize=True, help="Empty: the usual words of its tone. Amounts follow it."
    )
    sender = fields.Selection(
        [("collector", "Who Looks After the Customer"), ("salesperson", "Salesperson"), ("company", "Company")],
        required=True,
        default="collector",
        help="In whose name it is sent; where there is nobody, in the company's.",
    )
    copy_to_seller = fields.Boolean(string="Copy to Salesperson")
    attach_statement = fields.Boolean(help="The statement of account as PDF. Each takes about a second to make.")
    attach_invoices = fields.Boolean(help="The invoices as they were sent, where their PDF has been kept.")

    _one_a_day = models.Constraint(
        "UNIQUE (strategy_id, from_due)", "There is a step on this day already: change that."
    )

    @api.depends("from_due", "channel")
    @api.depends_context("lang")
    def _compute_display_name(self):
        channels = dict(self._fields["channel"]._description_selection(self.env))
        for step in self:
            step.display_name = f"{step.from_due:+d} {channels.get(step.channel, '')}"

    @api.constrains("otherwise", "otherwise_then")
    def _check_otherwise(self):
        for step in self:
            if step.otherwise_then and not step.otherwise:
                raise ValidationError(self.env._("Choose the first channel to take instead before the second."))

    @api.model
    def _credit_get_bounds(self, field):
        # EXTENDS 'credit_management': courtesy notes are before due
        return (EARLIEST, LATEST) if field.name == "from_due" else super()._credit_get_bounds(field)

    # === BUSINESS === #

    def _to_core(self):
        return core.Step(
            self.from_due, self.channel, self.tone, tuple(filter(None, (self.otherwise, self.otherwise_then)))
        )

    @api.model
    def _get_manner(self, tone, level):
        """Whose usual words: those of a tone, or of a note that comes before anything is late."""
        return tone if level else NOTE

    @api.constrains("template_id", "sms_template_id")
    def _check_templates(self):
        for step in self:
            for template in filter(None, (step.template_id, step.sms_template_id)):
                if template.sudo().model != "credit.reminder":  # whoever may read it
                    raise ValidationError(
                        self.env._("“%s” is no template of reminders: choose one of these.", template.sudo().name)
                    )

    def _get_mail_template(self, tone, level):
        return self.template_id or self.env.ref(MAIL_TEMPLATES[self._get_manner(tone, level)])

    def _get_sms_template(self, tone, level):
        return self.sms_template_id or self.env.ref(SMS_TEMPLATES[self._get_manner(tone, level)])


class CreditStrategyMinimum(models.Model):
    """The smallest amount of a currency that a message is sent for."""

    _name = "credit.strategy.minimum"
    _description = "Smallest Amount to Ask For"
    _inherit = ["credit.strategy.row"]
    _order = "strategy_id, currency_id"

    strategy_id = fields.Many2one("credit.strategy", required=True, ondelete="cascade")
    currency_id = fields.Many2one("res.currency", required=True, ondelete="restrict")
    amount = fields.Monetary(required=True, help="Of all that would be in the message. Less is not asked for.")

    _one_a_currency = models.Constraint(
        "UNIQUE (strategy_id, currency_id)", "There is an amount for this currency already: change that."
    )
    _amount_not_negative = models.Constraint("CHECK (amount >= 0)", "The smallest amount cannot be negative.")

    @api.depends("currency_id", "amount")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for one in self:
            one.display_name = one.currency_id.format(one.amount) if one.currency_id else ""
