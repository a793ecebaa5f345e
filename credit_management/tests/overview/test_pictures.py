import json
from xmlrpc.client import Fault

from lxml import etree

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..gate.hold_common import HoldCommon

# Who is shown a picture: everybody who reads its record, or analysts only. A new one has to be entered here.
READER, ANALYST = "reader", "analyst"
PICTURES = {
    ("credit.account", "aging_bar"): READER,
    ("credit.account", "exposure_course"): READER,
    ("credit.account", "latest"): READER,
    ("credit.account", "payment_record"): ANALYST,
    ("credit.account", "score_bands"): ANALYST,
    ("credit.hold", "waterfall"): READER,  # of figures that the hold has kept, for who sells
    ("credit.hold", "comparison"): ANALYST,
    ("credit.hold", "payment_record"): ANALYST,
    ("credit.limit", "difference"): READER,
    ("credit.limit.request", "difference"): READER,
    ("credit.limit.request", "comparison"): ANALYST,
    ("credit.assessment", "difference"): READER,  # the document itself is for analysts
    ("credit.alert", "figure_line"): READER,  # likewise
    ("credit.agreement", "difference"): READER,  # of an addon; what the customer signs
}
# Figures beside the pictures that are no less.
FIGURES = {
    ("credit.account", "exposure_trend"): ANALYST,
    ("credit.account", "over_by"): READER,
    ("credit.hold", "exposure_now"): ANALYST,
    ("credit.hold", "limit_now"): ANALYST,
    ("credit.hold", "overdue_now"): ANALYST,
    ("credit.hold", "headline"): READER,
    ("credit.hold", "excess"): READER,
    ("credit.limit", "limit_before"): READER,
    ("credit.limit.request", "limit_before"): READER,
}
ANSWERS = {"credit.survey.answer", "credit.survey"}  # choices of a question: no figures
SECRET = "4,321"


@tagged("post_install", "-at_install")
class TestPictures(HoldCommon, HttpCase):
    """No picture shows an amount to who may not read it, whatever call is used."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._create_user("own", "sales_team.group_sale_salesman,base.group_allow_export")
        cls.shipping = cls._create_user("shipping", "base.group_allow_export")
        other = cls._create_user("other", "sales_team.group_sale_salesman")
        cls.customer.user_id = other
        cls.limit = cls._limit_to(4321)
        cls.proposal = cls._propose_limit(cls.account, 9876)
        cls.manager.group_ids |= cls.env.ref("base.group_allow_export")
        for user in (cls.own, cls.shipping, cls.salesperson, cls.analyst, cls.manager, cls.administrator):
            user.password = user.login

    def call(self, user, model, method, *arguments, **options):
        return self.xmlrpc_object.execute_kw(
            self.env.cr.dbname, user.id, user.login, model, method, list(arguments), options
        )

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_access", "odoo.addons.base.models.ir_rule")
    def answers(self, user, model, name, id_):
        """What the calls a client has for reading a field give; refusals give nothing."""
        for method, arguments in (
            ("read", ([id_], [name])),
            ("web_read", ([id_], {name: {}})),
            ("export_data", ([id_], [name])),
            ("search_read", ([["id", "=", id_]], [name])),
            ("web_search_read", ([["id", "=", id_]], {name: {}})),
            ("onchange", ([id_], {}, [], {name: {}})),
        ):
            try:
                yield method, self.call(user, model, method, *arguments)
            except Fault:
                yield method, None

    def records(self):
        hold = self.hold(9000, user=self.own)
        rule = self.env["credit.alert.rule"].search([], limit=1)
        alert = self.env["credit.alert"]._credit_by_method().create(
            {
                "account_id": self.account.id, "rule_id": rule.id, "cause": "test", "kind": "utilisation",
                "severity": "warning", "raised_on": self._day(-3), "value": 4321, "value_now": 4321, "threshold": 4321,
            }
        )  # fmt: skip
        assessment = self.env["credit.assessment"].create({"account_id": self.account.id})
        vals = {"account_id": self.account.id, "kind": "raise", "amount": 9876, "reason": "Test"}
        request = self.env["credit.limit.request"].create(vals)
        self.env.flush_all()
        found = {"credit.agreement": self.agreement()} if "credit.agreement" in self.env else {}
        return found | {
            "credit.account": self.account,
            "credit.hold": hold,
            "credit.limit": self.proposal,
            "credit.limit.request": request,
            "credit.alert": alert,
            "credit.assessment": assessment,
        }

    def agreement(self):
        template = self.env.ref("credit_management_portal.credit_agreement_template_standard")
        return self.env["credit.agreement"].create({"account_id": self.account.id, "template_id": template.id})

    def known(self, *tables):
        """What the tables here say of the models that are installed."""
        return {key: who for table in tables for key, who in table.items() if key[0] in self.env}

    def test_every_picture_is_known_here(self):
        found = {
            (name, field.name)
            for name, model in self.env.registry.items()
            if name.startswith("credit.") and not model._abstract and not model._transient and name not in ANSWERS
            for field in model._fields.values()
            if field.type == "json" and not field.store
        }
        self.assertEqual(found, set(self.known(PICTURES)))

    def test_what_is_for_analysts_says_so(self):
        for (model, name), who in self.known(PICTURES, FIGURES).items():
            groups = self.env[model]._fields[name].groups or ""
            self.assertEqual("credit_management_group_analyst" in groups, who == ANALYST, (model, name))

    def test_who_may_not_read_amounts_sees_none(self):
        """Shipping reads nothing; who sells own documents reads no account of others, and of a hold what it kept."""
        records = self.records()
        tried = 0
        for (model, name), who in self.known(PICTURES, FIGURES).items():
            record = records[model]
            for user in (self.shipping, self.own):
                kept = user == self.own and model == "credit.hold" and who == READER
                for method, answer in self.answers(user, model, name, record.id):
                    tried += 1
                    with self.subTest(field=f"{model}.{name}", user=user.login, method=method):
                        if not kept:
                            self.assertNotIn(SECRET, json.dumps(answer, default=str))
                            self.assertFalse(self.shown(answer, name))
        self.assertGreater(tried, 150)

    def shown(self, answer, name):
        """The value of the field in an answer, if there is any."""
        if isinstance(answer, dict):
            return answer.get(name) or any(self.shown(value, name) for value in answer.values())
        if isinstance(answer, list):
            return any(self.shown(value, name) for value in answer)
        return False

    def test_others_are_shown_them(self):
        """Or the test above would pass where nobody sees anything."""
        records = self.records()
        for (model, name), who in self.known(PICTURES).items():
            users = [self.analyst, self.manager]
            if who == READER and model in ("credit.account", "credit.hold", "credit.limit"):
                users.append(self.salesperson)
            for user in users:
                with self.subTest(field=f"{model}.{name}", user=user.login):
                    [row] = self.call(user, model, "read", [records[model].id], [name])
                    self.assertIn(name, row)
        [row] = self.call(self.analyst, "credit.hold", "read", [records["credit.hold"].id], ["comparison"])
        self.assertIn(SECRET, json.dumps(row))

    def test_the_token_shows_no_figures_of_now_to_who_decides_nothing(self):
        hold = self.hold(9000, user=self.own)
        for user in (self.own, self.salesperson):
            token = json.loads(hold.with_user(user)._read_shown())[str(hold)]
            self.assertNotIn("Exposure Now", token)
            self.assertNotIn(SECRET, json.dumps(token))
        self.assertIn("Exposure Now", json.loads(hold.with_user(self.manager)._read_shown())[str(hold)])

    # === EFFORT === #

    def specification(self, model, view_type, user, view=False):
        """What the web client reads for a view of a user."""
        views = self.env[model].with_user(user).get_views([(view, view_type)])
        arch = etree.fromstring(views["views"][view_type]["arch"])
        return self._specify(arch, model)

    def _specify(self, node, model):
        found = {}
        for child in node:
            if child.tag == "field" and child.get("name") in self.env[model]._fields:
                field = self.env[model]._fields[child.get("name")]
                found[field.name] = {}
                if field.type in ("one2many", "many2many"):
                    found[field.name] = {"fields": self._specify(child, field.comodel_name)}
                elif field.type == "many2one":
                    found[field.name] = {"fields": {"display_name": {}}}
            else:
                found |= self._specify(child, model)
        return found

    def queries(self, record, user):
        """How many queries opening its form takes."""
        specification = self.specification(record._name, "form", user)
        record.with_user(user).web_read(specification)  # what is kept for all calls is there
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        record.with_user(user).web_read(specification)
        return self.env.cr.sql_log_count - before

    def test_queries_of_opening_a_form(self):
        """At most so many: a picture more is a query or two, and no row makes another."""
        records = self.records()
        most = {"credit.account": 72, "credit.hold": 38, "credit.limit": 50, "credit.alert": 8, "credit.assessment": 30}
        most |= {"credit.limit.request": 30, "credit.agreement": 40}
        found = {model: self.queries(record, self.manager) for model, record in records.items()}
        for model, count in found.items():
            self.assertLessEqual(count, most[model], found)

    def test_pictures_of_many_take_no_more_queries_than_of_one(self):
        accounts = self.account
        for number in range(5):
            accounts |= self._create_account(self._create_customer(f"Many {number}"))
        self._check_batch(accounts, [name for model, name in PICTURES if model == "credit.account"])
        holds = self.stop(*(self.order(9000 + number) for number in range(4)))
        self._check_batch(holds, [name for model, name in PICTURES if model == "credit.hold"])

    def _check_batch(self, records, names):
        for name in names:
            counts = []
            for some in (records[:1], records):
                some = some.with_user(self.manager)
                some.mapped(name)
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                some.mapped(name)
                counts.append(self.env.cr.sql_log_count - before)
            with self.subTest(model=records._name, field=name, counts=counts):
                self.assertLessEqual(counts[1], counts[0] + 2)
