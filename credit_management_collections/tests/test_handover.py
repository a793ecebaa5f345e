import base64
import io

import openpyxl

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .handover_common import HandoverCommon


@tagged("post_install", "-at_install")
class TestHandover(HandoverCommon):
    """Items go to an agency or a lawyer by two people, leave reminders, and come back."""

    # === THE WAY === #

    def test_from_draft_to_the_lawyer(self):
        later = self.invoice(300, due=10)
        case = self.case()
        handover = self.draft()
        self.assertEqual(handover.item_ids.filtered("chosen").mapped("reference"), [self.move.name])
        self.assertEqual((handover.owed, handover.kind), (1000, "legal"))
        handover.action_propose()
        self.assertEqual(handover.state, "proposed")
        self.assertTrue(handover.with_user(self.manager).can_decide)
        handover.with_user(self.manager).action_approve()
        self.assertEqual((handover.state, handover.approver_id), ("handed", self.manager))
        self.assertEqual((case.stop, case.stage), ("legal", "legal"))
        self.assertIn("Lawyer", case.stop_reason)
        self.assertTrue(self.held().is_stopped(self.today))
        self.assertFalse(self.held(later).is_stopped(self.today), "was not handed over")
        self.assertEqual(self.owing().customer.stop, "legal", "and yet nobody writes to the customer")

    def test_pressed_twice_makes_one_draft(self):
        account = self.account.with_user(self.collector)
        for press in (account.action_promise, account.action_dispute, account.action_handover):
            first, second = press(), press()
            self.assertEqual((first["res_model"], first["res_id"]), (second["res_model"], second["res_id"]))
            other = getattr(self.account.with_user(self.manager), press.__name__)()
            self.assertNotEqual(other["res_id"], first["res_id"], "somebody else begins another one")
            begun = self.env[first["res_model"]].browse(first["res_id"])
            self.env.cr.execute(
                SQL("UPDATE %s SET create_date = create_date - interval '1 day'", SQL.identifier(begun._table))
            )
            begun.invalidate_model()
            self.assertNotEqual(press()["res_id"], begun.id, "what was overdue has changed since")

    def test_taken_back_it_is_reminded_again(self):
        handover, case = self.handed(), self.case()
        with self.assertRaisesRegex(UserError, "take it back first"):
            case.with_user(self.manager).action_resume()
        with self.assertRaisesRegex(UserError, "Say why"):
            handover.with_user(self.manager).action_take_back(" ")
        with self.assertRaisesRegex(AccessError, "Ask a credit manager"):
            handover.action_take_back("Paid by instalments")
        handover.with_user(self.manager).action_take_back("Pays by instalments")
        self.assertEqual((handover.state, handover.end_reason), ("back", "Pays by instalments"))
        self.assertEqual((case.stop, self.owing().customer.stop), (False, ""))
        self.assertFalse(self.held().is_stopped(self.today))

    def test_of_two_the_other_keeps_the_case(self):
        other = self.invoice(500, due=-40)
        first = self.handed(self.move, recipient_id=self.agency.id)
        second = self.handed(other)
        case = self.case()
        self.assertEqual(case.stop, "legal", "a lawyer goes before an agency")
        second.with_user(self.manager).action_take_back("Settled")
        self.assertEqual(case.stop, "agency")
        first.with_user(self.manager).action_take_back("Settled")
        self.assertFalse(case.stop)

    def test_insolvent_stays_insolvent(self):
        handover, case = self.handed(), self.case()
        case.with_user(self.manager).action_stop("insolvent", "Court")
        handover.with_user(self.manager).action_take_back("Insolvent")
        self.assertEqual(case.stop, "insolvent")

    def test_insolvent_before_it_is_handed_over(self):
        case = self.case()
        case.with_user(self.manager).action_stop("insolvent", "Court")
        handover = self.handed()
        handover.with_user(self.manager).action_take_back("The lawyer will not have it")
        self.assertEqual((case.stop, case.stop_reason), ("insolvent", "Court"))
        self.assertEqual(self.owing().customer.stop, "insolvent")

    def test_a_case_opened_later_is_stopped(self):
        handover = self.handed()
        self.case().sudo()._credit_by_method().write({"state": "closed", "stop": False})
        case = self.case()
        self.assertEqual((case[:1].state, case[:1].stop, handover.state), ("open", "legal", "handed"))

    # === WHO === #

    def test_four_eyes_and_authority(self):
        own = self.draft(author=self.manager)
        own.action_propose()
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            own.action_approve()
        with self.assertRaisesRegex(AccessError, "Ask a credit manager"):
            own.with_user(self.collector).action_approve()
        own.action_draft()
        own.sudo().unlink()
        self.env["credit.authority"].sudo().search([("handover_amount", ">", 0)]).handover_amount = 999.99
        handover = self.proposed()
        with self.assertRaisesRegex(AccessError, "may hand over up to"):
            handover.with_user(self.manager).action_approve()
        self.assertTrue(handover.with_user(self.manager).beyond_authority)

    def test_authority_is_over_all_that_is_with_others(self):
        self.handed()
        more = self.proposed(self.invoice(1000.01, due=-40))
        with self.assertRaisesRegex(AccessError, "it would be"):
            more.with_user(self.manager).action_approve()

    def test_who_sells_to_the_customer_neither_approves_nor_takes_back(self):
        handover = self.proposed()
        self.customer.user_id = self.manager
        with self.assertRaisesRegex(AccessError, "sells to"):
            handover.with_user(self.manager).action_approve()
        handover.with_user(self.second_manager).action_approve()
        with self.assertRaisesRegex(AccessError, "sells to"):
            handover.with_user(self.manager).action_take_back("A good customer")

    def test_salespeople_neither_read_nor_mark(self):
        handover = self.handed()
        for call in (
            lambda: handover.with_user(self.salesperson).read(["owed"]),
            lambda: handover.with_user(self.salesperson).action_make_workbook(),
            lambda: self.lawyer.with_user(self.salesperson).write({"credit_collects_as": False}),
            lambda: self.env["credit.handover"].with_user(self.salesperson).create({"account_id": self.account.id}),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                call()

    # === WHAT === #

    def test_what_is_refused(self):
        self.assertRaisesRegex(UserError, "what was tried", self.draft(reason=" ").action_propose)
        for partner in (self.customer, self.env["res.partner"].create({"name": "Nobody"})):
            self.assertRaisesRegex(UserError, "collects for us", self.draft(recipient_id=partner.id).action_propose)
        none = self.draft()
        none.item_ids.chosen = False
        self.assertRaisesRegex(UserError, "Choose the items", none.action_propose)
        handover = self.proposed()
        self.assertRaisesRegex(UserError, "Handed over already", self.draft().action_propose)
        with self.assertRaises(UserError):
            handover.item_ids.chosen = False
        with self.assertRaises(UserError):
            handover.write({"recipient_id": self.agency.id})
        with self.assertRaises(UserError):
            handover.write({"recovered": 5})

    def test_paid_in_between(self):
        handover = self.proposed()
        self.pay(self.move, 400)
        self.earlier(self.move)
        handover.with_user(self.manager).action_approve()
        self.case()
        self.assertEqual((handover.owed, handover.recovered), (600, 0), "what came before is nobody's merit")
        self.pay(self.move)
        paid = self.invoice(100, due=-5)
        late = self.proposed(paid)
        self.pay(paid)
        with self.assertRaisesRegex(UserError, "Nothing is open any more"):
            late.with_user(self.manager).action_approve()

    def test_more_open_than_was_proposed(self):
        self.pay(self.move, 400)
        handover = self.proposed()
        self.assertEqual(handover.owed, 600)
        self.line(self.move).remove_move_reconcile()
        with self.assertRaisesRegex(UserError, "More is open by now"):
            handover.with_user(self.manager).action_approve()

    def test_items_of_any_currency(self):
        euro = self.invoice(100, due=-30, currency=self.euro)
        handover = self.handed(self.move, euro)
        self.assertEqual(handover.owed, 1200, "in the books: 200 for 100 euro")

    # === FIGURES === #

    def test_an_invoice_that_is_cancelled_ends_it(self):
        handover, case = self.handed(), self.case()
        self.move.button_draft()
        self.move.button_cancel()
        self.case()
        self.assertEqual((handover.recovered, handover.credited, handover.state), (0, 1000, "paid"))
        self.assertFalse(case.stop)

    def test_recovered_and_paid(self):
        handover, case = self.handed(), self.case()
        self.pay(self.move, 250)
        self.case()
        self.assertEqual((handover.recovered, handover.recovered_share, handover.state), (250, 0.25, "handed"))
        note = self.invoice(150, move_type="out_refund")
        (self.line(self.move) | self.line(note)).reconcile()
        self.case()
        self.assertEqual((handover.recovered, handover.credited), (250, 150))
        self.assertAlmostEqual(handover.recovered_share, 250 / 850)
        self.pay(self.move)
        self.case()
        self.assertEqual((handover.recovered, handover.recovered_share, handover.state), (850, 1, "paid"))
        self.assertEqual((case.stop, case.state), (False, "closed"))

    def test_what_is_matched_anew_ends_nothing(self):
        receipt = self.line(self.pay(self.move, 400).move_id)
        self.earlier(self.move)
        handover, case = self.handed(), self.case()
        self.assertEqual(handover.owed, 600)
        self.line(self.move).remove_move_reconcile()
        (self.line(self.move) | receipt).reconcile()
        self.pay(self.move, 200)
        self.case()
        self.assertEqual((self.move.amount_residual, handover.state, case.stop), (400, "handed", "legal"))
        self.pay(self.move)
        self.case()
        self.assertEqual(handover.state, "paid")

    def test_what_lay_unmatched_before_is_no_merit(self):
        receipt = self.receive(300, date=self.day(-3))
        handover = self.handed()
        (self.line(self.move) | self.line(receipt.move_id)).reconcile()
        self.case()
        self.assertEqual((handover.recovered, handover.credited, handover.state), (0, 300, "handed"))

    def test_what_was_handed_over_is_not_deleted(self):
        handover = self.handed()
        self.move.button_draft()
        with self.assertRaisesRegex(UserError, "stays on record"), self.cr.savepoint():
            self.move.with_context(force_delete=True).unlink()
        self.env.invalidate_all()
        self.assertEqual((len(handover.item_ids.filtered("chosen")), handover.owed), (1, 1000))

    # === FILE === #

    def test_the_file_on_paper_and_as_a_workbook(self):
        order = self.order(2, client_order_ref="PO 77")
        bill = self.bill(order)
        self.pay(bill, 50)
        bill.invoice_date_due = self.day(-5)
        self.env["credit.contact"].with_user(self.collector).create(
            {"account_id": self.account.id, "kind": "call", "outcome": "refuses", "text": "Will never pay"}
        )
        self.env["credit.contact"].with_user(self.collector).create(
            {"account_id": self.account.id, "kind": "note", "text": "Between us"}
        )
        self.dispute(self.move, reason_text="Broken")
        handover = self.handed(self.move, bill)
        names = [part.title for part in handover._collect_file()]
        for name in ("Items", "Orders", "Invoices", "Payments and Credits", "Contacts", "Disputes"):
            self.assertIn(name, names)
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(handover.workbook)))
        cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
        for text in (order.name, "PO 77", bill.name, self.move.name, "Will never pay", "Broken", "Lawyer"):
            self.assertTrue(any(text in cell for cell in cells), text)
        self.assertFalse(any("Between us" in cell for cell in cells), "what we say to each other")
        report = self.env["ir.actions.report"].with_user(self.collector)
        html, _kind = report._render_qweb_html("credit_management_collections.credit_handover_form", handover.ids)
        for text in (b"PO 77", b"Will never pay", b"Lawyer"):
            self.assertIn(text, html)
        with self.assertRaises(AccessError):
            report.with_user(self.salesperson)._render_qweb_html(
                "credit_management_collections.credit_handover_form", handover.ids
            )
        before = handover.workbook
        self.assertIn("/web/content/", handover.action_make_workbook()["url"])
        self.assertEqual(handover.workbook, before, "what was handed over stays")
        self.assertTrue(handover.message_ids.attachment_ids)

    # === MERGE === #

    def test_a_customer_who_becomes_another(self):
        other = self._create_customer("Stays")
        kept = self._create_account(other)
        handover = self.handed()
        waiting = self.proposed(self.invoice(50, due=-9))
        kept.sudo()._absorb(self.account.sudo())
        self.assertEqual((handover.account_id, handover.partner_id, handover.state), (kept, other, "handed"))
        self.assertEqual(waiting.state, "draft", "it was about another customer")
        case = self.env["credit.collection"].search([("account_id", "=", kept.id), ("state", "=", "open")])
        self.assertEqual(case.stop, "legal")

    def test_several_at_once_by_rows(self):
        rows = [Command.create({"move_id": self.move.id})]
        with self.assertRaises(UserError):
            self.draft(item_ids=rows)
