from contextlib import contextmanager
from unittest.mock import patch

from .monitoring_common import MonitoringCommon


class ReviewCommon(MonitoringCommon):
    """An account of low risk whose next review comes, and the job that opens it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.account"].search([]).next_review = False
        cls.reviews = cls.env["credit.review"]
        cls.best = cls.env["credit.grade"].search([("risk_class", "=", "low")], limit=1)
        cls.account.write({"grade_id": cls.best.id, "score": 90})
        cls._approve_limit(cls.account, 1000)

    def review(self, account=None):
        account = account or self.account
        return self.reviews.search([("account_id", "=", account.id)], order="id desc", limit=1)

    def run_reviews(self, days=30):
        """The job, with the next review of the account so many days away."""
        self.account.next_review = self._day(days)
        self.run_it()
        return self.review()

    def run_it(self):
        with self.enter_registry_test_mode():
            self.env.ref("credit_management.credit_review_cron").sudo().method_direct_trigger()

    @contextmanager
    def fresh(self, score=90.0, limit=1000.0, grade=None):
        """Result of a fresh assessment."""

        def collect(assessment):
            given = (grade or self.best).id
            assessment._credit_by_method().write(
                {
                    "scored": True,
                    "score": score,
                    "grade_id": given,
                    "proposed_grade_id": given,
                    "limit_amount": limit,
                    "proposed_limit": limit,
                    "has_proposed_limit": True,
                }
            )

        with patch.object(self.env.registry["credit.assessment"], "_collect_inputs", collect):
            yield

    def let_renew(self):
        self.env["credit.policy"]._get_in_force(self.company)._credit_by_method().write({"review_renew": True})
