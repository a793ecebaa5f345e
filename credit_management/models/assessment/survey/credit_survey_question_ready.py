from odoo import SUPERUSER_ID, api, models


class CreditSurveyQuestion(models.Model):
    """What the ready questions lack in a database of an earlier version. Of a question a person has written nothing is
    touched.
    """

    _inherit = "credit.survey.question"

    @api.model
    def _add_ready_words(self, words):
        """Give ready questions their wording for customers.

        :param words: ``{code: wording}``
        """
        for question in self._find_untouched(words).filtered(lambda one: not one.customer_text):
            question.customer_text = words[question.code]

    @api.model
    def _add_ready_first(self, codes):
        """Mark ready questions as first ones, where no question is one yet."""
        questions = self.with_context(active_test=False)
        if not questions.search_count([("first", "=", True)], limit=1):
            self._find_untouched(codes).first = True

    @api.model
    def _find_untouched(self, codes):
        """Questions with these codes that nobody but the installation has written."""
        own = [("code", "in", list(codes)), ("create_uid", "=", SUPERUSER_ID), ("write_uid", "=", SUPERUSER_ID)]
        return self.with_context(active_test=False, lang="en_US").search(own)  # pylint: disable=context-overridden
