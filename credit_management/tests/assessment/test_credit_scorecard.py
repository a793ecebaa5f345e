from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...core.assessment.characteristics import CATALOGUE, misfits
from ...core.assessment.ready_scorecards import CARDS
from ...core.assessment.scorecard import faults
from ...models.assessment.scorecard.credit_scorecard_ready import NAMES
from .scorecard_common import INDUSTRY, LIQUIDITY, CreditScorecardCommon


@tagged("post_install", "-at_install")
class TestCreditScorecard(CreditScorecardCommon):
    """Questions of cards, their customers, and their results."""

    def judge(self, card, **known):
        ((_account, judged),) = card._judge({self.account: known})
        return judged

    # === READY CARDS === #

    def test_ready_cards_are_in_force_and_sound(self):
        ready = self.cards._get_in_force(self.company)
        names = ["Small Customer", "Construction", "New Customer", "Existing Customer", "Serious Lateness"]
        self.assertEqual([card.name for card in ready if card.name in names], names)
        for card in ready.filtered(lambda one: one.name in names):
            with self.subTest(card.name):
                core = card._to_core()
                self.assertEqual(faults(core) + list(misfits(core)), [])
                expected = (
                    ["Insolvency", "Dishonest Debtor", "Equity", "Current Ratio", "Litigation"]
                    if card.purpose == "first"
                    else []
                )
                self.assertEqual(card.knockout_ids.mapped("name"), expected)
                self.assertNotIn("_", "".join(card.criterion_ids.mapped("name")))

    def test_ready_cards_score_as_the_core_has_them(self):
        """A replay on files scores with the cards of the core; Odoo with these."""
        for ready in CARDS:
            card = self.cards.search([("name", "=", NAMES[ready.code]._translate("en_US"))], order="id", limit=1)
            with self.subTest(ready.code):
                core = card._to_core()
                self.assertEqual(core.coverage_min, ready.coverage_min)
                self.assertEqual((card.relationship, card.amount_max), (ready.relationship, ready.amount_max))
                self.assertEqual(card.purpose, ready.purpose)
                for own, given in zip(core.criteria, ready.criteria, strict=True):
                    self.assertEqual(
                        (own.characteristic, own.weight, own.kind, own.missing, set(own.bins)),
                        (given.characteristic, given.weight, given.kind, given.missing, set(given.bins)),
                    )
                for own, given in zip(core.knock_outs, ready.card.knock_outs, strict=True):
                    self.assertEqual(
                        (own.characteristic, own.operator, own.value, own.cap),
                        (given.characteristic, given.operator, given.value, given.cap),
                    )

    def test_ready_cards_tell_good_from_bad(self):
        new = self.cards.search([("name", "=", "New Customer")], limit=1)
        good = {"debt_to_assets": 0.2, "return_on_assets": 0.1, "current_ratio": 4, "trade_references": "good"}
        bad = {"debt_to_assets": 0.9, "return_on_assets": -0.1, "current_ratio": 0.5, "trade_references": "poor"}
        more = {"company_age_years": 20, "outside_grade": "AA", "licences_valid": True}
        self.assertEqual(self.judge(new, **good, **more).grade, "AAA")
        self.assertEqual(self.judge(new, **bad, **more).grade, "C")
        self.assertEqual(self.judge(new, **good, **more, insolvency=True).grade, "D")
        self.assertIsNone(self.judge(new, trade_references="good").grade)

    def test_industries_have_points(self):
        points = {row.industry_id: row.points for row in self.env["credit.industry.risk"].search([])}
        building, state = (self.env.ref(f"base.res_partner_industry_{letter}") for letter in "FO")
        self.assertLess(points[building], points[state])

    # === CRITERIA ON SCREEN === #

    def test_every_characteristic_has_its_words(self):
        words = self.env["credit.characteristic"]
        labels = words._characteristic_labels()
        self.assertEqual([code for code in CATALOGUE if code not in labels], [])
        self.assertEqual(len(words._selection_characteristic()), len(CATALOGUE))
        self.assertEqual(len(set(labels.values())), len(labels), "no two are called alike")
        for one in CATALOGUE.values():
            for answer in one.answers:
                with self.subTest(one.code, answer=answer):
                    self.assertTrue(words._answer_text(answer) != answer or answer.isupper())

    def test_values_in_words(self):
        cases = [
            ("equity_ratio", 0.255, "25.5 %"), ("current_ratio", 1.1, "1.10"), ("overdue_days", 12, "12 days"),
            ("relationship_months", 6, "6 months"), ("company_age_years", 3, "3 years"), ("equity", 1234.5, "1,234"),
            ("delay_trend", 1.5, "1.5 days a quarter"), ("staff", 7, "7"), ("legal_form", "listed", "Listed Company"),
            ("outside_grade", "BBB", "BBB"), ("litigation", False, "No"), ("judgement:management", 60, "60"),
            ("industry_risk", None, "Not known"),
        ]  # fmt: skip
        for code, value, text in cases:
            with self.subTest(code):
                self.assertEqual(self.env["credit.characteristic"]._value_text(code, value), text)

    def test_a_name_of_its_own_stays(self):
        card = self._card({"characteristic": "premises"}, {"characteristic": "staff", "name": "Size"})
        card.criterion_ids.write({"characteristic": "judgement"})
        self.assertEqual(card.criterion_ids.mapped("name"), ["Expert Judgement", "Size"])
        self.assertEqual(card.criterion_ids.mapped("code"), ["expert_judgement", "size"])
        card.criterion_ids[0].name = "Management"
        self.assertEqual(card.criterion_ids[0].code, "management")

    def test_ranges_in_words(self):
        card = self._card(
            LIQUIDITY,
            {"characteristic": "equity_ratio", "bins": ((0, None), (40, 0.1), (90, 0.255))},
            {"characteristic": "overdue_days", "bins": ((9, None),)},
            {"characteristic": "company_age_years", "bins": ((2, None), (1, 2))},
            {"characteristic": "premises", "bins": ((1, "owned"),)},
            {"characteristic": "litigation", "bins": ((1, "no"),)},
        )
        expected = [
            ["below 1.10", "1.10 to below 2.60", "2.60 and more"],
            ["below 10 %", "10 % to below 25.5 %", "25.5 % and more"],
            ["all"],
            ["below 2 years", "2 years and more"],
            ["Owned"],
            ["No"],
        ]
        self.assertEqual([criterion.bin_ids.mapped("range_text") for criterion in card.criterion_ids], expected)
        self.assertEqual(
            card.criterion_ids[0].points_text, "below 1.10: 0 · 1.10 to below 2.60: 50 · 2.60 and more: 100"
        )

    def test_a_new_criterion_begins_with_answers(self):
        card = self._card({"characteristic": "trade_references"}, {"characteristic": "overdue_days"})
        answers, number = card.criterion_ids
        self.assertEqual([(one.answer, one.points) for one in answers.bin_ids][::3], [("good", 100), ("none", 0)])
        self.assertEqual([(one.below, one.points) for one in number.bin_ids], [(True, 100), (False, 0)])
        answers.characteristic = "litigation"
        self.assertEqual([(one.answer, one.points) for one in answers.bin_ids], [("no", 100), ("yes", 0)])
        self.assertEqual((answers.name, answers.code), ("Litigation", "litigation"))

    def test_judgements_are_told_apart_by_name(self):
        judgement = {"characteristic": "judgement", "weight": 50, "bins": ((0, None), (100, 50))}
        card = self._card({**judgement, "name": "Management"}, {**judgement, "name": "Market position"})
        self.assertEqual(card.criterion_ids.mapped("code"), ["management", "market_position"])
        judged = self.judge(card, **{"judgement:management": 60, "judgement:market_position": 10})
        self.assertEqual(judged.score.value, 50)

    def test_sum_of_weights_on_screen(self):
        with Form(self.cards.with_user(self.administrator)) as form:
            form.name = "Typed"
            with form.criterion_ids.new() as line:
                line.characteristic = "current_ratio"
                line.weight = 70
            self.assertEqual(form.weight_total, 70)
            with form.knockout_ids.new() as line:
                line.characteristic = "equity"
                line.grade_id = self.grades["C"]
        self.assertIn("add up to 70 %, and have to be 100 %", form.record.fault_text)
        self.assertEqual(form.record.knockout_ids.operator, "below")

    # === FAULTS === #

    def test_each_fault_has_its_sentence(self):
        whole = {"characteristic": "current_ratio", "weight": 100}
        form = {"characteristic": "premises", "weight": 100}
        cases = {
            "weights of Card, version 1 add up to 60 %, and have to be 100 %: raise “Weight (%)” of its criteria": [
                LIQUIDITY
            ],
            "add up to 105 %, and have to be 100 %: lower “Weight (%)” of its criteria by 5 % in all.": [
                LIQUIDITY,
                INDUSTRY | {"weight": 45},
            ],
            "“Current Ratio” gives no points below 1.10. Tick “Everything Below” on its lowest line.": [
                whole | {"bins": ((0, 1.1), (9, 2.6))}
            ],
            "Two lines of “Current Ratio” begin at 2.60. Give one of them another “From”.": [
                whole | {"bins": ((0, None), (9, 2.6), (8, 2.6))}
            ],
            "Two lines of “Current Ratio” are for everything below. Untick “Everything Below” on one of them.": [
                whole | {"bins": ((0, None), (9, None))}
            ],
            "“Current Ratio” gives 120 points, and points lie between 0 and 100. Correct “Points”.": [
                whole | {"bins": ((120, None),)}
            ],
            "The answer “Owned” of “Premises” has two lines. Choose another “Answer” in one of them.": [
                form | {"bins": ((1, "owned"), (2, "owned"))}
            ],
            "“Listed Company” is no answer to “Premises”. Choose one of “Owned”, “Rented”, “Shared” as “Answer”.": [
                form | {"bins": ((1, "listed"),)}
            ],
            "Two criteria have the code “current_ratio”. Give one of them another “Code”, or remove it.": [
                LIQUIDITY,
                LIQUIDITY | {"weight": 40},
            ],
            "“Premises” weighs 0 %. Give it a “Weight (%)” above 0, or remove it.": [
                LIQUIDITY,
                INDUSTRY,
                form | {"weight": 0},
            ],
        }
        for sentence, criteria in cases.items():
            card = self._card(*criteria)
            with self.subTest(sentence[:40]), self.assertRaises(UserError) as caught:
                card.action_publish()
            self.assertEqual(len(caught.exception.args[0].splitlines()), 1)
            self.assertIn(sentence, caught.exception.args[0])
            self.assertEqual(card.fault_text, caught.exception.args[0])

    def test_faults_of_an_empty_card_and_of_lines_without_anything(self):
        card = self._card(criterion_ids=[])
        self.assertEqual(card.fault_text, "Card, version 1 has no criteria. Add them under “Criteria”.")
        card.criterion_ids = [Command.create({"characteristic": "premises", "weight": 100})]
        card.criterion_ids.bin_ids[0].answer = False
        self.assertIn("A line of “Premises” has no “Answer”.", card.fault_text)
        card.criterion_ids.bin_ids = [Command.clear()]
        self.assertEqual(card.fault_text, "“Premises” gives no points. Add a line under “Points”.")

    def test_faults_of_knock_outs(self):
        cases = [
            ({"characteristic": "judgement", "operator": "below"}, "ends in points. Choose another “Looks At”"),
            ({"characteristic": "equity", "operator": "is"}, "Choose “is below” or “is above” as “Condition”"),
            ({"characteristic": "insolvency"}, "Choose one of “Yes”, “No” as “Answer”"),
        ]
        for vals, sentence in cases:
            card = self._card(knockout_ids=[Command.create({"name": "Out", "grade_id": self.grades["D"].id, **vals})])
            with self.subTest(sentence):
                self.assertIn("“Out”", card.fault_text)
                self.assertIn(sentence, card.fault_text)

    # === JUDGING === #

    def test_score_and_grade(self):
        card = self._card()
        self.assertEqual(self.judge(card, current_ratio=2.6, industry_risk=50).grade, "AAA")
        judged = self.judge(card, current_ratio=1.1, industry_risk=49)
        self.assertEqual((judged.score.value, judged.grade), (30, "C"))

    def test_knock_outs_cap_the_grade(self):
        card = self._card(
            knockout_ids=[
                Command.create({"characteristic": "insolvency", "answer": "yes", "grade_id": self.grades["D"].id}),
                Command.create({"characteristic": "equity", "value": 0, "grade_id": self.grades["B"].id}),
            ]
        )
        best = {"current_ratio": 3, "industry_risk": 60}
        for known, grade in (
            ({}, "AAA"),
            ({"equity": 0}, "AAA"),
            ({"equity": -1}, "B"),
            ({"equity": -1, "insolvency": True}, "D"),
        ):
            with self.subTest(known=known):
                judged = self.judge(card, **best, **known)
                self.assertEqual((judged.grade_of_score, judged.grade), ("AAA", grade))

    def test_a_cap_at_an_archived_grade(self):
        rule = {"characteristic": "insolvency", "answer": "yes", "grade_id": self.grades["B"].id}
        card = self._card(knockout_ids=[Command.create(rule)])
        self.grades["B"].active = False
        self.assertEqual(self.judge(card, current_ratio=3, industry_risk=60, insolvency=True).grade, "C")

    def test_inputs(self):
        account, other = self.account, self._create_account(self._create_customer("Unknown"))
        account.partner_id.industry_id = self.env.ref("base.res_partner_industry_F")
        old = self._create_statement(2023, current_assets=100)
        new = self._create_statement(2024)
        draft = self._create_statement(2025)
        (old + new).write({"difference_reason": "Test"})
        (old + new).with_user(self.manager).action_confirm()
        collect = self.env["credit.assessment.inputs"]._collect
        known = collect(account + other, self._day(0))
        self.assertEqual(known[account]["current_ratio"], self._ratio(new, "current_ratio").value)
        self.assertEqual((known[account]["equity"], known[account]["industry_risk"]), (new.equity, 30))
        self.assertEqual(known[other], {"relationship": "new"})
        self.assertEqual(list(known), list(account + other))
        earlier = collect(account, old.period_end)[account]
        self.assertEqual(earlier["current_ratio"], self._ratio(old, "current_ratio").value)
        self.assertEqual(draft.state, "draft")

    def test_as_many_queries_for_many_as_for_one(self):
        accounts = self.account
        for number in range(30):
            accounts |= self._create_account(self._create_customer(f"Customer {number}"))
        card = self._published()

        def count(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            inputs = self.env["credit.assessment.inputs"]._collect(some, self._day(0))
            self.cards._for(some, inputs)
            list(card._judge(inputs))
            return self.env.cr.sql_log_count - before

        count(accounts)
        self.assertEqual(count(accounts[:1]), count(accounts))
