from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.credit_management.const import ANALYST, USER

ROLE = {"credit_viewer", "credit_viewer_of_id"}
# By these a contact comes to belong to another customer.
MOVES = {"parent_id", "is_company"}


class ResPartner(models.Model):
    """The role *sees credit*: a contact that sees the figures of its customer on the portal.

    It is given for one customer: a contact that moves to another one leaves it behind.
    """

    _inherit = "res.partner"

    credit_viewer = fields.Boolean(
        string="Sees Credit",
        compute="_compute_credit_viewer",
        inverse="_inverse_credit_viewer",
        groups=USER,
        help="With a login for the portal, this contact sees there what the customer owes and may owe, pays, and asks"
        " for more. It holds for this customer: a contact that moves to another one loses it.",
    )
    credit_viewer_of_id = fields.Many2one(
        "res.partner", string="Sees Credit of", readonly=True, copy=False, groups=USER, index="btree_not_null"
    )

    @api.depends("credit_viewer_of_id", "commercial_partner_id")
    def _compute_credit_viewer(self):
        for partner in self:
            customer = partner.commercial_partner_id
            partner.credit_viewer = bool(customer) and partner.credit_viewer_of_id == customer

    def _inverse_credit_viewer(self):
        for partner in self:
            partner.credit_viewer_of_id = partner.credit_viewer and partner.commercial_partner_id

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        partners = super().create(vals_list)
        # What was given by a default counts, too, whoever may read it.
        given = partners.sudo().filtered("credit_viewer_of_id")
        partners.browse(given.ids)._credit_check_appointed()
        return partners

    def write(self, vals):
        # EXTENDS 'base'
        if ROLE & vals.keys():
            self._credit_check_may_appoint()
        done = super().write(vals)
        if "credit_viewer_of_id" in vals:
            self._credit_check_appointed()
        if self and MOVES & vals.keys() and (moved := self._credit_moved_viewers()):
            # Moved back, they would see credit unasked. Whoever moves them ends the role: nobody is asked.
            super(ResPartner, moved).write({"credit_viewer_of_id": False})
        return done

    def _credit_moved_viewers(self):
        """Contacts here and below, archived ones too, whose role is for another customer than their own by now."""
        below = self.sudo().with_context(active_test=False)  # whoever moves them
        given = below.search([("id", "child_of", self.ids), ("credit_viewer_of_id", "!=", False)])
        return given.filtered(lambda one: one.credit_viewer_of_id != one.commercial_partner_id)

    def _credit_check_appointed(self):
        """Refuse the role for another customer than the contact's own: it would wait for the contact to move there."""
        for partner in self.sudo():  # whoever may read it
            customer = partner.credit_viewer_of_id
            if customer and customer != partner.commercial_partner_id:
                raise AccessError(
                    self.env._(
                        "%(contact)s does not belong to %(customer)s and cannot see its credit.",
                        contact=partner.name,
                        customer=customer.name,
                    )
                )
        # The customer is the one they belong to by now, which the same write may have changed.
        self._credit_check_may_appoint()

    def _credit_check_may_appoint(self):
        """Who sells to the customer, or looks after its credit, says who of its people sees it; nobody for themselves.

        Pages of the portal write contacts as the system: the person at the keys counts.
        """
        person = self.env["res.users"]._credit_person()
        if not self or person.id == SUPERUSER_ID or person.has_group(ANALYST):
            return
        if person.has_group(USER):
            everybody = person.has_group("sales_team.group_sale_salesman_all_leads")
            # Whose customer it is need not be in sight.
            sellers = self.sudo().commercial_partner_id.user_id
            if everybody or sellers <= person:
                return
        raise AccessError(
            self.env._(
                "%(user)s cannot say who sees the credit of %(customers)s. Ask a credit analyst, or who sells to them.",
                user=person.name,
                customers=", ".join(self.mapped("name")),
            )
        )
