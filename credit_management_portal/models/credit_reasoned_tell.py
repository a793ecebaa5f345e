from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.credit_management.const import ANALYST
from odoo.addons.credit_management.models.limit.credit_limit_request_tell import describe_told


class CreditReasoned(models.AbstractModel):
    """The customer is told of what was decided: by a button, or at once where the company says so."""

    _inherit = "credit.reasoned"

    can_tell = fields.Boolean(compute="_compute_can_tell")

    # No dependencies: it rests on settings and on what each model says; read with the form.
    @api.depends_context("uid")
    def _compute_can_tell(self):
        for document in self:
            off = document.company_id.sudo().credit_tell_customer == "off"  # a setting, for whoever tells
            saved = document._origin
            document.can_tell = bool(saved and not off and not saved.told_on and not saved._get_untold_obstacle())

    # === WHAT A MODEL SAYS === #

    def _get_untold_obstacle(self):
        """Why there is nothing yet to tell the customer, as a sentence; nothing where there is."""
        raise NotImplementedError

    def _is_refusal(self):
        """Whether the customer is told that nothing changes."""
        return False

    # === TELL === #

    def action_tell(self):
        """Write to the customer, in its language, which limit and terms it has, and the reason chosen for it."""
        if not self.env.user.has_group(ANALYST):
            raise AccessError(
                self.env._("%s does not write to customers about limits. Ask a credit analyst.", self.env.user.name)
            )
        self.check_access("write")
        for document in self:
            if obstacle := describe_told(document) or document._get_untold_obstacle() or document._get_mail_obstacle():
                raise UserError(obstacle)
            document._tell_customer()
        return True

    def _get_mail_obstacle(self):
        """Why the customer gets no mail about it, as a sentence; nothing where it gets one."""
        return self._get_mail_obstacle_of(self)

    def _tell_customer(self):
        self._tell_customer_of(self)

    def _tell_when_due(self):
        """Tell at once where the company wants that, each change once."""
        for document in self:
            automatic = document.company_id.sudo().credit_tell_customer == "automatic"  # whoever decides
            if automatic and not document.told_on and not document._get_untold_obstacle():
                document._tell_customer()

    # === MAIL === #

    @api.model
    def _get_mail_obstacle_of(self, document):
        company = document.company_id.sudo()  # a setting, for whoever tells
        if company.credit_tell_customer == "off":
            return self.env._(
                "%(company)s does not write to customers about limits and terms: an administrator can change that in"
                " the settings.",
                company=company.name,
            )
        if not document.account_id._get_told_contacts().filtered("email"):
            return self.env._(
                "%s has no email address. Add one, or tell them by telephone.", document.partner_id.display_name
            )
        return ""

    @api.model
    def _tell_customer_of(self, document):
        document = document.sudo()  # what was agreed is told, whoever decides
        if document.account_id._queue_told(document.customer_reason_id, document._is_refusal()):
            document._credit_by_method().write({"told_on": document.company_id._credit_today()})
