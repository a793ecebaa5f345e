from odoo import SUPERUSER_ID, Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from odoo.addons.credit_management.tests.assessment.test_credit_behaviour import BehaviourCommon
from odoo.addons.credit_management.tests.assessment.test_evidence import BINS
from odoo.addons.credit_management.tests.policy.policy_common import PolicyCommon

from ..core import application as steps
from ..core import application_rule as core
from .application_common import ANSWERS

CRON = "credit_management_portal.credit_application_rule_cron"
RULE = {"application_amount": 5_000, "application_score": 70, "application_total": 8_000}
OUT = "credit_management."


class RuleCommon(PolicyCommon, BehaviourCommon):
    """A customer that has paid four invoices in time, and a policy that approves up to 5,000."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.analyst = cls.person("analyst")
        cls.manager = cls.person("manager")
        cls.env["credit.authority"].sudo().create({"user_id": cls.manager.id, "unlimited": True})
        for card in cls.env["credit.scorecard"].sudo().search([("state", "=", "published")]):
            card._credit_by_method().ended_on = card.valid_from.replace(year=card.valid_from.year - 1)
        vals = {"characteristic": "days_beyond_terms", "name": "Pays", "weight": 100, "bin_ids": BINS}
        cards = cls.env["credit.scorecard"].sudo()
        cards.create({"name": "Card", "coverage_min": 50, "criterion_ids": [Command.create(vals)]})._set_published()
        company, address = ANSWERS[steps.COMPANY], ("street", "zip", "city")
        cls.customer.write(
            {
                "name": company["registered_name"],
                "vat": company["tax_number"],
                "email": "voss@larkspur.example",
                "country_id": cls.env.ref("base.uk").id,
                "property_payment_term_id": cls.env.ref("account.account_payment_term_30days").id,
                **{name: company[name] for name in address},
            }
        )
        cls._before_all().buy(cls.customer)
        cls.applications = cls.env["credit.application"].with_user(SUPERUSER_ID)

    @classmethod
    def person(cls, role):
        user = new_test_user(cls.env, f"rule_{role}", f"{OUT}credit_management_group_{role},base.group_user")
        user.company_ids = user.company_id = cls.company
        return user

    def buy(self, customer):
        """Invoices of the last months, booked and paid on their own days."""
        moves = self.env["account.move"]
        for due in (-100, -70, -40, -10):
            move = self.invoice(3000, partner=customer, due=due)
            moves |= move | self.pay(move, payment_date=self.day(due - 1)).move_id
        self.env.flush_all()
        self.env.cr.execute("UPDATE account_move_line SET create_date = date WHERE move_id = ANY(%s)", [moves.ids])
        self.env.invalidate_all()

    def invite(self, **vals):
        known = {"applicant": "Larkspur", "email": "voss@larkspur.example", "lang": "en_US"}
        known |= {"company_id": self.company.id, "partner_id": self.customer.id}
        by = vals.pop("by", self.analyst)
        return self.applications._invite(known | vals, by=by)

    def apply(self, asked="5000", application=None, **typed):
        application = application or self.invite()
        application._start("Harriet Voss", asked)
        for step, values in ANSWERS.items():
            application._save(step, values)
        application._save(steps.REQUEST, {**ANSWERS[steps.REQUEST], "requested_limit": asked} | typed)
        application._consent("Harriet Voss", "203.0.113.7")
        self.assertTrue(application._send(), application._get_obstacles())
        return application

    def run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref(CRON).sudo().method_direct_trigger()
        self.env.invalidate_all()

    def found(self, application):
        self.env.invalidate_all()
        policy = application._get_rule()
        return core.obstacles(policy._to_core_application(), application._get_rule_case(policy))


@tagged("post_install", "-at_install")
class TestApplicationRule(RuleCommon):
    """Applications approved without a hand, within the bounds of the policy and on the record."""

    def test_approved_on_the_record(self):
        policy = self.publish(**RULE)
        application = self.apply()
        self.assertEqual((application.state, application.rule_state), ("received", "waiting"))
        self.run_job()
        self.assertEqual((application.state, application.rule_state), ("approved", "approved"), application.rule_text)
        self.assertEqual((application.rule_policy_id, application.rule_rise), (policy, 5000))
        account = application.account_id
        assessment = self.env["credit.assessment"].sudo().search([("account_id", "=", account.id)])
        limit = assessment.limit_id
        self.assertEqual((assessment.state, assessment.application_id), ("approved", application))
        self.assertEqual((assessment.decided_by.id, assessment.submitted_by.id), (SUPERUSER_ID, False))
        self.assertEqual((limit.state, limit.counts, limit.amount), ("approved", True, 5000))
        self.assertEqual((limit.author_id, limit.approver_id.id), (self.analyst, SUPERUSER_ID))
        self.assertEqual((account.status, self.customer.with_company(self.company).credit_limit), ("active", 5000))
        for log in (application, assessment):
            self.assertIn(policy.display_name, (log.rule_text if "rule_text" in log else log.note))
        mails = self.env["mail.mail"].sudo().search([("email_to", "=", application.email)], order="id")
        self.assertIn("has been approved", mails[-1:].body_html)
        self.assertNotRegex(" ".join(mails.mapped("body_html")), "ledger|grade|[Ss]core|by rule")
        self.run_job()
        self.assertEqual(len(account.sudo().limit_ids), 1)

    def test_off_at_first(self):
        self.publish()
        application = self.apply()
        self.run_job()
        self.assertEqual((application.state, application.rule_state), ("received", False))

    def test_bounds_are_complete_or_not_published(self):
        for missing in ("application_score", "application_total"):
            draft = self.policy(**RULE | {missing: 0})
            with self.subTest(missing), self.assertRaisesRegex(UserError, "thirty days"):
                draft._check_publishable()

    def test_thirty_days_add_up(self):
        self.publish(**RULE)
        other = self.env["res.partner"].create(
            {name: self.customer[name] for name in ("name", "vat", "street", "zip", "city")}
            | {"is_company": True, "country_id": self.customer.country_id.id, "email": "o@larkspur.example"}
            | {"property_payment_term_id": self.customer.property_payment_term_id.id}
        )
        self.buy(other)
        first = self.apply()
        second = self.apply(application=self.invite(partner_id=other.id, email="o@larkspur.example"))
        self.run_job()
        self.assertEqual((first.rule_state, second.rule_state), ("approved", "left"))
        self.assertIn("thirty days", second.rule_text)
        self.assertIn(second.rule_text, " ".join(second.message_ids.mapped("body")))

    def test_a_person_was_faster(self):
        self.publish(**RULE)
        application = self.apply()
        application.with_user(self.analyst).action_take_up()
        self.run_job()
        self.assertEqual((application.state, application.rule_state), ("in_work", "left"))

    # === WHAT AN APPLICANT CAN FORGE === #

    def test_what_it_says_of_itself_lifts_nothing(self):
        """Huge figures, purchases and references, and even a survey that was verified with them."""
        self.publish(**RULE | {"application_amount": 500_000, "application_total": 900_000})
        application = self.apply(asked="40000", expected_purchases="9000000", requested_days="30")
        self.assertEqual(self.found(application), (core.PROPOSAL,))
        honest = application._judge_by_ledger()[0]
        survey = application.survey_id.sudo()
        survey._credit_by_method().write(
            {"state": "verified", "verified_by": self.manager.id, "valid_to": self.day(99)}
        )
        self.env.invalidate_all()
        self.assertEqual(application._judge_by_ledger()[0], honest)
        self.assertLess(honest.limit, 40_000)

    def test_what_is_posted_besides(self):
        """Fields of the rule among the answers, and answers changed after they were sent."""
        self.publish(**RULE)
        application = self.apply(asked="9000", rule_state="approved", state="approved", rule_rise="0")
        self.assertEqual((application.state, application.rule_state), ("received", "waiting"))
        application._save(steps.REQUEST, {**ANSWERS[steps.REQUEST], "requested_limit": "5000"})
        self.assertEqual(application.requested_limit, 9000)
        self.run_job()
        self.assertEqual((application.rule_state, application.account_id.limit_ids), ("left", self.env["credit.limit"]))

    def test_nobody_else_decides_by_rule(self):
        """No role writes the outcome, calls the job or names an application on an assessment of its own."""
        self.publish(**RULE)
        application = self.apply(asked="9000")
        draft = application.account_id.with_user(self.analyst)._assess()
        for user in (self.analyst, self.manager):
            own = application.with_user(user)
            with self.subTest(user.login), self.assertRaises(UserError):  # AccessError is one
                own.write({"rule_state": "approved"})
            with self.subTest(user.login), self.assertRaises(UserError):
                draft.with_user(user).write({"application_id": application.id})
            with self.subTest(user.login), self.assertRaises(UserError):
                draft.with_user(user).create({"account_id": draft.account_id.id, "application_id": application.id})

    def test_every_obstacle_has_a_door_that_is_shut(self):
        """Each way to be left to a person, by what makes it so; a new one fails here until it is tried."""
        self.publish(**RULE)
        application = self.apply()
        self.assertEqual(self.found(application), ())
        tried = set()
        for code, change in self.doors(application).items():
            with self.subTest(code), self.env.cr.savepoint() as savepoint:
                change()
                self.assertIn(code, self.found(application))
                tried.add(code)
                savepoint.rollback()
            self.env.invalidate_all()
        self.assertEqual(tried, set(core.OBSTACLES))
        self.assertEqual(application._get_obstacle_texts().keys(), tried)

    def test_every_refusal_of_a_year_leaves_it_to_a_person(self):
        self.publish(**RULE)
        application = self.apply()
        account = application.account_id.sudo()
        vals = {"account_id": account.id, "amount": 9000, "reason": "Test"}
        limit = self.env["credit.limit"].with_user(self.analyst).create(vals)
        limit.with_user(self.manager).action_refuse()
        self.assertIn(core.REFUSED, self.found(application))
        limit._credit_by_method().approved_on = self.day(-400)
        self.assertNotIn(core.REFUSED, self.found(application))
        batch = self.env["credit.limit.batch"].sudo()._credit_by_method().create({"reason": "Test"})
        line = {"batch_id": batch.id, "account_id": account.id, "difference": 5, "refused_on": self.env.cr.now()}
        self.env["credit.limit.batch.line"].sudo().create(line)
        self.assertIn(core.REFUSED, self.found(application))

    def doors(self, application):
        account, partner = application.account_id.sudo(), self.customer
        policy = application._get_rule()

        def bounds(**vals):
            return lambda: policy._credit_by_method().write(vals)

        def limits(*parts):
            for amount, first in parts:
                limit = (
                    self.env["credit.limit"]
                    .with_user(self.analyst)
                    .create({"account_id": account.id, "amount": amount, "reason": "Test"})
                )
                limit.with_user(self.manager).action_approve()
                limit._credit_by_method().write({"valid_from": self.day(first)})

        def declined():
            self.invite()._set({"state": "declined", "ended_on": self.day(-300)})

        def grouped():
            group = self.env["credit.group"].sudo().create({"name": "G", "lead_id": account.id})
            member = {"group_id": group.id, "account_id": account.id, "reason": "x"}
            self.env["credit.group.member"].sudo()._credit_by_method().create(
                member | {"state": "approved", "counts": True, "approver_id": self.manager.id}
            )

        def alerted():
            rules = self.env["credit.alert.rule"].sudo()
            rule = rules.search([("kind", "=", "overdue_amount")], limit=1) or rules.search([], limit=1)
            self.env["credit.alert"].sudo()._credit_by_method().create(
                {"account_id": account.id, "rule_id": rule.id, "severity": "warning", "raised_on": self.day(0)}
                | {"cause": "test", "kind": rule.kind}
            )

        def stepped():
            rungs = self.env["credit.approval.rung"].sudo()
            rung = {"above": 0, "step_ids": [Command.create({"needed": 2})]}
            rungs.create(rung)

        def stopped():
            twin = self.env["res.partner"].create({"name": partner.name, "vat": partner.vat, "is_company": True})
            account = self.env["credit.account"]._for(twin, self.company).sudo()
            account.write({"status": "stop", "status_reason": "x"})
            self.env["credit.resemblance"]._look(twin)

        return {
            core.OFF: bounds(application_amount=0),
            core.UNINVITED: lambda: application._set({"is_public": True}),
            core.HANDS: lambda: application._add_hands(self.manager),
            core.ADDRESS: lambda: partner.write({"email": "other@elsewhere.example"}),
            core.IDENTITY: lambda: partner.write({"vat": False}),
            core.UNFINISHED: lambda: application.survey_id.sudo()._credit_by_method().write({"state": "draft"}),
            core.STATUS: lambda: account._credit_by_method().write({"status": "watch", "status_reason": "x"}),
            core.RESEMBLES: stopped,
            core.OVERDUE: lambda: self.invoice(10, due=-5),
            core.ALERT: alerted,
            core.OPEN: lambda: account.with_user(self.analyst)._assess(),
            core.REFUSED: declined,
            core.LOWERED: lambda: limits((4000, -100), (3000, -50)),
            core.GROUP: grouped,
            core.SCORE: self.late,
            core.GRADE: lambda: self.env["credit.grade"].sudo().search([]).write({"risk_class": "high"}),
            core.STEPS: stepped,
            core.AMOUNT: bounds(application_amount=4_999.99),
            core.LESS: lambda: limits((6000, -10)),
            core.PROPOSAL: lambda: policy._credit_by_method().write({"limit_maximum": 1000}),
            core.TERMS: lambda: application._set({"requested_days": 61}),
            core.TOTAL: bounds(application_total=4_999.99),
        }

    def late(self):
        """Invoices paid so late that no score is left."""
        self.env.cr.execute(
            "UPDATE account_move_line SET date_maturity = date_maturity - 90 WHERE partner_id = %s", [self.customer.id]
        )
