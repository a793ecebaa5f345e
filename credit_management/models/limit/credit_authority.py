from odoo import api, fields, models
from odoo.fields import Domain

from ...const import ANALYST, ROLES
from ...core.limit.authority import Authority, strongest, weakest
from ..account.credit_grade import RISK_CLASSES


class CreditAuthority(models.Model):
    """By how much a person or a role may raise a customer's limit, and how large an order they may release.

    An amount of zero grants nothing.
    """

    _name = "credit.authority"
    _description = "Credit Authority"
    _inherit = ["credit.finite", "credit.single"]
    _order = "company_id, role, id"

    company_id = fields.Many2one(
        "res.company",
        domain=[("parent_id", "=", False)],
        ondelete="cascade",
        index=True,
        help="Empty for every company, each with the amount in its own currency.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    role = fields.Selection([("analyst", "Credit Analysts"), ("manager", "Credit Managers")])
    user_id = fields.Many2one("res.users", domain=[("share", "=", False)], ondelete="cascade", index="btree_not_null")
    risk_class = fields.Selection(RISK_CLASSES, help="Empty for customers of every risk class, and of none.")
    amount = fields.Monetary(string="Raises up to")
    unlimited = fields.Boolean()
    release_amount = fields.Monetary(
        string="Releases up to",
        help="The largest order on hold that may be released, together with the customer's other orders released"
        " in the window of the company's settings.",
    )
    release_unlimited = fields.Boolean(string="Releases Any Amount")

    _person_or_role = models.Constraint(
        "CHECK ((user_id IS NULL) <> (role IS NULL))", "Give an authority either to a person or to a role."
    )
    _amount_not_negative = models.Constraint(
        "CHECK (amount >= 0 AND release_amount >= 0)", "An authority cannot be negative."
    )

    @api.depends("company_id")
    def _compute_currency_id(self):
        for authority in self:
            authority.currency_id = (authority.company_id or self.env.company).currency_id

    @api.depends("role", "user_id")
    def _compute_display_name(self):
        roles = dict(self._fields["role"]._description_selection(self.env))
        for authority in self:
            authority.display_name = authority.user_id.name or roles.get(authority.role)

    # === BUSINESS === #

    @api.model
    def _of(self, user, company, risk_class=None):
        """The highest authority over limits a person has in a company, whether of their own or by role.

        :param risk_class: that of the customer; without it only what holds for every customer counts
        :rtype: core.limit.authority.Authority | None
        """
        return strongest(
            Authority(record.amount, record.unlimited)
            for record in self._granted(company, risk_class)
            if (record.amount or record.unlimited) and record._is_for(user)
        )

    @api.model
    def _over_account(self, user, account):
        """The authority a person has over the limits of a customer, by the worst class it may be of.

        :rtype: core.limit.authority.Authority | None
        """
        classes = account._get_risk_classes()[account]
        return weakest(self._of(user, account.company_id, risk_class) for risk_class in classes)

    @api.model
    def _domain_of_limits(self, user):
        """The limits over which a person has any authority."""
        # Who may decide is no secret.
        granted = self.sudo().search(["|", ("amount", ">", 0), ("unlimited", "=", True)])
        return Domain.OR(
            (Domain("company_id", "=", record.company_id.id) if record.company_id else Domain.TRUE)
            & (Domain("account_id.risk_class", "=", record.risk_class) if record.risk_class else Domain.TRUE)
            for record in granted
            if record._is_for(user)
        )

    @api.model
    def _release_authority(self, user, account):
        """The highest authority a person has to release orders of a customer.

        :rtype: core.limit.authority.Authority | None
        """
        return self._release_authorities(user, account)[user, account]

    @api.model
    def _release_authorities(self, users, accounts):
        """The highest authority each person has to release orders of each customer, in one query.

        :return: {(user, account): core.limit.authority.Authority | None}
        """
        # Whom to ask is for everybody to know, and no secret of the account; its risk class decides, readable or not.
        classes = accounts.sudo()._get_risk_classes()
        granted = self.sudo().search([("company_id", "in", (False, *accounts.sudo().company_id.ids))])
        granted = granted.filtered(lambda record: record.release_amount or record.release_unlimited)
        own = {user: [record for record in granted if record._is_for(user)] for user in users}
        return {
            (user, account): weakest(
                strongest(
                    Authority(record.release_amount, record.release_unlimited)
                    for record in own[user]
                    if record._is_over(account.sudo(), risk_class)
                )
                for risk_class in classes[account.sudo()]
            )
            for user in users
            for account in accounts
        }

    @api.model
    def _entitled(self, account, amount):
        """Who may release so much of a customer, those with the smallest authority first.

        :param amount: in the currency of the account
        :rtype: res.users
        """
        account = account.sudo()  # whom to ask is no secret of the account
        authorities = self._release_authorities(self._deciders(account.company_id), account)
        able = [
            (found.ceiling, user.id, user)
            for (user, _account), found in authorities.items()
            if found and found.covers(amount)
        ]
        # People of other companies, too.
        return self.env["res.users"].sudo().concat(*(user for *_order, user in sorted(able, key=lambda item: item[:2])))

    @api.model
    def _deciders(self, company):
        """Everybody who may decide on holds in a company, whatever their authority."""
        users = self.env["res.users"]._credit_with_role(ANALYST)
        return users._credit_working_for(company)

    @api.model
    def _granted(self, company, risk_class=None):
        # Whom to ask is for everybody to know.
        return self.sudo().search(
            [
                ("company_id", "in", (False, company._credit_root().id)),
                ("risk_class", "in", (False, risk_class or False)),
            ]
        )

    def _is_over(self, account, risk_class):
        self.ensure_one()
        of_company = not self.company_id or self.company_id == account.company_id
        return of_company and (not self.risk_class or self.risk_class == risk_class)

    def _is_for(self, user):
        self.ensure_one()
        if self.role:
            return user.has_group(ROLES[self.role])
        return self.user_id == user
