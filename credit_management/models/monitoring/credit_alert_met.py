from odoo import api, fields, models
from odoo.tools import SQL


class CreditAlertMet(models.Model):
    """Since when an account has met the threshold of a rule without a break.

    Grace counts from there. The row is also what two transactions that raise the same alert meet
    at: PostgreSQL makes the second one fail and be run again, and it then finds the alert.
    """

    _name = "credit.alert.met"
    _description = "Threshold Met"
    _log_access = False

    account_id = fields.Many2one("credit.account", required=True, ondelete="cascade")
    rule_id = fields.Many2one("credit.alert.rule", required=True, ondelete="cascade", index=True)
    since = fields.Date(required=True)

    _account_rule_unique = models.Constraint(
        "UNIQUE (account_id, rule_id)", "This account has met the threshold of this rule already."
    )

    @api.model
    def _of(self, account_ids):
        """
        :return: {account id: {rule id: day}}
        """
        rows = self.env.execute_query(
            SQL("SELECT account_id, rule_id, since FROM credit_alert_met WHERE account_id = ANY(%s)", list(account_ids))
        )
        found = {account_id: {} for account_id in account_ids}
        for account_id, rule_id, since in rows:
            found[account_id][rule_id] = since
        return found

    @api.model
    def _remember(self, before, after):
        """Write down what has changed between two results of ``_of``."""
        over = [(account, rule) for account, rules in before.items() for rule in rules.keys() - after[account].keys()]
        if over:
            self.env.cr.execute(
                SQL(
                    "DELETE FROM credit_alert_met WHERE (account_id, rule_id) IN (VALUES %s)",
                    SQL(", ").join(SQL("(%s, %s)", *pair) for pair in over),
                )
            )
        rows = [
            (account, rule, day)
            for account, rules in after.items()
            for rule, day in rules.items()
            if rule not in before[account]
        ]
        self._claim(rows)

    @api.model
    def _claim(self, rows):
        if rows:
            self.env.cr.execute(
                SQL(
                    "INSERT INTO credit_alert_met AS met (account_id, rule_id, since) VALUES %s"
                    " ON CONFLICT (account_id, rule_id) DO UPDATE SET since = met.since",
                    # In one order for everybody, or two batches would wait for each other.
                    SQL(", ").join(SQL("(%s, %s, %s::date)", *row) for row in sorted(rows)),
                ),
                log_exceptions=False,
            )
