import base64
import hashlib
import json
import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.account.models.account_move import BYPASS_LOCK_CHECK

from ...const import LEDGER_IMPORT_CRON
from ..common.day import format_day
from .credit_ledger import QUIETLY
from .credit_ledger_import import WORKING
from .credit_ledger_import_customer import CHUNK

_logger = logging.getLogger(__name__)
TAKEN_BACK = 500  # entries, between two commits


class CreditLedgerImport(models.Model):
    """Booking the file part by part, after the request: it takes minutes.

    A part and the note of how far it got are committed together, so that a job that is cut off goes on
    where it stopped. The whole file has been checked before; should a part fail all the same, what was
    booked of the file is taken back, part by part too.
    """

    _inherit = "credit.ledger.import"

    # === ACTIONS === #

    def action_import(self):
        """Check the whole file once more, and book it in the background."""
        self._check_may_import()
        self._require_draft()
        content = self._content()
        if not content:
            raise UserError(self.env._("Choose the file with the ledger first."))
        look = self._look()
        if not self.ready:
            told = "\n".join(text for text in (self.fault_text, self.question_text) if text)
            raise UserError(self.env._("Nothing was imported:\n%(faults)s", faults=told))
        if sentence := self._unlike_total():
            raise UserError(sentence)
        if self.new_count and not self.create_customers:
            raise UserError(
                self.env._(
                    "%(count)s customers of the file are not in Odoo, %(name)s for instance. Tick “Create Missing"
                    " Customers”, or give those you have the reference of the file.",
                    count=self.new_count,
                    name=next(look.names[key] for key, partner_id in look.customers.items() if not partner_id),
                )
            )
        checksum = hashlib.sha256(content).hexdigest()
        self._refuse_again(checksum)
        self._refuse_obstacle(look)
        self._credit_by_method().write(
            {
                "state": "importing",
                "plan": base64.b64encode(json.dumps(self._plan(look), default=str).encode()),
                "checksum": checksum,
                "user_id": self.env.user.id,
                "next_part": 0,
                "done_count": 0,
                "created_ids": [],
                "failure": False,
            }
        )
        self._soon()
        return True

    def action_undo(self):
        """Take the whole import back."""
        self._check_may_import()
        self.ensure_one()
        if self.state not in ("done", "failed"):
            raise UserError(self.env._("There is nothing of %(file)s to undo.", file=self.display_name))
        if sentence := self._in_the_way():
            raise UserError(sentence)
        self._check_resting()
        self._credit_by_method().write({"state": "undoing", "failure": False})
        self._soon()
        return True

    def _soon(self):
        self.env.ref(LEDGER_IMPORT_CRON).sudo()._trigger()  # whoever may import need not administer jobs

    # === CHECKS === #

    def _refuse_again(self, checksum):
        same = self.search(
            [
                ("checksum", "=", checksum),
                ("company_id", "=", self.company_id.id),
                ("state", "in", [*WORKING, "done"]),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        if same:
            raise UserError(
                self.env._(
                    "The same file has been imported by %(user)s as %(file)s. Undo that import first, if it is to be"
                    " done anew.",
                    user=same.user_id.name,
                    file=same.display_name,
                )
            )

    def _refuse_obstacle(self, look):
        """Obstacles to booking, found before anything is booked."""
        if sentence := self._ledger()._obstacle(self.company_id, self._placed(look)):
            raise UserError(sentence)

    def _in_the_way(self):
        """Why the import cannot be undone, in a sentence; or None."""
        moves = self.move_ids.sudo()  # what is in the way may lie in a branch out of sight
        if not moves:
            return None
        company = self.company_id
        locked = company._get_lock_date_violations(min(moves.mapped("date")), sale=True, purchase=False, tax=False)
        if locked:
            return self.env._(
                "%(company)s is locked up to %(day)s, and this import goes back further. Ask an accountant to set an"
                " earlier lock date first.",
                company=company.name,
                day=format_day(self.env, max(locked)[0]),
            )
        if company.restrictive_audit_trail or moves.filtered("inalterable_hash"):
            return self.env._(
                "%(company)s keeps what was posted for good. Reverse the imported invoices instead.",
                company=company.name,
            )
        lines = moves.line_ids
        matched = lines.matched_debit_ids.debit_move_id + lines.matched_credit_ids.credit_move_id
        if others := (matched - lines).move_id:
            return self.env._(
                "%(name)s and %(count)s more entries are matched with what was imported. Undo these matchings first.",
                name=others[0].display_name,
                count=len(others) - 1,
            )
        return None

    # === THE JOB === #

    @api.model
    def _cron_work(self):
        """Go on with every import that is not at its end."""
        for one in self.search([("state", "in", WORKING)], order="id"):
            if not one._work():
                return

    def _work(self):
        """
        :return: whether there is time for another import
        """
        plan = self._read_plan() if self.state == "importing" else None
        while self.state in WORKING and self._is_mine():
            try:
                with self.env.cr.savepoint():
                    self._step(plan)
            except OperationalError:
                # Somebody else wrote to the same records: the next call begins this part anew.
                self.env.cr.rollback()
                _logger.info("Ledger import %s is interrupted by another transaction and goes on later", self.id)
                self.env["ir.cron"]._commit_progress(0, remaining=1)
                return False
            except Exception as error:
                _logger.info("Ledger import %s failed", self.id, exc_info=True)
                self._fail(error)
            left = self.env["ir.cron"]._commit_progress(1, remaining=1 if self.state in WORKING else 0)
            self.env.invalidate_all()
            if not left:
                return False
        return True

    def _is_mine(self):
        """Hold the row of the import until the next commit."""
        self.flush_recordset()
        return bool(self.try_lock_for_update())

    def _step(self, plan):
        """One part; what it leads to is committed with it."""
        if self.state != "importing":
            self._take_back_part()
        elif len(self.created_ids or []) < len(plan["missing"]):
            self._create_part(plan["missing"])
        elif self.next_part < len(plan["parts"]):
            self._book_part(plan["parts"][self.next_part])
        else:
            self._finish()
        self.flush_recordset()

    def _create_part(self, missing):
        done = self.created_ids or []
        partners = self._as_person()._create_customers(missing[len(done) : len(done) + CHUNK])
        self._credit_by_method().created_ids = [*done, *partners.ids]

    def _book_part(self, part):
        self._ledger()._post(
            self.company_id,
            [self._invoice(row) for row in part],
            clearing=self.clearing_account_id,
            credit_ledger_import_id=self.id,
        )
        self._credit_by_method().write({"next_part": self.next_part + 1, "done_count": self.done_count + len(part)})

    def _finish(self):
        self._credit_by_method().write({"state": "done", "plan": False, "ended_on": fields.Datetime.now()})
        self._tell(
            self.env._(
                "%(file)s is imported. Invoices: %(invoices)s, customers: %(customers)s. Next, score the customers.",
                file=self.display_name,
                invoices=self.booked_count,
                customers=self.customer_count,
            )
        )

    def _as_person(self):
        """In the name of who pressed the button, as the superuser: the right has been asked for."""
        return self.with_user(self.user_id or self.env.user).with_context(lang=self.user_id.lang).sudo()

    def _ledger(self):
        return self._as_person().env["credit.ledger"]

    # === WHEN IT FAILS === #

    def _fail(self, error):
        """Take back what was booked; or, if that is what fails, say so and stop."""
        reason = (str(error).strip() or type(error).__name__).splitlines()[0][:300]
        if self.state == "importing":
            self._credit_by_method().write({"state": "failing", "failure": reason, "ended_on": fields.Datetime.now()})
            return
        text = self.env._(
            "%(reason)s What is booked could not be taken back: %(error)s", reason=self.failure or "", error=reason
        )
        self._credit_by_method().write({"state": "failed", "failure": text.strip()})
        self._tell(self.failure)

    def _take_back_part(self):
        """Unmatch and delete some entries; at the end the customers that were created."""
        failing = self.state == "failing"
        # In the job, or for somebody who may import: the caller has asked.
        moves = self.env["account.move"].sudo().with_context(**QUIETLY, force_delete=True)
        if failing:
            # A lock date set while the import ran is no reason to leave half of it behind.
            moves = moves.with_context(bypass_lock_check=BYPASS_LOCK_CHECK)
        some = moves.search([("credit_ledger_import_id", "=", self.id)], order="id desc", limit=TAKEN_BACK)
        if some:
            some.line_ids.remove_move_reconcile()
            some.filtered(lambda move: move.state != "draft").button_draft()
            payments = some.origin_payment_id
            entries = payments.move_id
            payments.unlink()
            (some - entries).unlink()
            self._credit_by_method().done_count = max(self.done_count - len(some - entries), 0)
            return
        self._delete_customers()
        self._credit_by_method().write(
            {"state": "failed" if failing else "undone", "plan": False, "done_count": 0, "created_ids": []}
        )
        if failing:
            self._tell(self.env._("%(file)s was not imported: %(why)s", file=self.display_name, why=self.failure))
        else:
            self._tell(self.env._("The import of %(file)s is undone.", file=self.display_name))

    def _tell(self, text):
        self.message_post(body=text, partner_ids=self.user_id.partner_id.ids, message_type="notification")
