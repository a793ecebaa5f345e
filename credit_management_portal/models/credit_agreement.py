from odoo import api, fields, models
from odoo.orm.models import NO_ACCESS

from odoo.addons.credit_management.models.common.day import format_day

from ..core import agreement as core

STATES = [
    (core.DRAFT, "Draft"),
    (core.APPROVED, "Approved"),
    (core.SENT, "Awaiting Signature"),
    (core.SIGNED, "Signed by the Customer"),
    (core.COUNTERSIGNED, "Countersigned"),
    (core.DECLINED, "Declined"),
    (core.REPLACED, "Replaced"),
    (core.ENDED, "Ended"),
]
# What a person drafts; the rest follows from what the customer was granted.
DRAFTED = {
    "account_id", "template_id", "request_id", "contact_id", "lang", "valid_from", "valid_to", "notice_days",
    "retention", "guarantees", "special_terms",
}  # fmt: skip


class CreditAgreement(models.Model):
    """A credit agreement with a customer, from a draft to the end of its time.

    Drafted by one person, approved by another, sent, signed by the customer, countersigned (credit_agreement_state,
    credit_agreement_sign). Approving fixes the text (credit_agreement_text); signing keeps the file and its digest,
    which never change: renewing makes a new one (credit_agreement_renew). Whether it is in force follows from its days.
    """

    _name = "credit.agreement"
    _description = "Credit Agreement"
    _inherit = ["credit.decided", "credit.log", "mail.activity.mixin", "portal.mixin"]
    _order = "id desc"

    name = fields.Char(string="Number", readonly=True, copy=False, index=True)
    account_id = fields.Many2one("credit.account", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    template_id = fields.Many2one(
        "credit.agreement.template",
        required=True,
        ondelete="restrict",
        domain="[('phase', '=', 'in_force'), ('company_id', 'in', (False, company_id))]",
        default=lambda self: self._get_default_template(),
        help="The published version whose text it takes.",
    )
    request_id = fields.Many2one(
        "credit.limit.request",
        ondelete="restrict",
        index="btree_not_null",
        domain="[('account_id', '=', account_id), ('state', 'in', ('approved', 'partly')), ('applied_on', '=', False)]",
        help="A request that was granted on condition that an agreement is signed: the signature meets that condition.",
    )
    contact_id = fields.Many2one(
        "res.partner",
        string="Sent to",
        domain="[('commercial_partner_id', '=', partner_id)]",
        help="Who gets the link. Empty for those who see the credit of the customer, else the customer itself.",
    )
    lang = fields.Selection(
        "_selection_lang", string="Language", help="Of the text. Empty for the language of the customer."
    )
    limit_amount = fields.Monetary(string="Limit", readonly=True, copy=False, help="As granted, when it was drafted.")
    unlimited = fields.Boolean(readonly=True, copy=False)
    limit_text = fields.Char(string="Agreed Limit", compute="_compute_limit_text")
    payment_term_id = fields.Many2one(
        "account.payment.term", string="Payment Terms", readonly=True, copy=False, ondelete="restrict"
    )
    late_interest_rate = fields.Float(
        string="Late Interest (% a Year)", digits=(5, 2), readonly=True, copy=False, help="As on the account."
    )
    valid_from = fields.Date(string="From", required=True, default=lambda self: self.env.company._credit_today())
    valid_to = fields.Date(string="Until", help="The last day. Empty for no end.")
    notice_days = fields.Integer(
        string="Notice (Days)",
        default=lambda self: self.env.company.credit_agreement_notice_days,
        help="So many days before its end, or before the day on which it is to end, either side says so.",
    )
    retention = fields.Boolean(
        string="Retention of Title", default=True, help="Goods stay the company's until they are paid."
    )
    guarantees = fields.Text(help="What stands behind the customer's debts, in words of the agreement.")
    special_terms = fields.Text(help="What is agreed with this customer only.")
    content = fields.Json(readonly=True, copy=False)
    content_hash = fields.Char(string="Digest of the Text", readonly=True, copy=False)
    state = fields.Selection(STATES, required=True, default=core.DRAFT, readonly=True, copy=False, index=True)
    phase = fields.Selection(
        [(core.COMING, "Coming"), (core.IN_FORCE, "In Force"), (core.OVER, "Over")],
        compute="_compute_phase",
        help="How an agreement that both have signed stands today.",
    )
    author_id = fields.Many2one(
        "res.users", string="Drafted by", readonly=True, required=True, copy=False, default=lambda self: self.env.user
    )
    approver_id = fields.Many2one("res.users", string="Approved by", readonly=True, copy=False)
    approved_on = fields.Datetime(readonly=True, copy=False)
    sent_on = fields.Datetime(readonly=True, copy=False)
    sign_until = fields.Date(readonly=True, copy=False, help="The last day on which the customer can sign it.")
    signature = fields.Image(readonly=True, copy=False, max_width=1024, max_height=1024)
    signed_by = fields.Char(readonly=True, copy=False)
    signed_on = fields.Datetime(readonly=True, copy=False)
    signed_ip = fields.Char(string="Signed from Address", readonly=True, copy=False)
    signed_file = fields.Binary(readonly=True, copy=False, attachment=True)
    signed_hash = fields.Char(string="SHA-256 of the Signed File", readonly=True, copy=False)
    decline_reason = fields.Text(string="Why the Customer Declined", readonly=True, copy=False)
    countersigned_by = fields.Many2one("res.users", readonly=True, copy=False)
    countersigned_on = fields.Datetime(readonly=True, copy=False)
    final_file = fields.Binary(string="Countersigned File", readonly=True, copy=False, attachment=True)
    final_hash = fields.Char(string="SHA-256 of the Countersigned File", readonly=True, copy=False)
    renews_id = fields.Many2one("credit.agreement", readonly=True, copy=False, ondelete="restrict")
    ended_on = fields.Date(readonly=True, copy=False, help="Its last day, where it ended early.")
    end_reason = fields.Text(readonly=True, copy=False)
    reminded_on = fields.Date(readonly=True, copy=False)
    access_token = fields.Char(groups=NO_ACCESS)  # who has it signs for the customer: nobody of us does

    _dates_in_order = models.Constraint(
        "CHECK (valid_to >= valid_from)", "The last day of an agreement cannot be before its first."
    )
    _notice_not_negative = models.Constraint("CHECK (notice_days >= 0)", "Days of notice cannot be negative.")
    _approved_by_another = models.Constraint(
        "CHECK (state = 'draft' OR approver_id <> author_id)", "Nobody approves an own agreement."
    )

    # === COMPUTE === #

    @api.depends("name", "partner_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for agreement in self:
            names = (agreement.name, agreement.partner_id.sudo().name)  # of a customer who need not be in sight
            agreement.display_name = " · ".join(filter(None, names)) or self.env._("New Agreement")

    def _compute_access_url(self):
        # EXTENDS 'portal'
        for agreement in self:
            agreement.access_url = f"/my/credit/agreements/{agreement.id}"

    @api.depends("limit_amount", "unlimited")
    @api.depends_context("lang")
    def _compute_limit_text(self):
        for agreement in self:
            agreement.limit_text = agreement.account_id and agreement._describe_limit()

    def _describe_limit(self):
        return self.env._("Unlimited") if self.unlimited else self.account_id._amount_text(self.limit_amount)

    @api.depends("state", "valid_from", "valid_to", "ended_on")
    def _compute_phase(self):
        for agreement in self:
            today = (agreement.company_id or self.env.company)._credit_today()
            last = agreement.ended_on or agreement.valid_to or None
            agreement.phase = agreement.valid_from and core.phase(agreement.state, agreement.valid_from, last, today)

    @api.model
    def _selection_lang(self):
        return self.env["res.lang"].get_installed()

    # === CRUD === #

    @api.model
    def _get_default_template(self):
        return self.env["credit.agreement.template"]._get_in_force(self.env.company)[:1].id

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | DRAFTED

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return [
            "partner_id", "limit_text", "payment_term_id", "late_interest_rate", "template_id", "request_id", "lang",
            "valid_from", "valid_to", "notice_days", "retention", "guarantees", "special_terms", "contact_id",
            "sent_to", "state", "signed_hash",
        ]  # fmt: skip

    @api.model
    def _get_remedy(self):
        return self.env._("Use Approve, Send, Take Back, Countersign, Renew or End instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Create a draft and let another person approve it.")

    def _get_decided_text(self):
        if self.state in (core.APPROVED, core.SENT):
            return self.env._(
                "%(agreement)s is approved and stays as it is. Take it back to change it.", agreement=self.display_name
            )
        return self.env._(
            "%(agreement)s stays as it was signed. Renew it to agree on something else.", agreement=self.display_name
        )

    def _get_kept_text(self):
        return self.env._("%(agreement)s stays on record: only a draft is deleted.", agreement=self.display_name)

    @api.model
    def _complete_vals(self, vals_list):
        # EXTENDS 'credit.decided'
        numbers = self.env["ir.sequence"].sudo()  # numbers are drawn, not read
        return [{**vals, "name": numbers.next_by_code(self._name)} for vals in vals_list]

    @api.model_create_multi
    def create(self, vals_list):
        agreements = super().create(vals_list)
        for agreement in agreements:
            agreement._check_drafted()
            agreement._draw_terms()
        return agreements

    def write(self, vals):
        done = super().write(vals)
        if not self._credit_is_by_method() and vals.keys() & DRAFTED:
            for agreement in self:
                agreement._check_drafted()
                agreement._draw_terms()
        return done

    def _get_hands(self):
        # EXTENDS 'credit.hands'
        hands = super()._get_hands()
        # Users of the past had a hand, too.
        return {agreement: users | agreement.sudo().author_id for agreement, users in hands.items()}

    def _day(self, day):
        return format_day(self.env, day)
