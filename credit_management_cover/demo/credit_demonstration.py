from odoo import Command, api, models


class CreditDemonstration(models.AbstractModel):
    """Cover of the demonstration company: a customer whose insurer has reduced its limit, and a guarantee that ends."""

    _inherit = "credit.demonstration"

    @api.model
    def _play_cover(self):
        """By the buttons that people have; nothing where the demonstration itself was left out."""
        names = ("account_castlebrook", "account_pemberton", "user_analyst", "user_director")
        found = [self.env.ref(f"credit_management.{name}", raise_if_not_found=False) for name in names]
        if not all(found):
            return
        insured, guaranteed, analyst, director = found
        covers = self.env["credit.cover"].with_user(analyst)
        cover = covers.create(self._prepare_insured(insured))
        drafts = cover | covers.create(self._prepare_guaranteed(guaranteed))
        drafts.action_propose()
        drafts.with_user(director).action_confirm()
        decisions = self.env["credit.cover.decision"].with_user(analyst)
        decisions.create(
            {
                "cover_id": cover.id,
                "answer": "reduced",
                "amount": 12000,
                "first": self._day(10),
                "received_on": self._day(10),
                "reason": "Payment experience reported by others",
            }
        ).action_propose()

    @api.model
    def _prepare_insured(self, account):
        insurer = self.env["res.partner"].create({"name": "Beacon Trade Insurance", "is_company": True})
        policy = self.env["credit.insurance"].create(
            {
                "name": "BTI 40-118",
                "issuer_id": insurer.id,
                "company_id": self._company().id,
                "currency_id": self._company().currency_id.id,
                "first": self._day(200),
                "last": self._day(-165),
                "share": 90,
                "max_days": 90,
                "waiting_days": 180,
                "reporting_days": 60,
                "premium_rate": 0.28,
                "minimum_premium": 1500,
                "fee": 250,
            }
        )
        given = {"answer": "approved", "amount": 20000, "first": policy.first, "received_on": policy.first}
        return {
            "account_id": account.id,
            "kind": "insurance",
            "insurance_id": policy.id,
            "first": policy.first,
            "last": policy.last,
            "secures": False,  # the limit was agreed on with it
            "decision_ids": [Command.create(given)],
        }

    @api.model
    def _prepare_guaranteed(self, account):
        bank = self.env["res.partner"].create({"name": "Harbour Savings Bank", "is_company": True})
        return {
            "account_id": account.id,
            "kind": "guarantee",
            "issuer_id": bank.id,
            "reference": "G-2231",
            "amount": 5000,
            "first": self._day(150),
            "last": self._day(-25),
            "call_days": 10,
            "secures": False,
        }
