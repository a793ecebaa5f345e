from odoo import Command, api, fields, models

SENT = 4  # days ago that the first run was sent
ACCOUNTS = ("acme", "silverdale", "brightwell", "pemberton", "ready_mat")


class CreditDemonstration(models.AbstractModel):
    """Collections of the demonstration company: a run that was sent and one to look at, cases, a promise, a dispute."""

    _inherit = "credit.demonstration"

    @api.model
    def _play_collections(self):
        """By the buttons that people have; nothing where the demonstration itself was left out."""
        names = [f"credit_management.{name}" for name in (*(f"account_{name}" for name in ACCOUNTS), "user_manager")]
        found = [self.env.ref(name, raise_if_not_found=False) for name in names]
        if not all(found):
            return
        acme, silverdale, brightwell, pemberton, ready_mat, manager = found
        collector = self.env.ref("credit_management_collections.user_collector")
        director = self.env.ref("credit_management.authority_director", raise_if_not_found=False)
        if director:
            director.write({"write_off_unlimited": True, "handover_unlimited": True})
        accounts = acme | silverdale | brightwell | pemberton | ready_mat
        (acme | silverdale | brightwell | pemberton).strategy_id = self._create_strategy()
        self._play_sent(acme | silverdale, collector)
        accounts._follow()
        for account in acme | silverdale | brightwell:
            account.with_user(collector).collection_id.action_take_over()
        ready_mat.with_user(manager).collection_id.action_stop("insolvent", "Insolvency proceedings since last autumn")
        self._play_spoken(acme, brightwell, collector)
        self._play_agreed(silverdale, pemberton, collector)
        accounts._follow()
        runs = self.env["credit.reminder.run"].with_user(collector)
        runs.create({"company_id": self._company().id}).action_preview()
        invented = [("state", "=", "outgoing"), ("model", "=like", "credit.%")]
        self.env["mail.mail"].search(invented).write({"state": "cancel"})  # nobody is to be told of it

    @api.model
    def _create_strategy(self):
        """The standard one, that sends at weekends too: on whatever day somebody looks, there is something to see."""
        hours = [
            Command.create({"name": str(day), "dayofweek": str(day), "hour_from": 8, "hour_to": 16}) for day in range(7)
        ]
        calendar = self.env["resource.calendar"].create(
            {"name": "Every Day", "company_id": False, "attendance_ids": [Command.clear(), *hours]}
        )
        standard = self.env.ref("credit_management_collections.credit_strategy_standard")
        costs = {"cost_mail": 0.05, "cost_letter": 1.2, "cost_phone": 6, "cost_sms": 0.1}
        values = {"name": "Standard, Weekends Too", "calendar_id": calendar.id, "statement_day": 1, **costs}
        return standard.copy(values)

    @api.model
    def _play_sent(self, accounts, collector):
        """A run of some days ago. No mail leaves: it is said of each message that it did."""
        runs = self.env["credit.reminder.run"].with_user(collector)
        run = runs.create({"company_id": self._company().id, "domain": str([("id", "in", accounts.ids)])})
        run.action_preview()
        rows = run.sudo().reminder_ids.filtered(lambda row: row.state == "previewed")  # written by methods alone
        rows._set_counts(True)
        for row in rows:
            for line in row.line_ids:
                line.days -= SENT
            row.write(
                {
                    "state": "sent",
                    "day": self._day(SENT),
                    "sent_on": fields.Datetime.subtract(fields.Datetime.now(), days=SENT),
                    "cost": row.strategy_id._get_cost(row.channel),
                }
            )
        values = {"state": "done", "approved_by_id": collector.id, "approved_on": fields.Datetime.now()}
        run.sudo()._credit_by_method().write(values)  # as above
        self._date_back(SENT, run._name, run.ids)

    @api.model
    def _play_spoken(self, in_vain, reached, collector):
        contacts = self.env["credit.contact"].with_user(collector)
        contacts.create({"account_id": in_vain.id, "outcome": "not_reached", "text": "The line was busy."})
        contacts.create(
            {
                "account_id": reached.id,
                "outcome": "wants_documents",
                "person": "Mr. Brook",
                "text": "Has not got the last invoice, and asks for a copy.",
                "next_on": self._day(-1),
            }
        )

    @api.model
    def _play_agreed(self, promising, disputing, collector):
        promises = self.env["credit.promise"].with_user(collector)
        promises.create(
            {"account_id": promising.id, "person": "Ms. Alder", "note": "Waits for a large payment."}
        ).action_take()
        dispute = (
            self.env["credit.dispute"]
            .with_user(collector)
            .create(
                {
                    "account_id": disputing.id,
                    "reason": "delivery",
                    "reason_text": "Half of the boards came a week late.",
                    "responsible_id": self.env.ref("credit_management.user_salesperson").id,
                }
            )
        )
        today = self._day(0)
        late = dispute.item_ids.filtered(lambda item: item.due and item.due < today)
        late[:1].chosen = True
        if late:
            dispute.action_open()
