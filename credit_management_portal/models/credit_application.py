from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.credit_management.const import ANALYST
from odoo.addons.credit_management.models.common.text import stripped

STATES = [
    ("invited", "Invited"),
    ("filling", "Being Filled In"),
    ("received", "Received"),
    ("in_work", "In Work"),
    ("question", "Question to Customer"),
    ("approved", "Approved"),
    ("declined", "Refused"),
    ("withdrawn", "Withdrawn"),
    ("expired", "Expired"),
]
# The customer still writes; we work on it; it is over.
OPEN, WORKED, ENDED = (
    ("invited", "filling"),
    ("received", "in_work", "question"),
    ("approved", "declined", "withdrawn", "expired"),
)


class CreditApplication(models.Model):
    """What a company that wants to buy on account says of itself, by a personal link.

    Invited, or asked for on the public page → filled in step by step → received → in work, with questions → approved or
    declined; withdrawn or expired on the way. Nobody writes an application but its own methods: the customer's, which
    pages of the link call, and the buttons of analysts. It becomes a survey when it is sent, or when an analyst has
    said which customer it is of.
    """

    _name = "credit.application"
    _description = "Credit Application"
    _inherit = ["credit.log", "credit.hands", "credit.finite", "mail.activity.mixin"]
    _mail_post_access = "read"
    _order = "id desc"
    _rec_name = "applicant"

    applicant = fields.Char(string="Company Applying", required=True, readonly=True)
    contact = fields.Char(string="Filled by", readonly=True, help="Who fills the application in.")
    email = fields.Char(string="Mail Address", required=True, readonly=True, help="The personal link is sent there.")
    lang = fields.Char(string="Language", readonly=True, required=True)
    company_id = fields.Many2one("res.company", required=True, readonly=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(
        "res.partner", string="Customer", readonly=True, ondelete="restrict", index="btree_not_null", tracking=True
    )
    account_id = fields.Many2one(
        "credit.account", string="Credit Account", readonly=True, ondelete="restrict", index="btree_not_null"
    )
    survey_id = fields.Many2one(
        "credit.survey",
        string="Credit Survey",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="The answers as facts, each with its source: the customer.",
    )
    is_public = fields.Boolean(
        string="From the Public Page", readonly=True, help="Nobody of us has invited the company: ask who it is."
    )
    user_id = fields.Many2one("res.users", string="Analyst", readonly=True, tracking=True)
    state = fields.Selection(
        STATES, required=True, default="invited", readonly=True, index=True, tracking=True, group_expand=True
    )
    requested_limit = fields.Monetary(readonly=True, help="What the customer asks for. Zero: nobody has said yet.")
    requested_days = fields.Integer(
        string="Requested Terms (Days)", readonly=True, aggregator=None, help="Days of credit the customer asks for."
    )
    expires_on = fields.Date(
        string="Link Valid Until", required=True, readonly=True, help="The last day on which the link opens anything."
    )
    started_on = fields.Datetime(readonly=True)
    sent_on = fields.Datetime(readonly=True)
    ended_on = fields.Date(readonly=True)
    customer_text = fields.Text(
        string="Text to the Customer", readonly=True, help="Why it was declined, in words for the customer."
    )
    anonymised_on = fields.Date(readonly=True)

    # === CRUD === #

    def write(self, vals):
        if not self._credit_is_by_method():
            names = self._credit_document_names(vals)
            if names & self._fields.keys():
                self._credit_refuse_fields(
                    names & self._fields.keys(), self.env._("Use the buttons of the application.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_retention(self):
        raise UserError(self.env._("Applications stay on record: erase the applicant's data instead."))

    # === CHECKS === #

    def _check_analyst(self):
        """Refuse who is no analyst; whoever is may read the application."""
        if not (self.env.su or self.env.user.has_group(ANALYST)):
            raise AccessError(
                self.env._(
                    "%(user)s cannot work on credit applications. Ask a credit analyst.", user=self.env.user.name
                )
            )
        self.check_access("read")

    def _check_state(self, states):
        for application in self:
            if application.state not in states:
                raise UserError(
                    self.env._(
                        "%(application)s is “%(state)s” by now: open it again to see what can be done.",
                        application=application.display_name,
                        state=application._get_state_text(),
                    )
                )

    def _check_said(self, text):
        if not stripped(text):
            raise UserError(
                self.env._("Write what the customer is to read about %(application)s.", application=self.display_name)
            )
        return stripped(text)[:4000]

    def _get_state_text(self):
        self.ensure_one()
        return dict(self._fields["state"]._description_selection(self.env))[self.state]

    # === TRANSITIONS === #

    def _set(self, vals):
        """Write what one of our methods has decided; nobody has access to write, hence sudo."""
        self.sudo()._credit_by_method().write(vals)

    def _set_ended(self, state, **vals):
        for company, applications in self.grouped("company_id").items():
            today = company._credit_today()
            # The customer reads what became of it for some time.
            until = fields.Date.add(today, days=company._credit_root().credit_application_days)
            applications._set({"state": state, "ended_on": today, "expires_on": until, **vals})
        self._credit_close_activities("credit_management_portal.credit_application_activity_type")

    def _note(self, text):
        """Say in the log what happened."""
        self.sudo()._message_log_batch(bodies=dict.fromkeys(self.ids, text))  # customers have no access to the log

    # === TELLING US === #

    def _ask_analyst(self, summary):
        """A to-do for who works on it, else for who looks after the customer, else for the company's controller."""
        for application in self.sudo():  # whom to ask is no secret, and the customer at the link has no access
            company = application.company_id
            user = application.user_id or application.account_id.controller_id or company.credit_controller_id
            user = user._credit_stand_in(company) or user
            if not (user.active and application._credit_is_read_by(user)):
                user = application._credit_successor(self.env["res.users"])
            if user:
                application.activity_schedule(
                    "credit_management_portal.credit_application_activity_type", user_id=user.id, summary=summary
                )
