from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ....const import ANALYST
from ....core.assessment.relationship import NEW
from ...common.day import format_day
from .credit_survey_fact import CHECKED

# Fields filled on the survey itself.
HEAD = {"requested_limit", "requested_days", "expected_purchases", "note"}
# Set by analysts only.
ASSIGNED = {"user_id", "relationship"}
FROZEN = ("verified", "closed")
# The lists of a survey, each of a model of its own.
ROWS = ["owner_ids", "licence_ids", "reference_ids", "site_ids", "grade_ids"]


class CreditSurvey(models.Model):
    """Facts about a customer, each with its source and its date.

    A survey is filled by who knows the customer, submitted when nothing required is missing and no contradiction
    stands, verified by somebody else, and closed when a newer one is due. From its verification on it stays as it is.
    """

    _name = "credit.survey"
    _description = "Credit Survey"
    _inherit = ["credit.decided", "credit.log", "mail.activity.mixin"]
    _drafted_states = ("draft", "with_customer")
    _order = "opened_on desc, id desc"

    account_id = fields.Many2one("credit.account", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        string="Filled by",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False)]",
        index=True,
        tracking=True,
    )
    opened_on = fields.Date(required=True, readonly=True, copy=False)
    relationship = fields.Selection(
        [("new", "New Customer"), ("existing", "Existing Customer")],
        compute="_compute_relationship",
        store=True,
        readonly=False,
        tracking=True,
        help="A customer is an existing one once its first posted invoice is as old as the credit policy says.",
    )
    requested_limit = fields.Monetary(tracking=True, help="What the customer asks for. Zero: nobody has said yet.")
    requested_days = fields.Integer(
        string="Requested Terms (Days)",
        aggregator=None,
        tracking=True,
        help="Days of credit the customer asks for. Zero: nobody has said yet.",
    )
    expected_purchases = fields.Monetary(
        string="Expected Yearly Purchases", help="What the customer expects to buy from us in a year."
    )
    note = fields.Text(string="Notes", copy=False)
    answer_ids = fields.One2many("credit.survey.answer", "survey_id", string="Answers")
    owner_ids = fields.One2many("credit.survey.owner", "survey_id", string="Owners")
    licence_ids = fields.One2many("credit.survey.licence", "survey_id", string="Licences and Certificates")
    reference_ids = fields.One2many("credit.survey.reference", "survey_id", string="References")
    site_ids = fields.One2many("credit.survey.site", "survey_id", string="Sites")
    grade_ids = fields.One2many("credit.survey.grade", "survey_id", string="Outside Grades")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("with_customer", "With Customer"),
            ("submitted", "Submitted"),
            ("verified", "Verified"),
            ("closed", "Closed"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
        group_expand=True,
    )
    submitted_by = fields.Many2one("res.users", readonly=True, copy=False)
    submitted_on = fields.Datetime(readonly=True, copy=False)
    verified_by = fields.Many2one("res.users", readonly=True, copy=False)
    verified_on = fields.Datetime(readonly=True, copy=False)
    valid_to = fields.Date(readonly=True, copy=False, help="The last day on which it may be relied on.")
    closed_on = fields.Date(readonly=True, copy=False)
    anonymised_on = fields.Date(readonly=True, copy=False)

    _one_open = models.UniqueIndex(
        "(account_id) WHERE state <> 'closed'",
        "Another survey of this customer was made at the same moment. Open that one.",
    )
    _verified_by_somebody = models.Constraint(
        "CHECK (state <> 'verified' OR (verified_by IS NOT NULL AND verified_by <> submitted_by))",
        "Nobody verifies a survey of their own.",
    )
    _requests_not_negative = models.Constraint(
        "CHECK (requested_limit >= 0 AND requested_days >= 0 AND expected_purchases >= 0)",
        "What a customer asks for or expects to buy cannot be negative.",
    )

    # === COMPUTE === #

    @api.depends("partner_id.display_name", "opened_on")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for survey in self:
            survey.display_name = self.env._(
                "%(partner)s, survey of %(day)s",
                partner=survey.partner_id.display_name or "",
                day=format_day(self.env, survey.opened_on) or "–",
            )

    @api.depends("account_id")
    def _compute_relationship(self):
        relationships = self.account_id._relationships()
        for survey in self:
            survey.relationship = relationships.get(survey.account_id, NEW)

    # === CONSTRAINTS === #

    @api.constrains("user_id", "company_id")
    def _check_user(self):
        self._credit_check_works_here()

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | HEAD | ASSIGNED | self._get_row_fields()

    @api.model
    def _get_counting_fields(self):
        # EXTENDS 'credit.hands': rows say themselves what counts, for who verifies notes confirmations there.
        return HEAD | {"relationship"}

    @api.model
    def _get_creation_fields(self):
        return super()._get_creation_fields() | {"account_id"}

    @api.model
    def _get_row_fields(self):
        """Every list of answers and facts: an analyst who verifies still notes what confirms or contradicts one."""
        lists = {"credit.survey.answer", *(self._fields[name].comodel_name for name in ROWS)}
        return {
            name for name, field in self._fields.items() if field.type == "one2many" and field.comodel_name in lists
        }

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["partner_id", "submitted_on", *sorted(HEAD), "answer_ids", *ROWS]

    @api.model
    def _get_remedy(self):
        return self.env._("Use the buttons of the survey: Submit, Verify, Close.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Create a draft, fill and submit it.")

    def _get_decided_text(self):
        if self.state in FROZEN:
            return self.env._(
                "%(survey)s has been verified or closed and stays as it is. An analyst can reopen it, with a reason.",
                survey=self.display_name,
            )
        return self.env._(
            "%(survey)s is submitted: only what confirms or contradicts it is still noted, by an analyst."
            " Take it back to draft to change anything else.",
            survey=self.display_name,
        )

    def _get_kept_text(self):
        return self.env._("%(survey)s is no draft any more and stays on record. Close it.", survey=self.display_name)

    @api.model_create_multi
    def create(self, vals_list):
        surveys = super().create(vals_list)
        surveys._fill_in()
        return surveys

    @api.model
    def _prepare_creation_vals(self, vals):
        """A salesperson creates an own survey, of a customer as the ledger has it."""
        vals = super()._prepare_creation_vals(vals)
        if vals.get("user_id") != self.env.uid:
            self._check_assigns({"user_id"})
        if vals.get("relationship"):
            self._check_assigns({"relationship"})
        self._check_customer(self.env["credit.account"].browse(vals.get("account_id") or ()))
        return vals

    @api.model
    def _complete_vals(self, vals_list):
        self._check_none_open(vals_list)
        # Only the day of their company is read.
        accounts = self.env["credit.account"].sudo().browse(vals.get("account_id") for vals in vals_list)
        return [
            {**vals, "opened_on": account.company_id._credit_today()}
            for vals, account in zip(vals_list, accounts, strict=True)
        ]

    def write(self, vals):
        if vals.get("state") in FROZEN:
            self.flush_recordset(["completeness", "contradictions"])  # as they are before they stay as they are
        return super().write(vals)

    def _check_drafting(self, names):
        if assigned := ASSIGNED & names:
            self._check_assigns(assigned)
        return super()._check_drafting(names)

    def unlink(self):
        self.check_access("unlink")
        # Rows go through the ORM, for their documents go with them.
        for name in ["answer_ids", *ROWS]:
            self.sudo()._rows(name)._credit_by_method().unlink()  # who may delete the survey may delete its rows
        return super().unlink()

    def _check_assigns(self, names):
        if not self._is_analyst():
            self._credit_refuse_fields(names, self.env._("A credit analyst says this: ask one to change it."))

    def _check_customer(self, account):
        """A salesperson opens surveys of own customers, and of those nobody looks after yet."""
        partner = account.sudo().partner_id  # who looks after the customer decides, whoever reads the account
        others = partner.user_id and partner.user_id != self.env.user and not self._is_analyst()
        if others and partner.with_env(self.env).has_access("read"):
            raise AccessError(
                self.env._(
                    "%(partner)s is looked after by %(owner)s. Ask them, or a credit analyst, to make the survey.",
                    partner=partner.display_name,
                    owner=partner.user_id.name,
                )
            )
        account.check_access("read")

    @api.model
    def _check_none_open(self, vals_list):
        """Asked before the database is: it would say the same in fewer words."""
        accounts = [vals.get("account_id") for vals in vals_list]
        # One out of sight is open, too.
        found = self.sudo().search([("account_id", "in", accounts), ("state", "!=", "closed")], limit=1)
        if found:
            raise UserError(
                self.env._(
                    "%(survey)s is open already, filled by %(user)s. Go on with it, or have an analyst close it.",
                    survey=found.display_name,
                    user=found.user_id.name,
                )
            )

    def _check_fillable(self, names=None):
        """Refuse changes by state: all of a draft may change, the verification of a submitted fact, later nothing.

        :param names: the fields of a row or of the survey that are about to change; None for rows that come or go
        """
        for survey in self.sudo():  # a survey out of sight is closed, too
            checking = names is not None and set(names) <= CHECKED and self._is_analyst()
            if survey.state not in self._drafted_states and not (survey.state == "submitted" and checking):
                raise UserError(survey._get_decided_text())

    def _is_analyst(self):
        return self.env.su or self.env.user.has_group(ANALYST)

    # === BUSINESS === #

    def _rows(self, name):
        """All the rows of these surveys in one list."""
        field = self._fields[name]
        return self.env[field.comodel_name].search([(field.inverse_name, "in", self.ids)])

    @api.model
    def _verified(self, accounts):
        """The survey each account is judged by: of those verified the newest, expired or not.

        :rtype: dict[credit.account, credit.survey]
        """
        surveys = self.search(
            [("account_id", "in", accounts.ids), ("verified_on", "!=", False), ("state", "in", FROZEN)],
            order="verified_on, id",
        )
        return {survey.account_id: survey for survey in surveys}
