# ruff: noqa: B023 - what is made in a loop is called in the same turn of it
from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from ...const import MANAGER
from ..gate.hold_common import HoldCommon

TODO = "mail.mail_activity_data_todo"


@tagged("post_install", "-at_install")
class TestCreditLog(HoldCommon, HttpCase):
    """Nobody rewrites what a document of credit says has happened, whatever rights and whatever door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._create_user("colleague", "sales_team.group_sale_salesman_all_leads")
        cls.people = (cls.salesperson, cls.analyst, cls.manager, cls.administrator, cls.env.ref("base.user_admin"))
        cls.models = sorted(cls.env["credit.log"]._credit_logs())

    def record(self, model):
        """A document of the kind, with somebody else's message, follower, file and to-do."""
        record = getattr(self, f"record_of_{model.replace('.', '_')}", lambda: self._any(model))()
        self.assertTrue(record, model)
        record._message_subscribe(self.colleague.partner_id.ids)
        message = record.with_user(self.colleague).sudo().message_post(body="As it was", message_type="comment")
        files = self.env["ir.attachment"].with_user(self.colleague).sudo()
        shown = files.create({"name": "shown", "raw": b"1", "res_model": model, "res_id": record.id})
        message.attachment_ids = shown
        beside = files.create({"name": "beside", "raw": b"1", "res_model": model, "res_id": record.id})
        return record, message.sudo(False), shown, beside

    def record_of_credit_hold(self):
        return self.hold()

    def record_of_credit_account(self):
        return self.account

    def record_of_credit_absence(self):
        away = {"date_from": self._day(0), "date_to": self._day(5)}
        return self.env["credit.absence"].create({"user_id": self.manager.id, **away})

    def record_of_credit_cover_claim(self):
        cover = self.env["credit.cover"].search([], limit=1)
        return self.env["credit.cover.claim"]._credit_by_method().create({"cover_id": cover.id}).with_env(self.env)

    def record_of_credit_limit_request(self):
        return self.env["credit.limit.request"].create({"account_id": self.account.id, "amount": 5, "reason": "Growth"})

    def _any(self, model):
        usual = {"account_id": self.account.id, "date_from": "2024-01-01", "date_to": "2024-12-31"}
        usual["bank_id"] = self.env["res.bank"].create({"name": "Bank of the Log"}).id
        one = {name: value for name, value in usual.items() if name in self.env[model]._fields}
        return self.env[model].search([], limit=1) or self.env[model]._credit_by_method().create(one).with_env(self.env)

    def record_of_credit_limit_rule(self):
        return self.env["credit.limit.rule"].with_context(active_test=False).search([], limit=1)

    def record_of_credit_group(self):
        return self.env["credit.group"].create({"name": "Group", "lead_id": self.account.id})

    def record_of_credit_approval_rung(self):
        return self.env["credit.approval.rung"].sudo().create({"above": 5000, "step_ids": [Command.create({})] * 2})

    def record_of_credit_survey(self):
        return self.env["credit.survey"].create({"account_id": self.account.id})

    def record_of_credit_assessment(self):
        return self.account.with_user(self.analyst)._assess().with_env(self.env)

    def record_of_credit_financial_statement(self):
        return self.env["credit.financial.statement"].create(
            {"account_id": self.account.id, "period_start": "2024-01-01", "period_end": "2024-12-31"}
        )

    def record_of_credit_ledger_import(self):
        return self.env["credit.ledger.import"].create({"file": "eA==", "file_name": "old.csv"})

    def record_of_credit_review(self):
        values = {"account_id": self.account.id, "due_date": self._day(0), "opened_on": self._day(0)}
        return self.env["credit.review"]._credit_by_method().create(values).with_env(self.env)

    def record_of_credit_alert(self):
        rule = self.env["credit.alert.rule"].search([], limit=1)
        values = {"account_id": self.account.id, "rule_id": rule.id, "cause": "test", "kind": rule.kind}
        values |= {"severity": rule.severity, "raised_on": self._day(0)}
        return self.env["credit.alert"]._credit_by_method().create(values).with_env(self.env)

    def refused(self, case, call):
        with self.subTest(case=case), self.assertRaises(UserError), self.env.cr.savepoint():
            call()

    def each(self):
        for model in self.models:
            record, *rest = self.record(model)
            for user in self.people:
                yield (model, user.login), record.with_user(user), *(one.with_user(user) for one in rest)

    # === TESTS === #

    def test_every_thread_is_a_log(self):
        """A document with messages that an addon of ours defines keeps them so."""
        ours = {
            name
            for name, model in self.env.registry.items()
            if not model._abstract and "message_ids" in model._fields and name.startswith("credit.")
        }
        self.assertEqual(ours, set(self.models))
        self.assertGreaterEqual(len(ours), 11)

    def test_messages_stay_as_written(self):
        for case, record, message, *_files in self.each():
            self.refused(case, lambda: message.write({"body": "Forged"}))
            self.refused(case, lambda: message.write({"author_id": record.env.user.partner_id.id}))
            self.refused(case, lambda: message.write({"date": "2020-01-01"}))
            self.refused(case, message.unlink)
            self.refused(case, lambda: record.write({"message_ids": [Command.delete(message.id)]}))
            self.refused(case, lambda: record.message_change_thread(record))
            # the own one neither
            own = record.sudo().message_post(body="As it was", message_type="comment").sudo(False)
            self.assertEqual(own.author_id, record.env.user.partner_id)
            self.refused(case, lambda: own.write({"body": "Forged"}))
            self.refused(case, own.unlink)

    def test_nobody_writes_in_anothers_name(self):
        another = self.colleague.partner_id
        for case, record, *_rest in self.each():
            messages = record.env["mail.message"]
            own = {"model": record._name, "res_id": record.id, "body": "Forged"}
            tracked = [Command.create({"field_id": self.env["ir.model.fields"]._get(record._name, "id").id})]
            defaults = {f"default_{name}": value for name, value in own.items()}
            for posting in (record, record.sudo()):  # the web client posts with the rights of the system
                self.refused(case, lambda: posting.message_post(body="Forged", author_id=another.id))
                self.refused(case, lambda: posting.message_post(body="Forged", email_from="boss@example.com"))
                self.refused(case, lambda: posting.message_post(body="Forged", author_id=self.ref("base.partner_root")))
                self.refused(case, lambda: posting.message_post(body="Forged", tracking_value_ids=tracked))
                self.refused(
                    case,
                    lambda: posting.message_notify(
                        body="Forged",
                        author_id=another.id,
                        partner_ids=another.ids,
                        model=record._name,
                        res_id=record.id,
                    ),
                )
            self.refused(case, lambda: messages.create({**own, "author_id": another.id}))
            self.refused(case, lambda: messages.with_context(default_author_id=another.id, **defaults).create({}))
            self.refused(case, lambda: messages.sudo().with_context(**defaults).create({"body": "Forged"}))
            self.refused(case, lambda: messages.create({**own, "tracking_value_ids": tracked}))

    def test_words_of_ones_own(self):
        hold = self.hold()
        message = hold.with_user(self.salesperson).message_post(body="They pay tomorrow", date="2020-01-01")
        self.assertEqual(message.author_id, self.salesperson.partner_id)
        self.assertGreater(message.date.year, 2020)
        context = {"default_author_id": self.colleague.partner_id.id}
        message = hold.with_user(self.salesperson).with_context(**context).message_post(body="They pay tomorrow")
        self.assertEqual(message.author_id, self.salesperson.partner_id)

    def test_no_mail_is_pretended(self):
        hold = self.hold()
        self.cr.flush()  # who decides is told before the commit
        mail = (
            "From: Boss <boss@example.com>\nTo: x@example.com\nSubject: Yes\nMessage-Id: <1@example.com>\n"
            "Content-Type: text/plain\n\nReleased"
        )
        before = hold.message_ids
        for user in (self.salesperson, self.manager):
            threads = self.env["mail.thread"].with_user(user)
            self.refused(user.login, lambda: threads.message_process("credit.hold", mail, thread_id=hold.id))
        self.assertEqual(hold.message_ids, before)
        self.env["mail.thread"].message_process("credit.hold", mail, thread_id=hold.id)
        self.assertIn("boss@example.com", (hold.message_ids - before).email_from)

    def test_followers(self):
        other = self.colleague.partner_id
        for case, record, *_rest in self.each():
            if record.env.user.has_group(MANAGER):
                continue
            self.refused(case, lambda: record.message_unsubscribe(other.ids))
            self.refused(case, lambda: record.message_subscribe(other.ids, subtype_ids=[]))
            self.refused(case, lambda: record.write({"message_partner_ids": [Command.unlink(other.id)]}))
        hold = self.hold().with_user(self.salesperson)
        hold.message_subscribe(self.salesperson.partner_id.ids)
        hold.message_unsubscribe(self.salesperson.partner_id.ids)
        self.assertNotIn(self.salesperson.partner_id, hold.message_partner_ids)

    def test_activities_of_others(self):
        for case, record, *_rest in self.each():
            if "activity_ids" not in record._fields or record.env.user.has_group(MANAGER):
                continue
            automatic = record.sudo().activity_schedule(TODO, user_id=self.colleague.id)
            for call in (
                automatic.sudo(False).unlink,
                automatic.sudo(False).action_done,
                lambda: automatic.sudo(False).write({"date_deadline": "2099-01-01"}),
                lambda: record.activity_unlink([TODO]),
                lambda: record.activity_feedback([TODO]),
                lambda: record.activity_reschedule([TODO], new_user_id=record.env.uid),
            ):
                self.attempted(case, call, automatic)

    def attempted(self, case, call, activity):
        """Refused, or nothing happens: Odoo leaves out what one may not read."""
        with self.subTest(case=case):
            try:
                with self.env.cr.savepoint():
                    call()
            except UserError:
                pass
            self.env.invalidate_all()
            left = activity.sudo().exists()
            self.assertTrue(left.active)
            self.assertEqual(left.user_id, self.colleague)

    def test_activities_of_ones_own(self):
        hold = self.hold()
        own = hold.activity_schedule(TODO, user_id=self.salesperson.id)
        own.with_user(self.salesperson).action_feedback("Done")
        self.assertFalse(own.active)
        by_hand = {"res_model_id": self.env["ir.model"]._get_id("credit.hold"), "res_id": hold.id}
        made = self.env["mail.activity"].with_user(self.analyst).create(by_hand | {"user_id": self.colleague.id})
        made.unlink()
        automatic = hold.activity_schedule(TODO, user_id=self.colleague.id)
        automatic.with_user(self.manager).unlink()

    def test_files(self):
        for case, record, _message, shown, beside in self.each():
            for file in (shown, shown.sudo()):
                self.refused(case, file._delete_and_notify)
            self.refused(case, shown.unlink)
            self.refused(case, lambda: shown.write({"raw": b"2"}))
            if not record.env.user.has_group(MANAGER):
                self.refused(case, beside.unlink)
                self.refused(case, beside.sudo()._delete_and_notify)
        with_file = self.record_of_credit_ledger_import()
        file = self.env["ir.attachment"].search([("res_model", "=", with_file._name), ("res_field", "=", "file")])
        self.refused("file of a field", lambda: file[:1].sudo(False).with_user(self.people[-1]).write({"raw": b"2"}))

    def test_who_ships_reads_no_amounts(self):
        """Authors read what they have written: the system writes for who has no part in credit."""
        shipper = self._create_user("shipper", "base.group_user")
        order = self.order()
        hold = self.stop(order, user=shipper)
        order.order_line.price_unit = 1700
        self.stop(order, user=shipper)
        self.assertEqual(hold.order_total, 1700)
        for document in (hold, order):
            messages = self.env["mail.message"].with_user(shipper)
            readable = messages.search([("model", "=", document._name), ("res_id", "=", document.id)])
            self.assertNotRegex(" ".join(readable.mapped("body")), r"\d")
        self.assertIn("Still on hold", " ".join(hold.message_ids.mapped("body")))

    # === THE WEB CLIENT === #

    @mute_logger("odoo.http")
    def test_routes(self):
        record, message, shown, beside = self.record("credit.hold")
        own = record.with_user(self.salesperson).message_post(body="As it was", message_type="comment")
        automatic = record.activity_schedule(TODO, user_id=self.colleague.id)
        thread = {"thread_model": "credit.hold", "thread_id": record.id}
        follower = {"res_model": "credit.hold", "res_id": record.id, "partner_ids": self.colleague.partner_id.ids}
        forged = {"body": "Forged", "author_id": self.colleague.partner_id.id, "email_from": "boss@example.com"}
        for user in (self.salesperson, self.analyst):
            self.authenticate(user.login, user.login)
            for one in (own, message):
                self.denied("/mail/message/update_content", message_id=one.id, update_data={"body": "Forged"})
                self.denied("/mail/message/update_content", message_id=one.id, update_data={"body": ""})
                self.denied("/web/dataset/call_kw", model="mail.message", method="unlink", args=[one.ids], kwargs={})
                self.denied(
                    "/web/dataset/call_kw", model="mail.message", method="write", args=[one.ids, forged], kwargs={}
                )
            for file in (shown, beside):
                self.denied("/mail/attachment/delete", attachment_id=file.id)
            self.denied("/mail/thread/unsubscribe", **follower)
            self.denied("/web/dataset/call_kw", model="mail.activity", method="unlink", args=[automatic.ids], kwargs={})
            post = {"model": "credit.hold", "method": "message_post", "args": [record.ids], "kwargs": forged}
            self.denied("/web/dataset/call_kw", **post)
            posted = self.make_jsonrpc_request(
                "/mail/message/post", {**thread, "post_data": forged, "context": {"default_author_id": 1}}
            )
            written = self.env["mail.message"].browse(posted["message_id"])
            self.assertEqual(written.author_id, user.partner_id)
        self.env.invalidate_all()
        self.assertIn("As it was", own.body)
        self.assertIn("As it was", message.body)
        self.assertEqual(message.attachment_ids, shown)
        self.assertTrue(beside.exists())
        self.assertIn(self.colleague.partner_id, record.message_partner_ids)
        self.assertTrue(automatic.exists().active)

    def denied(self, route, **params):
        with self.subTest(route=route, params=params), self.assertRaises(JsonRpcException):
            self.make_jsonrpc_request(route, params)
