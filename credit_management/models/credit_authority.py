from odoo import api, fields, models

from ..core.authority import Authority, strongest


class CreditAuthority(models.Model):
    """By how much a person or a role may raise a customer's limit."""

    _name = "credit.authority"
    _description = "Credit Authority"
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
    amount = fields.Monetary(string="Raises up to")
    unlimited = fields.Boolean()

    _person_or_role = models.Constraint(
        "CHECK ((user_id IS NULL) <> (role IS NULL))", "Give an authority either to a person or to a role."
    )
    _amount_not_negative = models.Constraint("CHECK (amount >= 0)", "An authority cannot be negative.")

    @api.depends("company_id")
    def _compute_currency_id(self):
        for authority in self:
            authority.currency_id = (authority.company_id or self.env.company).currency_id

    @api.depends("role", "user_id")
    def _compute_display_name(self):
        roles = dict(self._fields["role"]._description_selection(self.env))
        for authority in self:
            authority.display_name = authority.user_id.name or roles.get(authority.role)

    @api.model
    def _of(self, user, company):
        """The highest authority a person has in a company, whether of their own or by role.

        :rtype: core.authority.Authority | None
        """
        roles = [
            role
            for role in ("analyst", "manager")
            if user.has_group(f"credit_management.credit_management_group_{role}")
        ]
        records = self.sudo().search(
            [
                ("company_id", "in", (False, company.sudo().root_id.id)),
                "|",
                ("user_id", "=", user.id),
                ("role", "in", roles),
            ]
        )
        return strongest([Authority(record.amount, record.unlimited) for record in records])
