from odoo import api, models

from ...core.monitoring import provision as core


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
        :return: {root company: (amounts by band, roll rates, loss rates)}, bands being those of core.provision
        """
        roots = companies._credit_roots()
        if not roots:
            return {}
        month_end = self.env["credit.month.end"]
        day = on or max(root._credit_today() for root in roots)
        ends = month_end._days(month_end._last(roots, on), months + 1)
        balances = month_end._read_balances(roots, list(dict.fromkeys([*ends, day])), core.STARTS)
        return {root: self._matrix(balances[root], ends, day) for root in roots}

    @api.model
    def _read_by_age(self, root, on):
        """Receivables of a day by the days since their invoices, and what the company provides of each age.

        :return: first day of each age, amounts, shares
        """
        rates = self.env["credit.provision.rate"]._get_of(root)
        balances = self.env["credit.month.end"]._read_balances(root, [on], list(rates), by_age=True)
        return tuple(rates), balances[root][on], tuple(rates.values())

    @staticmethod
    def _matrix(balances, ends, day):
        rates = core.roll_rates([balances[end] for end in ends])
        return balances[day], rates, core.loss_rates(rates)
