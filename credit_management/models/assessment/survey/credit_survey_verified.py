from odoo import models

from .credit_survey import ROWS

LISTED = 8  # facts a sentence names


class CreditSurvey(models.Model):
    """What a verification rests on: which facts a second source confirms, and which nobody does."""

    _inherit = "credit.survey"

    def _get_facts(self):
        """Every answer and row that says something, whatever its model."""
        self.ensure_one()
        answers = self.answer_ids.filtered(lambda answer: answer.is_answered and answer.answer_type != "rows")
        return [*answers, *(row for name in ROWS for row in self[name])]

    def _get_verified_text(self):
        """Who has verified it, and how much of it a second source confirms."""
        if not self.verified_by:
            return self.env._("Not yet")
        facts = self._get_facts()
        return self.env._(
            "By %(who)s; a second source confirms %(confirmed)s of %(count)s facts, the others are as they were given",
            who=self.verified_by.name,
            confirmed=sum(fact.verification == "confirmed" for fact in facts),
            count=len(facts),
        )

    def _tell_verified(self):
        """Tell who has filled it in, with what nobody has confirmed."""
        self.ensure_one()
        people = (self.submitted_by | self.user_id).filtered("active") - self.env.user
        survey = self.with_context(lang=people[:1].lang or self.env.lang)
        names = [fact._fact_name() for fact in survey._get_facts() if fact.verification == "unverified"]
        body = survey._get_verified_text() + "."
        if names:
            more = survey.env._(" and %s more", len(names) - LISTED) if len(names) > LISTED else ""
            body += " " + survey.env._("Not confirmed: %(facts)s.", facts=", ".join(names[:LISTED]) + more)
        survey.message_post(
            subject=survey.env._("%s is verified", survey.display_name),
            body=body,
            partner_ids=people.partner_id.ids,
            subtype_xmlid="mail.mt_note",
        )
