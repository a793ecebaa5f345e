from odoo.addons.credit_management.tests.exposure.ledger_common import LedgerCommon
from odoo.addons.credit_management.tests.gate.hold_common import HoldCommon
from odoo.addons.credit_management.tests.policy.policy_common import PolicyCommon


class CoverCommon(HoldCommon, PolicyCommon, LedgerCommon):
    """A customer with a base limit of 1,000, an insurer, a bank, and factories of cover that was decided on by two."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.insurer = cls.env["res.partner"].create({"name": "Insurer"})
        cls.bank = cls.env["res.partner"].create({"name": "Bank"})
        cls._grant_authority(cls.manager, unlimited=True)
        cls.goods = cls.env["product.product"].search([("name", "=", "Goods")], limit=1)

    def cover(self, kind="guarantee", account=None, author=None, decisions=(), **vals):
        """A draft."""
        values = {
            "account_id": (account or self.account).id,
            "kind": kind,
            "issuer_id": (self.insurer if kind == "insurance" else self.bank).id,
            "first": self._day(-100),
            "last": self._day(200),
            **({} if kind == "insurance" else {"amount": 500}),
            **vals,
        }
        covers = self.env["credit.cover"].with_user(author or self.analyst)
        return covers.create(values | {"decision_ids": [(0, 0, one) for one in decisions]})

    def confirmed(self, *args, **kwargs):
        cover = self.cover(*args, **kwargs)
        cover.action_propose()
        cover.with_user(self.manager).action_confirm()
        return cover

    def insured(self, amount=2000, since=-100, **vals):
        """An insurance with the insurer's limit from a day on."""
        given = {"answer": "approved", "amount": amount, "first": self._day(since), "received_on": self._day(since)}
        return self.confirmed("insurance", decisions=[given], **{"share": 100, **vals})

    def decision(self, cover, answer, amount=0.0, first=0, author=None, **vals):
        """Recorded by the analyst."""
        values = {"cover_id": cover.id, "answer": answer, "amount": amount, "first": self._day(first), **vals}
        decision = self.env["credit.cover.decision"].with_user(author or self.analyst).create(values)
        decision.action_propose()
        return decision

    def limit(self, account=None, on=0):
        account = account or self.account
        return self.env["credit.limit"]._effective(account, self._day(on))[account].amount

    def covering(self, partner=None):
        partner = partner or self.customer
        standing, _documents = self.env["credit.covering"]._read(self.company, [partner.id])[partner.id]
        return standing.covering()
