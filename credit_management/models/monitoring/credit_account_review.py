from odoo import fields, models

from ...const import ANALYST


class CreditAccount(models.Model):
    """The reviews of an account."""

    _inherit = "credit.account"

    review_ids = fields.One2many("credit.review", "account_id", string="Reviews", groups=ANALYST)

    def action_review(self):
        """Go on with the review that is open, or open one for today."""
        self.ensure_one()
        reviews = self.env["credit.review"]
        reviews.check_access("write")
        review = reviews.search([("account_id", "=", self.id), ("state", "=", "open")], limit=1)
        if not review:
            today = self.company_id._credit_today()
            review = reviews._open(self, due=today, event=self.env._("Wanted by %s", self.env.user.name))
            review._prepare_safely()
        return review.with_env(self.env)._get_records_action()

    def _set_reviewed(self, next_review, note):
        """Reviewed today, with the next time on record."""
        self.ensure_one()
        self.write({"last_review": self.company_id._credit_today(), "next_review": next_review})
        self._message_log(body=note)

    def _survey_to_fill(self):
        """The open survey, or a new one with what is known already, for who sells to the customer."""
        self.ensure_one()
        surveys = self.env["credit.survey"]
        survey = surveys.search([("account_id", "=", self.id), ("state", "!=", "closed")], limit=1)
        if survey:
            return survey
        candidates = (self.partner_id.user_id, self.controller_id, self.company_id.credit_controller_id)
        user = next((one for one in candidates if one._credit_working_for(self.company_id)), None)
        return surveys.create({"account_id": self.id, "user_id": user.id} if user else {"account_id": self.id})

    def _adopt_assessment(self, assessment, today, next_review):
        """Close the open review of the account: it has been assessed."""
        done = super()._adopt_assessment(assessment, today, next_review)
        # An assessment ends it, seen or not.
        reviews = self.env["credit.review"].sudo().search([("account_id", "=", self.id), ("state", "=", "open")])
        reviews._set_over("done", self.env._("Assessment %s approved", assessment.reference))
        return done

    def _move_references(self, other):
        # Through the ORM, for the customer is stored on each. Of two open ones that of the remaining customer goes on.
        reviews = self.env["credit.review"].sudo()
        if reviews.search_count([("account_id", "=", self.id), ("state", "=", "open")], limit=1):
            reviews.search([("account_id", "=", other.id)])._set_over("cancelled", self.env._("Merged"))
            reviews.flush_model(["state"])
        reviews.search([("account_id", "=", other.id)])._by_method().write({"account_id": self.id})
        return super()._move_references(other)
