from datetime import datetime, time

from freezegun import freeze_time

from odoo import Command

from .collections_common import CollectionsCommon


class AgreedCommon(CollectionsCommon):
    """An invoice of 1,000 that is 20 days overdue, what is agreed about it, and managers who confirm any dispute."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.authority"].sudo().create({"role": "manager", "release_unlimited": True})
        cls.move = cls._before_all().invoice(1000, due=-20)

    def go_to(self, days):
        """So many days later, at noon."""
        frozen = freeze_time(datetime.combine(self.day(days), time(12)))
        frozen.start()
        self.addCleanup(frozen.stop)

    def promise(self, *parts, user=None, take=True, **values):
        """A promise of these (days from today, amount); all that is overdue in a week where none are given."""
        values = {"account_id": self.account.id, **values}
        if parts:
            values["part_ids"] = [Command.create({"due": self.day(days), "amount": amount}) for days, amount in parts]
        promise = self.env["credit.promise"].with_user(user or self.collector).create(values)
        if take:
            promise.action_take()
        return promise

    def dispute(self, *moves, user=None, enter=True, confirm=False, **values):
        """A dispute about these invoices, the usual one where none are given."""
        values = {"account_id": self.account.id, "reason": "quality", **values}
        dispute = self.env["credit.dispute"].with_user(user or self.collector).create(values)
        for item in dispute.item_ids:
            if item.sudo().move_id in (moves or (self.move,)):
                item.chosen = True
        if enter:
            dispute.action_open()
        if confirm:
            dispute.with_user(self.manager).action_confirm()
        return dispute

    def judged(self, promise):
        self.account.sudo()._follow()
        promise.invalidate_recordset()
        return promise.state

    def held(self, move=None):
        """The item of an invoice as reminders see it."""
        line = self.line(move or self.move)
        return next(item for item in self.owing().items if item.id == line.id)

    def policy(self, how, limit=0.0, longest=0):
        """A policy in force that counts disputes this way, with one rule: nothing may be overdue."""
        policies = self.env["credit.policy"].sudo()
        policy = policies.create(
            {
                "company_id": self.company.id,
                "dispute_counts": how,
                "dispute_limit": limit,
                "dispute_longest": longest,
                "rule_ids": [Command.create({"name": "Overdue", "kind": "overdue_days", "everybody": True})],
            }
        )
        policy._credit_by_method().write({"state": "published", "valid_from": self.today})
        self.env.registry.clear_cache()
        return policy
