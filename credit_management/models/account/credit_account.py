from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from ...const import ANALYST, MANAGER
from ..common.text import stripped

STATUSES = [
    ("not_assessed", "Not Assessed"),
    ("active", "Active"),
    ("watch", "Watch"),
    ("stop", "Stop"),
    ("closed", "Closed"),
]

# Decided by a credit manager; analysts edit the rest of an account.
DECIDED = {
    "status",
    "status_reason",
    "grade_id",
    "risk_class",
    "score",
    "payment_term_id",
    "late_interest_rate",
    "pricelist_id",
}
FOLLOWED = {"risk_class"}  # from the grade: stored, and nobody's to write
UNDECIDED = {"status": "not_assessed", "score": 0.0, "late_interest_rate": 0.0}
# The subject of an account never changes; a merge of partners makes another account of it.
IDENTITY = {"partner_id", "company_id", "partner_name"}


class CreditAccount(models.Model):
    """The decisions of one company about one customer.

    The customer is a commercial partner, the company the root of its branches: contacts and
    branches share the account. It has no ``active`` field: debts do not go when a partner is
    archived, so the account neither hides nor stops counting.
    """

    _name = "credit.account"
    _description = "Credit Account"
    _inherit = ["credit.finite", "credit.log", "mail.activity.mixin", "credit.guard"]
    _order = "partner_name, id"
    _rec_names_search = ["partner_id"]

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, ondelete="restrict", index=True)
    partner_name = fields.Char(related="partner_id.complete_name", string="Customer Name", store=True)
    partner_active = fields.Boolean(related="partner_id.active", string="Customer Active")
    company_id = fields.Many2one(
        "res.company", required=True, ondelete="restrict", index=True, default=lambda self: self.env.company.root_id
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    status = fields.Selection(STATUSES, required=True, default="not_assessed", tracking=True, copy=False)
    status_reason = fields.Char(string="Reason of Status", tracking=True, copy=False)
    grade_id = fields.Many2one("credit.grade", ondelete="restrict", tracking=True, copy=False, index="btree_not_null")
    risk_class = fields.Selection(related="grade_id.risk_class", store=True)
    score = fields.Float(
        digits=(5, 2),
        aggregator="avg",
        copy=False,
        groups=ANALYST,
        help="Of the last approved assessment, from 0 to 100; more is safer.",
    )
    payment_term_id = fields.Many2one(
        "account.payment.term",
        string="Payment Terms",
        compute="_compute_payment_term_id",
        inverse="_inverse_payment_term_id",
        domain="[('company_id', 'in', (False, company_id))]",
        tracking=True,
        help="The payment terms of the customer itself: changing them here changes them there.",
    )
    late_interest_rate = fields.Float(
        string="Late Interest (% a Year)",
        digits=(5, 2),
        tracking=True,
        help="In percent a year, charged on what is paid after it was due.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        domain="[('company_id', 'in', (False, company_id))]",
        ondelete="restrict",
        tracking=True,
    )
    controller_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        tracking=True,
        index="btree_not_null",
        help="Looks after this customer: holds, reviews and alerts come here.",
    )
    payer_ids = fields.One2many("credit.payer", "account_id", string="Agreed Payers")
    last_review = fields.Date(copy=False)
    next_review = fields.Date(copy=False, tracking=True)

    _partner_company_unique = models.Constraint(
        "UNIQUE (partner_id, company_id)", "This customer already has a credit account in this company."
    )
    _late_interest_not_negative = models.Constraint(
        "CHECK (late_interest_rate >= 0)", "Late interest cannot be negative."
    )

    # === COMPUTE === #

    @api.depends("partner_id.display_name", "company_id.name")
    @api.depends_context("uid")
    def _compute_display_name(self):
        with_company = self.env.user.has_group("base.group_multi_company")
        for account in self:
            name = account.partner_id.display_name or ""
            account.display_name = f"{name} ({account.company_id.name})" if with_company else name

    @api.depends("partner_id.property_payment_term_id", "company_id")
    def _compute_payment_term_id(self):
        for company, accounts in self.grouped("company_id").items():
            for account in accounts:
                account.payment_term_id = account.partner_id.with_company(company).property_payment_term_id

    def _inverse_payment_term_id(self):
        """Terms hold for the whole company, so every branch of it gets them."""
        for account in self:
            for company in account._branches():
                # Who may decide terms need not edit contacts.
                account.partner_id.sudo().with_company(company).property_payment_term_id = account.payment_term_id

    # === CONSTRAINTS === #

    @api.constrains("partner_id", "company_id")
    def _check_partner(self):
        for account in self.sudo():  # branches of a user need not show the entity
            owner = account.partner_id.company_id
            if owner and owner.root_id != account.company_id:
                raise ValidationError(
                    self.env._(
                        "%(partner)s belongs to %(owner)s and cannot have a credit account in %(company)s.",
                        partner=account.partner_id.display_name,
                        owner=owner.name,
                        company=account.company_id.name,
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # Filled in before the check: a client can send defaults in the context, or store them.
        vals_list = [self._add_missing_default_values(vals) for vals in vals_list]
        for vals in vals_list:
            self._normalise(vals)
            self._check_may_decide({name for name in DECIDED & vals.keys() if vals[name] != UNDECIDED.get(name, False)})
        return super().create(vals_list)._credit_recompute_related()

    def write(self, vals):
        if (forged := IDENTITY & vals.keys()) and not self._credit_is_by_method():
            self._credit_refuse_fields(
                forged,
                self.env._("A credit account stays with its customer and company. Open the other customer's account."),
            )
        self._check_may_decide(DECIDED & vals.keys())
        if "status" in vals and not stripped(vals.get("status_reason")):
            raise UserError(self.env._("Say why the status changes: open the account and choose “Change Status”."))
        done = super().write(vals)
        if "status" in vals:
            self._credit_file_stopped()
        return done

    @api.model
    def _normalise(self, vals):
        """Set the customer and root company of whatever contact or branch is given."""
        company = self.env["res.company"].browse(vals.get("company_id") or self.env.company.id)
        vals["company_id"] = company._credit_root().id
        if vals.get("partner_id"):
            vals["partner_id"] = self.env["res.partner"].browse(vals["partner_id"]).commercial_partner_id.id
        vals.setdefault("controller_id", company._credit_root().credit_controller_id.id)

    def _check_may_decide(self, names):
        """Server code may, and a credit manager; nobody else, however the call arrives."""
        if not names or self.env.su:
            return
        if not self.env.user.has_group(MANAGER):
            self._credit_refuse_fields(names, self.env._("A credit manager decides this: ask one to change it."))
        if followed := FOLLOWED & names:
            self._credit_refuse_fields(followed, self.env._("It follows from the grade: change that."))

    # === ACTIONS === #

    def action_set_status(self, status, reason):
        """Change what this customer may do from now on, and say why."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "%(user)s is no credit manager. Ask one to change the status of %(accounts)s.",
                    user=self.env.user.name,
                    accounts=", ".join(self.mapped("display_name")),
                )
            )
        return self.write({"status": status, "status_reason": reason})

    # === BUSINESS === #

    def _credit_controllers(self):
        # EXTENDS 'credit_management'
        return self.controller_id

    def _map_sellers(self):
        """Who sells to the customer of each account; whose customer it is need not be in sight, hence sudo.

        :rtype: dict[credit.account, res.users]
        """
        sellers = self.sudo().partner_id._credit_get_sellers()
        return {account: sellers[account.sudo().partner_id] for account in self}  # as above

    @api.model
    def _for(self, partners, company):
        """The accounts of these partners' customers in a company, opened where there is none.

        Two transactions may open the same account at once. The one that comes second meets a
        serialization failure, not a broken constraint: Odoo runs it again, and it then finds the
        account. Salespeople cause accounts to be opened, hence sudo.

        :param partners: contacts or customers; several of one customer give one account
        :param company: a company or a branch of it
        :rtype: credit.account, in no particular order
        """
        company = company._credit_root()
        customers = partners.sudo().commercial_partner_id
        domain = [("partner_id", "in", customers.ids), ("company_id", "=", company.id)]
        accounts = self.sudo().search(domain)
        if missing := customers - accounts.partner_id:
            accounts |= self.sudo()._open(missing, company)
        return accounts.with_env(self.env)

    def _open(self, customers, company):
        """Insert accounts that do not exist yet, without the ORM's own INSERT: it cannot yield."""
        vals_list = []
        for customer in customers:
            undecided = {name: UNDECIDED.get(name, False) for name in DECIDED}
            vals = {**undecided, "partner_id": customer.id, "company_id": company.id}
            self._normalise(vals)
            vals_list.append(self._add_missing_default_values(vals))
        names = [name for name in vals_list[0] if self._fields[name].store and self._fields[name].column_type]
        rows = [tuple(self._column(name, vals[name]) for name in names) for vals in vals_list]
        stamps = SQL("%s, %s, now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'", self.env.uid, self.env.uid)
        inserted = self.env.execute_query(
            SQL(
                "INSERT INTO credit_account (%s, create_uid, write_uid, create_date, write_date) VALUES %s"
                " ON CONFLICT (partner_id, company_id) DO NOTHING RETURNING id",
                SQL(", ").join(map(SQL.identifier, names)),
                SQL(", ").join(SQL("(%s, %s)", SQL(", ").join(row), stamps) for row in rows),
            )
        )
        accounts = self.browse(row[0] for row in inserted)
        accounts._inserted(names)
        return accounts

    def _column(self, name, value):
        return SQL("%s", self._fields[name].convert_to_column_insert(value, self))

    def _inserted(self, names):
        """Do for rows inserted in SQL what create does: stored computes, and a first message."""
        self.invalidate_recordset()
        self.modified(names)
        for field in self._fields.values():
            if field.store and field.compute:
                self.env.add_to_compute(field, self)
        self._message_log_batch(bodies={account.id: account._creation_message() for account in self})

    def _credit_file_stopped(self):
        """Have customers to whom nothing is sold any more recognised when they come again, and others forgotten."""
        customers = self.partner_id
        # On stop in a company out of sight is on stop, too.
        stopped = self.sudo().search([("partner_id", "in", customers.ids), ("status", "in", ("stop", "closed"))])
        self.env["credit.resemblance.key"]._forget((customers - stopped.partner_id).ids)
        if stopped:
            self.env["credit.resemblance"]._look(stopped.partner_id)

    def _branches(self):
        """The company of the account and every branch below it."""
        self.ensure_one()
        # Terms hold in branches the user cannot read, too.
        return self.env["res.company"].sudo().search([("id", "child_of", self.company_id.id)])
