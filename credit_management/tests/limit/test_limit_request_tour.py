from odoo.tests import HttpCase, tagged

from .request_common import RequestCommon


@tagged("post_install", "-at_install")
class TestLimitRequestTour(RequestCommon, HttpCase):
    """In the browser: asked for by a salesperson, decided on by a manager and by the substitute of another."""

    def test_request_in_two_steps(self):
        self._rung(5_000, (1, []), (1, self.second_manager.ids))
        self._lend(self.second_manager, self.third_manager)
        for login, tour in (
            (self.salesperson.login, "credit_management_limit_request"),
            (self.manager.login, "credit_management_limit_request_first"),
            (self.third_manager.login, "credit_management_limit_request_second"),
        ):
            request = self.account.request_ids
            url = f"/odoo/credit.account/{self.account.id}"
            if request:
                url = (
                    "/odoo/credit-limit-requests"
                    if tour.endswith("second")
                    else f"/odoo/credit-limit-requests/{request.id}"
                )
            self.start_tour(url, tour, login=login)
            self.account.invalidate_recordset()
        self.assertEqual((self.account.request_ids.state, self.account.effective_limit), ("approved", 20_000))
