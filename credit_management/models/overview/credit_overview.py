from markupsafe import Markup

from odoo import api, models
from odoo.exceptions import AccessError

from ...const import ROLES
from ...core import overview as core
from ..common.day import format_day

LIVE_ACCOUNTS = 2000
LIVE_ITEMS = 20_000


class CreditOverview(models.AbstractModel):
    """Figures of the first page of the app for one person, collected in a fixed number of queries.

    Everything is counted and summed as the user, by the domains that the page opens: a figure and its list
    cannot differ, and nobody is told of records they may not read.
    """

    _name = "credit.overview"
    _description = "Credit Overview"

    @api.model
    @api.readonly
    def read_overview(self, company_id=None, start=False):
        """
        :param company_id: the legal entity whose amounts are shown; amounts of several are never added up
        :param start: whether the first steps of the company are shown though all of them are done
        :return: what the page is drawn from; False for a block that the user has no right to, and for what is not
            known: not every client knows None
        """
        if not self._has_role("user"):
            raise AccessError(
                self.env._(
                    "%(user)s has no role in credit management. Ask an administrator for one.", user=self.env.user.name
                )
            )
        # Compiling queries over every source takes PostgreSQL several times as long as running them.
        self.env.cr.execute("SET LOCAL jit = off")
        roots = self._entities()
        company = roots.filtered(lambda root: root.id == company_id) or roots[:1]
        count = self._count_accounts(company)
        overview = {
            "companies": [{"id": root.id, "name": root.name} for root in roots],
            "company_id": company.id,
            "currency_id": company.currency_id.id,
            "has_accounts": bool(count),
            "pages": self._read_pages(),
            "may_open_accounts": self._has_role("analyst"),
            "may_run": self._has_role("manager"),
            "warning": self._may_hear_of_policies() and self.env["credit.policy"]._missing_text(roots),
            "start": self._read_start(company, start),
            "tasks": self._read_tasks(roots),
        }
        if overview["warning"] and self._has_role("administrator"):
            overview["warning_action"] = "credit_management.credit_policy_action"
        if count:
            overview |= self._read_figures(company, count)
        return overview

    @api.model
    def _read_figures(self, company, count):
        """The blocks with amounts, of one legal entity.

        :param count: how many accounts it has, as far as that is counted
        """
        is_small, analyst = self._is_small(company, count), self._has_role("analyst")
        last = self.env["credit.job.run"]._last_day(company) if analyst or not is_small else None
        kept_on = None if is_small else last
        source = core.source(is_small, kept_on)
        if analyst:
            shown = source != core.NOTHING
            return {
                "source": source,
                "as_of": format_day(self.env, kept_on) if source == core.KEPT else False,
                "exposure": self._read_kept(company, kept_on) if kept_on else self._read_live(company, source),
                **self._read_moves(company, last),
                "concentration": shown and self._read_concentration(company, kept_on),
                "trend": self._read_trend(company),
            }
        own = source == core.LIVE and self._read_own(company)
        none = dict.fromkeys(("week", "migration", "concentration", "trend"), False)
        return {"source": source, "as_of": False, "exposure": own, **none}

    @api.model
    def _may_hear_of_policies(self):
        return self._has_role("analyst") or self._has_role("administrator")

    @api.model
    def _has_role(self, role):
        return self.env.user.has_group(ROLES[role])

    @api.model
    def _entities(self):
        """The legal entities of the active companies, that of the first one first."""
        # Who works in a branch sees the accounts of its root, whose name they may not be able to read.
        return self.env.companies._credit_roots()

    @api.model
    def _count_accounts(self, company):
        """How many accounts a company has: as many as make it a large one say enough."""
        return self.env["credit.account"].search_count([("company_id", "=", company.id)], limit=LIVE_ACCOUNTS + 1)

    @api.model
    def _is_small(self, company, count=None):
        """Whether a company is summed up in no time, so that its figures can be those of this moment.

        :param count: the number of its accounts, where it is known
        """
        if (self._count_accounts(company) if count is None else count) > LIVE_ACCOUNTS:
            return False
        # How much there is to read is nobody's secret, and salespeople may not read the ledger.
        lines = self.env["account.move.line"].sudo()
        open_lines = [
            ("account_id", "in", self.env["credit.open.item"]._receivable_account_ids()),
            ("company_id", "in", company._credit_family().ids),
            ("parent_state", "=", "posted"),
            ("reconciled", "=", False),
        ]
        return lines.search_count(open_lines, limit=LIVE_ITEMS + 1) <= LIVE_ITEMS

    @api.model
    def _action(self, name, model, domain, views=("list", "form"), **context):
        """The action that a click on a figure opens: the records that were counted."""
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [view if isinstance(view, tuple) else (False, view) for view in views],
            "domain": list(domain),
            "context": context,
            "help": Markup('<p class="o_view_nocontent_smiling_face">{}</p><p>{}</p>').format(
                self.env._("Nothing is left here"), self.env._("What was counted has been dealt with.")
            ),
            "target": "current",
        }
