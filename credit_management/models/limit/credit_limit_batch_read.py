from odoo import models

from ...core.limit.authority import Dated
from ...core.limit.limits import Component
from ...core.limit.mass_row import Claim, Row
from ...sql.limit import mass as mass_sql

NOT_FOR_MARKS = (0.0, ())


class CreditLimitBatch(models.Model):
    """The accounts of a batch as they stand, read for all of them at once."""

    _inherit = "credit.limit.batch"

    def _read_rows(self, account_ids, with_use=False):
        """The accounts as core computes with them.

        :param with_use: whether what is owed and quoted is wanted; what makes a limit is read without
        :return: {account id: core.limit.mass_row.Row}
        """
        self.ensure_one()
        self._flush_for_rows()
        today = self.company_id._credit_today()
        found = self.env.execute_query_dict(mass_sql.accounts(account_ids, today))
        used = self._read_use({one["partner_id"] for one in found}) if with_use else {}
        more = self._read_more(account_ids)
        rows = {}
        for one in found:
            id_, partner_id = one.pop("account_id"), one.pop("partner_id")
            exposure, claims = used.get(partner_id, NOT_FOR_MARKS)
            rows[id_] = Row(id_, exposure=exposure, claims=claims, **one, **more.get(id_, {}))
        return rows

    def _flush_for_rows(self):
        self.env["credit.limit"].flush_model()
        self.env["credit.limit.request"].flush_model(["account_id", "state", "kind", "applied_on"])
        self.env["credit.limit.condition"].flush_model(["request_id", "met_on", "due"])
        self.env["credit.account"].flush_model(["partner_id", "company_id", "status", "grade_id"])
        self.env["credit.limit.batch.line"].flush_model()

    def _read_use(self, partner_ids):
        """What customers owe, and what their quotations come to: ``{partner id: (exposure, claims)}``."""
        root = self.company_id._credit_root()
        sums = self.env["credit.exposure"]._read_sums({(partner_id, root.id) for partner_id in partner_ids})
        quoted = {}
        branches = self.env["res.company"].sudo().search([("id", "child_of", root.id)])  # of all, in sight or not
        for partner_id, amount in self.env.execute_query(mass_sql.quotations(branches.ids)):
            quoted.setdefault(partner_id, []).append(Claim(amount, counted=False))
        return {
            partner_id: (exposure.total, tuple(quoted.get(partner_id, ())))
            for (partner_id, _root_id), exposure in sums.items()
        }

    def _read_more(self, account_ids):
        """What further formulas read of each account: ``{account id: values of a Row}``."""
        return {}

    def _read_dated(self):
        """The decided limits of the accounts that change: ``{account id: [core.limit.authority.Dated]}``."""
        found = {}
        self._flush_for_rows()
        for id_, kind, amount, unlimited, first, last, approved, ended, agreed, counts in self.env.execute_query(
            mass_sql.dated(self.id)
        ):
            of_account = found.setdefault(id_, [])
            component = Component(kind, amount, unlimited, first, last, len(of_account))
            of_account.append(Dated(component, approved, ended, agreed, withdrawn=not counts))
        return found

    def _read_lines(self):
        """The lines that change something, as plain data, and which of them are without a ceiling."""
        self.env["credit.limit.batch.line"].flush_model()
        lines = self.env["credit.limit.batch.line"].sudo()  # the system's, whoever asks
        changing = lines.search_fetch(self._get_changing())
        return [line._to_core() for line in changing], set(changing.filtered("unlimited").account_id.ids)

    def _get_changing(self):
        """A domain on the lines that change something."""
        return [("batch_id", "=", self.id), ("left_out", "=", False), ("refused_on", "=", False)]
