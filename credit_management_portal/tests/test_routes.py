import json

from odoo.tests import tagged
from odoo.tools import mute_logger

from . import doors_agreement, doors_application, doors_desk, doors_my_credit
from .my_credit_common import MyCreditCommon
from .routes_common import WRITTEN, routes, same

DOORS = {**doors_my_credit.DOORS, **doors_agreement.DOORS, **doors_application.DOORS, **doors_desk.DOORS}
SECRETS = ("Willow", "987,654", "987654", "321.09", "Secretive")


@tagged("post_install", "-at_install")
class TestRoutes(MyCreditCommon):
    """Every route of ours, found by machine, tried by who has no business there.

    A new route fails here until its part lists how it is attacked (``doors_…``).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._approve_limit(cls.account, 987654)
        cls.account.status_reason = "Secretive"
        cls.invoice = cls._invoice(321.09, due=-5)
        doors_my_credit.prepare(cls)
        doors_agreement.prepare(cls)
        doors_application.prepare(cls)
        doors_desk.prepare(cls)

    def test_every_route_is_listed(self):
        found = routes()
        self.assertIn("/my/credit", found)
        self.assertEqual(set(found), set(DOORS))

    def test_posting_changes_and_reading_does_not(self):
        for url, routing in routes().items():
            with self.subTest(url=url):
                methods = routing.get("methods") or ()
                self.assertEqual("POST" in methods or routing["type"] == "jsonrpc", DOORS[url].data is not None)
                self.assertTrue(routing.get("csrf", True), "every form carries a token of the session")

    def knock(self, door, url, token=None):
        if door.json:
            body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": door.data})
            headers = {"Content-Type": "application/json"}
            return self.url_open(url, data=body, headers=headers, allow_redirects=False)
        data = None if door.data is None else {**door.data, "csrf_token": token or self.csrf_token()}
        return self.url_open(url, data=data, allow_redirects=False)

    def written(self, door):
        self.env.cr.flush()
        self.env.invalidate_all()
        return {name: self.env[name].search_count([]) for name in (*WRITTEN, *door.written)}

    def outcome(self, response):
        """An answer as the attacker sees it."""
        return response.status_code, same(response.headers.get("Location", "")), same(response.text)

    @mute_logger("odoo.http")
    def attack(self):
        for url, door in DOORS.items():
            before = self.written(door)
            for theirs, absent in zip(door.theirs(self), door.absent(self), strict=True):
                with self.subTest(url=theirs):
                    answer = self.knock(door, theirs)
                    self.assertLess(answer.status_code, 500)
                    self.assertEqual(self.outcome(answer), self.outcome(self.knock(door, absent)))
                    for secret in SECRETS:
                        self.assertNotIn(secret, answer.text)
            self.assertEqual(self.written(door), before, url)

    def test_as_passer_by(self):
        self.authenticate(None, None)
        self.attack()

    def test_as_another_customer(self):
        self.log_in(self.stranger)
        self.attack()

    def test_as_a_colleague_without_the_role(self):
        self.log_in(self.colleague)
        self.attack()

    def test_as_one_who_has_lost_the_role(self):
        self.log_in()
        self.assertIn("987,654", self.page().text)
        self.viewer.partner_id.parent_id = self.stranger_customer
        self.attack()

    @mute_logger("odoo.http")
    def test_without_a_token_of_the_session(self):
        """A form on somebody else's page posts nothing in the name of who is logged in."""
        self.log_in()
        for url, door in DOORS.items():
            if door.data is None or door.json:
                continue
            before = self.written(door)
            for theirs in door.theirs(self):
                with self.subTest(url=url):
                    self.assertEqual(self.knock(door, theirs, token="guessed").status_code, 400)
            self.assertEqual(self.written(door), before)
