from contextlib import ExitStack
from unittest.mock import patch

from odoo.tests import Form, tagged

from ...core.policy.kinds import AMOUNT, BLOCK, EFFECTS, EXEMPT, KINDS, REDUCE, THRESHOLDS, Kind, Remedy
from ...core.policy.policy import CONFIRMATION, Result
from ...models.policy.credit_explanation_kind import LABELS
from ..gate.hold_common import HoldCommon
from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyKinds(PolicyCommon, HoldCommon):
    """The entry of a kind of rule is all that it needs."""

    def test_every_kind_has_words(self):
        explanation = self.env["credit.explanation"]
        self.assertEqual(list(LABELS), list(KINDS))
        for kind in KINDS:
            self.assertTrue(hasattr(explanation, f"_condition_{kind}"), kind)
            self.assertTrue(hasattr(explanation, f"_finding_{kind}"), kind)

    def test_entries_make_sense(self):
        for name, kind in KINDS.items():
            with self.subTest(kind=name):
                self.assertLessEqual(set(kind.required), set(kind.reads))
                self.assertLessEqual(set(kind.effects), set(EFFECTS))
                self.assertTrue(EXEMPT in kind.effects or not kind.is_excuse)
                self.assertTrue("percent" in kind.reads or not kind.percent_of_exposure)

    def test_what_was_found_by_an_addon_that_is_gone(self):
        """Holds outlive the addon whose rule stopped them."""
        result = Result(1, "no_such_kind", BLOCK, 3.0, 2.0)
        finding = self.env["credit.explanation"]._finding(result, self.company.currency_id)
        self.assertEqual(finding, "A rule of an app that is not installed any more.")

    def test_forms_show_the_thresholds_that_a_kind_reads(self):
        rule = self.env["credit.policy.rule"].new()
        flags = {name: f"reads_{name}" for name in (*THRESHOLDS, "status")} | {"tag_ids": "reads_tags"}
        for name, kind in KINDS.items():
            rule.kind = name
            shown = {threshold for threshold, flag in flags.items() if rule[flag]}
            self.assertEqual(shown, set(kind.reads), name)

    def test_new_kind_is_one_entry_and_its_words(self):
        """A kind that nothing else has heard of goes through form, decision, hold and explanation."""

        def is_too_round(facts, rule):
            met = facts.value % rule.amount == 0
            return met, facts.value, rule.amount, (Remedy(REDUCE, facts.rounding),)

        field, explanation = self.env["credit.policy.rule"]._fields["kind"], type(self.env["credit.explanation"])
        with ExitStack() as stack:
            for change in (
                patch.dict(KINDS, {"too_round": Kind(condition=is_too_round, unit=AMOUNT, reads=(AMOUNT,))}),
                patch.dict(field._selection, {"too_round": "Round Value"}),
                patch.object(
                    explanation,
                    "_condition_too_round",
                    lambda self, rule: f"the order is a multiple of {self._amount_text(rule)}",
                    create=True,
                ),
                patch.object(
                    explanation,
                    "_finding_too_round",
                    lambda self, observed, allowed: f"{observed} is a multiple of {allowed}.",
                    create=True,
                ),
            ):
                stack.enter_context(change)
            self._go_through_everything()

    def _go_through_everything(self):
        with Form(self.env["credit.policy"].with_user(self.administrator)) as form, form.rule_ids.new() as rule:
            rule.name = "Too round"
            rule.effect = EXEMPT
            rule.kind = "too_round"
            self.assertEqual(rule.effect, BLOCK, "what finds something wrong does not exempt")
            rule.amount = 50
            for hidden in ("percent", "days", "count", "grace", "status", "tag_ids"):
                self.assertTrue(rule._get_modifier(hidden, "invisible"), hidden)
        policy = form.record
        self.assertIn("Blocks when the order is a multiple of", policy.rule_ids.summary)
        policy.with_user(self.administrator).action_publish()
        round_order, other = self.order(150), self.order(151)
        decisions = (round_order | other)._credit_decide(CONFIRMATION)
        self.assertEqual([decisions[order].outcome for order in (round_order, other)], [BLOCK, "pass"])
        reason = self.stop(round_order).reason_ids
        money = self.env["credit.explanation"]._money
        currency = self.company.currency_id
        self.assertEqual(reason.finding, f"{money(150, currency)} is a multiple of {money(50, currency)}.")
        self.assertIn("reduce the document by", reason.way_out)
        line = self.env["credit.replay.rule"].new({"rule_id": policy.rule_ids.id})
        self.assertEqual((line.reads_amount, line.reads_percent), (True, False))
