from odoo import SUPERUSER_ID, api, fields, models
from odoo.tools import format_amount

from ...const import ADMINISTRATOR

GRANTER = {"own_allowed_by", "own_allowed_on"}


class CreditAuthority(models.Model):
    """How much a person may decide on alone: on own proposals, requests, customers and orders.

    Nobody allows it to themselves, but who is the only credit administrator there is. What one has allowed to oneself
    counts until there is a second one.
    """

    _inherit = "credit.authority"

    own_up_to = fields.Monetary(
        string="Decides Alone up to",
        tracking=True,
        help="The largest limit or release of one customer that needs no second person: who proposed or asked for it,"
        " or sells to the customer, approves it too, where the authority is enough. Limits and releases that one person"
        " decided on alone in the window of the company's settings add up; an assessment counts with the whole limit"
        " it grants. Zero: a second person always decides.",
    )
    own_allowed_by = fields.Many2one(
        "res.users",
        string="Allowed by",
        readonly=True,
        copy=False,
        tracking=True,
        help="Said how much may be decided on alone. What somebody has allowed to themselves, being the only credit"
        " administrator, counts until there is another one.",
    )
    own_allowed_on = fields.Datetime(string="Allowed on", readonly=True, copy=False, tracking=True)

    _own_not_negative = models.Constraint("CHECK (COALESCE(own_up_to, 0) >= 0)", "An authority cannot be negative.")

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'credit_management'
        self._check_not_granter(*(self._credit_read_defaults(GRANTER, vals) for vals in vals_list))
        authorities = super().create(vals_list)
        authorities.filtered("own_up_to")._set_granter()
        return authorities

    def write(self, vals):
        # EXTENDS 'credit_management'
        self._check_not_granter(vals)
        done = super().write(vals)
        if "own_up_to" in vals:
            self._set_granter()
        return done

    def _set_granter(self):
        vals = {"own_allowed_by": self.env.uid, "own_allowed_on": fields.Datetime.now()}
        self._credit_by_method().sudo().write(vals)  # kept by the system: nobody writes it, whatever they may write

    @api.model
    def _check_not_granter(self, *vals_list):
        if not self._credit_is_by_method():
            for vals in vals_list:
                if GRANTER & {name for name in vals if vals[name] or self}:
                    self._credit_refuse_fields(GRANTER, self.env._("It is who enters the amount, and when."))

    def _check_not_own(self, names=frozenset()):
        # EXTENDS 'credit_management': who is the only administrator has nobody to ask
        others = self.filtered(lambda one: not one._may_allow_oneself(names))
        return super(CreditAuthority, others)._check_not_own(names)

    def _may_allow_oneself(self, names):
        """Whether the user, being alone, changes nothing of this authority but what to decide on alone."""
        return set(names) == {"own_up_to"} and self._is_only_administrator(self.env.user)

    # === ASK === #

    def _is_only_administrator(self, user):
        """Whether nobody else may change this authority: who could is to be asked."""
        administrators = self.env["res.users"]._credit_with_role(ADMINISTRATOR)
        others = administrators.filtered(lambda one: one.active and not one.share and one.id != SUPERUSER_ID) - user
        if self.company_id:
            others = others._credit_working_for(self.company_id)
        return user in administrators and not others

    def _lets_alone(self, user):
        """Whether this person decides alone by this authority."""
        return self.own_allowed_by != user or self._is_only_administrator(user)

    def _describe_granted(self):
        # EXTENDS 'credit_management'
        described = super()._describe_granted()
        if not self.own_up_to:
            return described
        own = format_amount(self.env, self.own_up_to, self.currency_id)
        return self.env._("%(granted)s, decides alone up to %(own)s", granted=described, own=own)
