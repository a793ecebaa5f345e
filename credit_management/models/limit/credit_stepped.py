from odoo import models
from odoo.exceptions import AccessError

from ...core.limit.approval import ONE_PERSON, strictest


class CreditStepped(models.AbstractModel):
    """A document that raises a limit, and that several people decide on where the steps of approval say so.

    One person decides on a limit or an assessment; what takes more is submitted as a limit request
    (``credit.limit.request``), which collects the votes.
    """

    _name = "credit.stepped"
    _description = "Document Decided in Steps"
    _inherit = ["credit.alone"]

    def _within_authority(self):
        # EXTENDS 'credit.alone': what takes several people is not for one to approve
        able = super()._within_authority()
        needed = able._measure_needed() if able else {}
        return able.filtered(lambda document: not document._get_steps_obstacle(needed[document]))

    def _get_steps(self, raised, classes=None):
        """The steps of approval for such a raise: of several customers those that ask for the most people.

        :param classes: the risk classes of each customer, where they are known
        """
        rungs, accounts = self.env["credit.approval.rung"], self._get_accounts_of_steps()
        found = [rungs._get_steps(account, raised, classes and classes[account]) for account in accounts]
        return strictest(found)

    def _get_accounts_of_steps(self):
        """The customers who may owe more."""
        return self.account_id

    def _get_steps_obstacle(self, raised):
        """Why one person does not decide on raising the limit by so much; nothing where one does."""
        self.ensure_one()
        steps = self._get_steps(raised)
        if steps == ONE_PERSON:
            return ""
        rise = self.env["credit.limit"]._get_amount_text(raised, self.currency_id)
        return self._describe_steps_obstacle(rise, sum(step.needed for step in steps))

    def _describe_steps_obstacle(self, rise, count):
        return self.env._(
            "Raising the limit of %(partner)s by %(rise)s takes %(count)d decisions: submit it as a limit request.",
            partner=self.partner_id.display_name,
            rise=rise,
            count=count,
        )

    def _check_steps(self, raised):
        if obstacle := self._get_steps_obstacle(raised):
            raise AccessError(obstacle)
