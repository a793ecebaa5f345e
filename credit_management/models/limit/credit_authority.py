from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from ...const import ROLES
from ..account.credit_grade import RISK_CLASSES

FIGURES = {"amount", "unlimited", "release_amount", "release_unlimited", "own_up_to"}


class CreditAuthority(models.Model):
    """By how much a person or a role may raise a customer's limit, and how large an order they may release.

    An amount of zero grants nothing. Who looks up what somebody may decide finds it in credit_authority_lookup.py.
    """

    _name = "credit.authority"
    _description = "Credit Authority"
    _inherit = ["credit.finite", "credit.shared", "credit.log", "credit.single"]
    _order = "company_id, role, id"

    active = fields.Boolean(default=True, tracking=True, help="An authority that is archived grants nothing.")
    company_id = fields.Many2one(
        "res.company",
        domain=[("parent_id", "=", False)],
        ondelete="cascade",
        index=True,
        tracking=True,
        help="Empty for every company, each with the amount in its own currency.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    role = fields.Selection([("analyst", "Credit Analysts"), ("manager", "Credit Managers")], tracking=True)
    user_id = fields.Many2one(
        "res.users", domain=[("share", "=", False)], ondelete="cascade", index="btree_not_null", tracking=True
    )
    risk_class = fields.Selection(
        RISK_CLASSES, tracking=True, help="Empty for customers of every risk class, and of none."
    )
    amount = fields.Monetary(
        string="Raises up to",
        tracking=True,
        help="By how much a limit may be raised, together with the customer's other increases in the window of the"
        " company's settings.",
    )
    unlimited = fields.Boolean(tracking=True)
    release_amount = fields.Monetary(
        string="Releases up to",
        tracking=True,
        help="The largest order on hold that may be released, together with the customer's other orders released"
        " in the window of the company's settings.",
    )
    release_unlimited = fields.Boolean(string="Releases Any Amount", tracking=True)

    _person_or_role = models.Constraint(
        "CHECK ((user_id IS NULL) <> (role IS NULL))", "Give an authority either to a person or to a role."
    )
    _amount_not_negative = models.Constraint(
        "CHECK (amount >= 0 AND release_amount >= 0)", "An authority cannot be negative."
    )

    # === COMPUTE === #

    @api.depends("company_id")
    def _compute_currency_id(self):
        for authority in self:
            authority.currency_id = (authority.company_id or self.env.company).currency_id

    @api.depends("role", "user_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        roles = dict(self._fields["role"]._description_selection(self.env))
        for authority in self:
            authority.display_name = authority.user_id.name or roles.get(authority.role)

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        authorities = super().create(vals_list)
        for authority in authorities:
            authority._check_not_own({name for name in FIGURES if authority[name]})
        return authorities

    def write(self, vals):
        self._check_not_own(vals)
        done = super().write(vals)
        self._check_not_own(vals)
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_logged(self):
        """Who might decide how much stays on record."""
        if not self.env.su:
            raise UserError(
                self.env._(
                    "The authority of %(who)s stays on record. Archive it: then it grants nothing.",
                    who=self[:1].display_name,
                )
            )

    def _check_not_own(self, names=frozenset()):
        """Nobody changes what they may decide themselves, whether it is theirs by name or by role.

        :param names: the fields that change
        """
        if self.env.su:
            return
        if own := self.filtered(lambda record: record._is_for(self.env.user))[:1]:
            self._refuse_own(own)

    def _refuse_own(self, own):
        raise AccessError(
            self.env._(
                "%(user)s decides by the authority of %(who)s and cannot change it. Ask another credit administrator.",
                user=self.env.user.name,
                who=own.display_name,
            )
        )

    def _creation_message(self):
        # EXTENDS 'mail'
        return self.env._("Granted to %(who)s: %(granted)s.", who=self.display_name, granted=self._describe_granted())

    def _describe_granted(self):
        return self.env._(
            "raises %(raises)s, releases %(releases)s",
            raises=self._get_amount_text(self.amount, self.unlimited),
            releases=self._get_amount_text(self.release_amount, self.release_unlimited),
        )

    def _get_amount_text(self, amount, unlimited):
        if unlimited:
            return self.env._("any amount")
        return self.env._("up to %s", format_amount(self.env, amount, self.currency_id))

    # === BUSINESS === #

    def _is_for(self, user):
        self.ensure_one()
        if self.role:
            return user.has_group(self._get_role_group())
        return self.user_id == user

    def _get_role_group(self):
        """The group of the people who hold this role; for addons that bring a role to extend."""
        return ROLES[self.role]
