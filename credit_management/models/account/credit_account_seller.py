from odoo import models
from odoo.exceptions import AccessError, UserError

from ...const import ADMINISTRATOR
from ..common.text import stripped


class CreditAccount(models.Model):
    """Who sold to a customer decides on nothing of it for a year, whoever made it so.

    Made salesperson by mistake, or to be kept from deciding, somebody is freed by an administrator, on record.
    """

    _inherit = "credit.account"

    def _free_former_seller(self, user, reason):
        """Let somebody decide again who sold to the customer and does not any more.

        :raise AccessError: the user is no administrator of all companies that know the customer, or would free himself
        :raise UserError: nothing is noted, no reason is given, or who is to be freed sells to the customer still
        """
        self.ensure_one()
        self.check_access("read")
        customer = self.sudo().partner_id  # the customer need not be in sight
        names = {"user": self.env.user.name, "freed": user.name, "customer": customer.display_name}
        if not self.env.user.has_group(ADMINISTRATOR):
            raise AccessError(
                self.env._(
                    "%(user)s cannot free who sold to %(customer)s. Ask an administrator of credit policies.", **names
                )
            )
        if user == self.env.user:
            raise AccessError(self.env._("Nobody frees himself: %(user)s asks another administrator.", **names))
        # Who sold is noted of the customer, whichever company decides on it: all its accounts, in sight or not.
        accounts = self.sudo().search([("partner_id", "=", customer.id)])
        if elsewhere := accounts.company_id - self.env.user.company_ids:
            raise AccessError(
                self.env._(
                    "%(customer)s has accounts in companies that %(user)s does not work in (%(companies)s). Ask an"
                    " administrator who works in all of them.",
                    companies=", ".join(elsewhere.mapped("name")),
                    **names,
                )
            )
        if not stripped(reason):
            raise UserError(self.env._("Say why %(freed)s may decide on %(customer)s again.", **names))
        if user not in customer._credit_get_former_sellers():
            raise UserError(
                self.env._("%(freed)s has not been taken off %(customer)s: there is nothing to clear.", **names)
            )
        customer._credit_forget_sellers(user)
        if user in customer._credit_get_sellers()[customer]:
            raise UserError(
                self.env._(
                    "%(freed)s sells to %(customer)s still, as salesperson of the customer, of a contact or of an order"
                    " of the last year. Give those to somebody else first.",
                    **names,
                )
            )
        body = self.env._(
            "%(user)s has freed %(freed)s, who sold to %(customer)s, to decide on it: %(reason)s",
            reason=reason.strip(),
            **names,
        )
        accounts._message_log_batch({account.id: body for account in accounts})
