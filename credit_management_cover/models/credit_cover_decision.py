from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_amount

from odoo.addons.credit_management.models.common.day import format_day

# What was asked and what is answered, in the words of UN/EDIFACT 4505 and 4507.
REQUESTS = [
    ("new", "New Limit"),
    ("increase", "Increase"),
    ("preliminary", "Preliminary Assessment"),
    ("cancellation", "Cancellation"),
    ("reduction", "Reduction"),
    ("prolongation", "Prolongation"),
]
ANSWERS = [
    ("approved", "Approved"),
    ("partly", "Partly Approved"),
    ("conditional", "Approved on Conditions"),
    ("refused", "Refused"),
    ("investigating", "Being Looked Into"),
    ("withdrawn", "Withdrawn"),
    ("reduced", "Reduced"),
]
DRAFTED = {
    "cover_id", "request_id", "request", "answer", "amount", "first", "last", "conditions", "met", "reason",
    "received_on", "reference",
}  # fmt: skip


class CreditCoverDecision(models.Model):
    """An insurer's decision on a customer: a limit for what is shipped from a day on.

    What takes cover away counts as soon as it is recorded; what gives more, once another person has confirmed it. A
    decision is never changed: another one follows it.
    """

    _name = "credit.cover.decision"
    _description = "Decision of an Insurer"
    _inherit = ["credit.securing"]
    _order = "first desc, id desc"

    cover_id = fields.Many2one("credit.cover", required=True, ondelete="cascade", index=True)
    account_id = fields.Many2one(related="cover_id.account_id", store=True, index=True)
    partner_id = fields.Many2one(related="cover_id.partner_id", string="Customer", store=True)
    company_id = fields.Many2one(related="cover_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id", string="Company Currency")
    cover_currency_id = fields.Many2one(related="cover_id.cover_currency_id")
    request_id = fields.Many2one(
        "credit.cover.request",
        string="Answers",
        ondelete="restrict",
        domain="[('cover_id', '=', cover_id)]",
        help="The request it answers, if any.",
    )
    request = fields.Selection(
        REQUESTS,
        string="Asked For",
        required=True,
        compute="_compute_request",
        store=True,
        readonly=False,
        precompute=True,
    )
    answer = fields.Selection(ANSWERS, string="Decision", required=True, default="approved")
    amount = fields.Monetary(
        string="Insurer's Limit",
        currency_field="cover_currency_id",
        help="The limit that holds from its first day on, not the difference.",
    )
    first = fields.Date(
        string="For Shipments From", required=True, default=lambda self: self.env.company._credit_today()
    )
    last = fields.Date(string="Until", help="The last day of shipment. Empty for no end.")
    conditions = fields.Text(help="What has to be done before it counts, in the words of the insurer.")
    met = fields.Boolean(string="Conditions Met", help="Approved on conditions counts once they are met.")
    reason = fields.Text(help="Why, as the insurer states it.")
    received_on = fields.Date(
        required=True,
        default=lambda self: self.env.company._credit_today(),
        help="What was shipped before that keeps its cover.",
    )
    reference = fields.Char(help="The insurer's own number of the decision.")
    takes_away = fields.Boolean(
        readonly=True, copy=False, help="It gave no more than there was, so it counted without a second person."
    )
    state = fields.Selection(
        [("draft", "Draft"), ("proposed", "Proposed"), ("confirmed", "In Effect"), ("refused", "Not Recorded")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )

    _amount_not_negative = models.Constraint("CHECK (amount >= 0)", "A limit cannot be negative.")
    _dates_in_order = models.Constraint(
        "CHECK (last >= first)", "The last day of a decision cannot be before its first. Correct one of them."
    )
    _confirmed_by_another = models.Constraint(
        "CHECK (state <> 'confirmed' OR approver_id <> author_id OR alone_up_to > 0 OR takes_away IS TRUE)",
        "Nobody confirms an own proposal.",
    )

    # === COMPUTE === #

    @api.depends("request_id")
    def _compute_request(self):
        for decision in self:
            decision.request = decision.request_id.request or decision.request or "new"

    @api.depends("answer", "amount", "first", "cover_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        answers = dict(self._fields["answer"]._description_selection(self.env))
        for decision in self:
            decision.display_name = self.env._(
                "%(answer)s, %(amount)s from %(day)s",
                answer=answers.get(decision.answer, ""),
                amount=format_amount(
                    self.env, decision.amount, decision.cover_currency_id or self.env.company.currency_id
                ),
                day=format_day(self.env, decision.first),
            )

    @api.constrains("received_on", "cover_id", "request_id")
    def _check_received(self):
        for decision in self:
            if decision.received_on > decision.cover_id._get_today():
                raise ValidationError(
                    self.env._(
                        "A decision is recorded once it has come in; %(day)s has not come yet. Choose today.",
                        day=format_day(self.env, decision.received_on),
                    )
                )
            if decision.request_id and decision.request_id.cover_id != decision.cover_id:
                raise ValidationError(self.env._("The request is about other cover. Choose one of the same customer."))

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | DRAFTED

    @api.model
    def _get_counting_fields(self):
        # EXTENDS 'credit.hands'
        return DRAFTED

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["partner_id", "cover_id", "request", "answer", "amount", "first", "last", "met", "received_on", "state"]

    @api.model
    def _get_remedy(self):
        return self.env._("Use Record, Confirm or Refuse instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Draft the decision and record it.")

    @api.model_create_multi
    def create(self, vals_list):
        decisions = super().create(vals_list)
        decisions._check_cover_open()
        return decisions

    def write(self, vals):
        if DRAFTED & vals.keys():
            self._check_cover_open()
        done = super().write(vals)
        if "cover_id" in vals:
            self._check_cover_open()
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_of_proposed(self):
        self._check_cover_open()

    def _check_cover_open(self):
        """Refuse that what is decided on with a cover changes while somebody decides on it, or afterwards."""
        if self._credit_is_by_method():
            return
        for cover in self.sudo().cover_id:  # cover out of sight is decided on, too
            if cover.kind != "insurance":
                raise UserError(
                    self.env._("%(cover)s is no insurance: no insurer decides on it.", cover=cover.display_name)
                )
            if cover.state not in ("draft", "confirmed"):
                raise UserError(cover._get_decided_text())

    def _add_hands(self, user=None):
        # EXTENDS 'credit.hands': what is drafted with a cover is a part of it
        done = super()._add_hands(user)
        covers = self.sudo().cover_id  # cover out of sight has hands, too
        covers.filtered(lambda cover: cover.state == "draft")._add_hands(user)
        return done
