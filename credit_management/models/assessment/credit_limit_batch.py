from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...core.limit import mass_row as core
from ..common.number import format_percent


class CreditLimitBatch(models.Model):
    """Limits that follow from what scorecards propose."""

    _inherit = "credit.limit.batch"

    formula = fields.Selection(selection_add=[("proposed", "To the Card's Proposal")], ondelete={"proposed": "cascade"})
    factor = fields.Float(
        string="Percent of It",
        default=100.0,
        help="Of the limit that the last assessment, submitted or approved, has proposed by its scorecard.",
    )
    step = fields.Monetary(default=lambda self: self._default_step())

    _factor_bounds = models.Constraint("CHECK (factor >= 0 AND factor <= 1000)", "Enter a percentage from 0 to 1,000.")

    @api.depends("factor")
    def _compute_texts(self):
        # EXTENDS 'credit_management' (limit)
        return super()._compute_texts()

    @api.model
    def _default_step(self):
        """As assessments round."""
        return self.env["credit.policy"]._get_in_force(self.env.company).limit_step

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit_management' (limit)
        return super()._get_drafted_fields() | {"factor"}

    def _get_more_formulas(self):
        # EXTENDS 'credit_management' (limit)
        said = {
            core.PROPOSED: lambda: self.env._(
                "%s of the card's proposal", format_percent(self.env, self.factor, most=4)
            )
        }
        return super()._get_more_formulas() | said

    def _check_formula(self):
        # EXTENDS 'credit_management' (limit)
        if self.formula in self._get_by_factor() and not self.factor:
            raise UserError(self.env._("Enter how many percent of it the limits become."))
        return super()._check_formula()

    @api.model
    def _get_by_factor(self):
        """The formulas with a factor in percent."""
        return {core.PROPOSED}

    def _get_value(self):
        # EXTENDS 'credit_management' (limit)
        return self.factor if self.formula in self._get_by_factor() else super()._get_value()

    def _read_more(self, account_ids):
        # EXTENDS 'credit_management' (limit)
        found = super()._read_more(account_ids)
        if self.formula != core.PROPOSED:
            return found
        self.env["credit.assessment"].flush_model(["account_id", "state", "has_proposed_limit", "proposed_limit"])
        query = SQL(
            """
            SELECT DISTINCT ON (account_id) account_id, proposed_limit::float8
              FROM credit_assessment
             WHERE account_id = ANY(%s) AND state IN ('submitted', 'approved') AND has_proposed_limit
             ORDER BY account_id, assessed_on DESC NULLS LAST, id DESC
            """,
            list(account_ids),
        )
        return found | {id_: {"proposal": amount} for id_, amount in self.env.execute_query(query)}

    @api.model
    def _drop_outdated(self, refusals):
        # EXTENDS 'credit_management' (limit): not once the customer was assessed
        standing = super()._drop_outdated(refusals)
        # That there is one decides, whoever may read it.
        assessments = self.env["credit.assessment"].sudo()
        approved = [("account_id", "in", list(standing)), ("state", "=", "approved")]
        assessed = {
            account.id: moment
            for account, moment in assessments._read_group(approved, ["account_id"], ["decided_on:max"])
        }
        return {
            id_: refusal
            for id_, refusal in standing.items()
            # A refusal out of sight is one, too.
            if not (id_ in assessed and assessed[id_] > refusal.sudo()._get_refusal()[1])
        }
