from odoo import api, models

from ...core.monitoring import provision as core

METHODS = [(core.ROLL, "How Far Receivables Roll"), (core.AGE, "Percentages by Age")]


class CreditProvision(models.AbstractModel):
    """Rates at which receivables roll from band to band, and the loss to be expected of those of a day.

    No access is checked: the caller has. Nothing is booked.
    """

    _name = "credit.provision"
    _description = "Expected Loss"

    @api.model
    def _read(self, companies, on=None, months=12):
        """The provision matrix of legal entities, in one query whatever their number.

        :param on: the day whose receivables are judged; today when left out
        :param months: how many times a month end is compared with the one before
        :return: {root company: core.provision.Matrix}
        """
        roots = companies._credit_roots()
        if not roots:
            return {}
        month_end = self.env["credit.month.end"]
        day = on or max(root._credit_today() for root in roots)
        ends = month_end._days(month_end._last(roots, on), months + 1)
        balances = month_end._read_balances(roots, list(dict.fromkeys([*ends, day])), core.STARTS)
        return {root: core.matrix_by_roll(balances[root][day], [balances[root][end] for end in ends]) for root in roots}

    @api.model
    def _read_by(self, method, root, on=None, months=12):
        """The matrix of one legal entity by either method.

        :return: core.provision.Matrix
        """
        if method == core.ROLL:
            return self._read(root, on, months)[root]
        shares = self.env["credit.provision.rate"]._get_of(root)
        day = on or root._credit_today()
        balances = self.env["credit.month.end"]._read_balances(root, [day], list(shares), by_age=True)
        return core.matrix_by_age(balances[root][day], shares)
