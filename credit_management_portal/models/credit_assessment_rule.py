from odoo import api, fields, models


class CreditAssessment(models.Model):
    """An assessment that no person decides on: it says so, and which version of the policy did."""

    _inherit = "credit.assessment"

    application_id = fields.Many2one(
        "credit.application",
        string="Approved by Rule for",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="The application that the credit policy approved without a hand.",
    )

    @api.model
    def _approve_application(self, application, text):
        """Assess the customer and approve the limit it asked for; the rule has been asked.

        Called by the job that holds applications against it.
        """
        [inviter] = application.hand_ids
        assessment = self._credit_by_method().create(
            {"account_id": application.account_id.id, "user_id": inviter.id, "note": text}
        )
        assessment._credit_by_method().write(
            {
                "application_id": application.id,
                "limit_amount": application.currency_id.round(application.requested_limit),
                "difference_reason": text,
                "state": "submitted",
                "submitted_on": fields.Datetime.now(),
            }
        )
        assessment._set_approved()
        assessment._tell_when_due()

    # === WHERE A PERSON WOULD DECIDE === #

    def _get_proposer(self):
        # EXTENDS 'credit_management': who invited the customer has proposed it
        return self.sudo().application_id.hand_ids or super()._get_proposer()  # whose hand it was, in sight or not

    def _check_limit(self, limit):
        # EXTENDS 'credit_management': the bounds of the policy are the authority
        return None if self.application_id else super()._check_limit(limit)

    def _approve_limit(self, limit):
        # EXTENDS 'credit_management'
        if not self.application_id:
            return super()._approve_limit(limit)
        limit._set_approved(limit.valid_from, {})
        return limit.account_id._mirror_limit()
