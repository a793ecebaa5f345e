from odoo import api, models


class CreditStrategyChoice(models.AbstractModel):
    """Which strategy a customer follows: that of its account, else of its grade, risk class, company, else none."""

    _name = "credit.strategy.choice"
    _description = "Strategy of a Customer"

    @api.model
    def _choose(self, accounts):
        """
        :param accounts: of one legal entity
        :return: {account: the strategy it follows; none where nobody has chosen one}
        """
        # Which strategy a customer follows is no question of who asks.
        judged = accounts.sudo()
        by_class = self._read_by_class(judged.company_id)
        default = judged.company_id.credit_strategy_id
        found = {}
        for account, one in zip(accounts, judged, strict=True):
            named = (one.strategy_id, one.grade_id.strategy_id, by_class.get(one.risk_class), default)
            found[account] = next((strategy for strategy in named if strategy and strategy.active), default.browse())
        return found

    @api.model
    def _read_by_class(self, company):
        """The strategy of each risk class; the company's own before one of all companies."""
        strategies = self.env["credit.strategy"].sudo()  # as above
        domain = [("risk_class", "!=", False), ("company_id", "in", (False, *company.ids)), ("active", "=", True)]
        found = {}
        for strategy in strategies.search(domain).sorted(lambda one: (not one.company_id, one.sequence, one.id)):
            found.setdefault(strategy.risk_class, strategy)
        return found
