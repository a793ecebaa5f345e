from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL, split_every

from ...core.account import resemblance as core
from ...sql.account import resemblance as sql

BATCH = 5000  # customers compared in one go
# What is read of a customer and its contacts; whoever changes one of these may come to resemble somebody.
RECOGNISED = {
    "name", "vat", "email", "phone", "street", "street2", "zip", "city", "country_id", "parent_id", "is_company",
    "commercial_partner_id", "bank_ids", "company_id",
}  # fmt: skip


class CreditResemblance(models.Model):
    """A customer that looks like one to whom nothing is sold any more, and what both have in common.

    Found when a customer is created or changed, and for customers that came to be on stop by the daily job. Kept
    whatever becomes of the customer's data: who changes the phone number back does not make it unseen. An analyst
    dismisses it; what is found in common after that brings it back.
    """

    _name = "credit.resemblance"
    _description = "Resemblance to a Customer on Stop"
    _log_access = False
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", required=True, readonly=True, ondelete="cascade", index=True
    )
    account_id = fields.Many2one(
        "credit.account", string="Resembles", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="account_id.company_id")
    grounds = fields.Char(string="In Common", required=True, readonly=True)  # codes of the core, the strongest first
    is_dismissed = fields.Boolean(string="Dismissed", readonly=True)
    found_on = fields.Date(readonly=True)

    _partner_account_unique = models.UniqueIndex("(partner_id, account_id)", "This resemblance is known already.")

    # === LOOKING === #

    @api.model
    def _look(self, partners, only_new=False):
        """Compare customers with those on stop, and file those that are on stop themselves.

        :param partners: contacts or customers
        :param only_new: only with who has come to be on stop since all were last compared
        :return: the pairs that are new, or have more in common than before
        """
        self.env["res.partner"].flush_model(sorted(RECOGNISED & self.env["res.partner"]._fields.keys()))
        self.env["res.partner.bank"].flush_model(["partner_id", "sanitized_acc_number"])
        self.env["credit.account"].flush_model(["partner_id", "status"])
        # Contacts out of sight belong to their customer too.
        known = self._read(partners.sudo().commercial_partner_id.ids)
        self.env["credit.resemblance.key"]._file(customer for customer, _company, stopped in known.values() if stopped)
        fresh = {id_: customer for id_, (customer, _company, stopped) in known.items() if not stopped}
        grounds = self._compare(fresh, only_new)
        if not grounds:
            return self.browse()
        return self._keep(grounds, {id_: known[id_][1] for id_, _other_id in grounds})

    @api.model
    def _look_at_all(self):
        """Compare all customers with those who came to be on stop since this was done last: called every day."""
        self.env["credit.account"].flush_model(["partner_id", "status"])
        self.env.cr.execute(sql.forget())
        unfiled = [id_ for (id_,) in self.env.execute_query(sql.unfiled())]
        self._look(self.env["res.partner"].browse(unfiled))
        if not self.env["credit.resemblance.key"]._has_new():
            return
        ids = self.env.execute_query(SQL("SELECT id FROM res_partner WHERE commercial_partner_id = id ORDER BY id"))
        for batch in split_every(BATCH, [id_ for (id_,) in ids]):
            self._look(self.env["res.partner"].browse(batch), only_new=True)
            self.env.invalidate_all()
        self.env["credit.resemblance.key"]._set_compared()

    @api.model
    def _read(self, partner_ids):
        """
        :return: {partner id: (core.account.resemblance.Customer, root company id or None, whether it is on stop)}
        """
        found = {}
        if partner_ids:
            for id_, name, vat, *many, address, country, company_id, stopped in self.env.execute_query(
                sql.recognisable(partner_ids)
            ):
                banks, emails, phones = (tuple(values or ()) for values in many)
                customer = core.Customer(id_, name or "", vat or "", banks, emails, phones, address, country or "")
                found[id_] = customer, company_id, stopped
        return found

    @api.model
    def _compare(self, fresh, only_new):
        """
        :param fresh: {partner id: core.account.resemblance.Customer}
        :return: {(partner id, id of the other one): grounds}
        """
        filed = [(id_, *key) for id_, customer in fresh.items() for key in core.keys(customer)]
        rows = self.env.execute_query(sql.alike(filed, only_new, core.GROUNDS, core.MOST_ALIKE)) if filed else []
        near, grounds = defaultdict(set), defaultdict(set)
        for id_, other_id, kind in rows:
            near[id_].add(other_id)
            if kind in core.GROUNDS:
                grounds[id_, other_id].add(kind)
        others = self._read({other_id for _id, other_id, _kind in rows})
        for id_, other_ids in near.items():
            stopped = [others[other_id][0] for other_id in sorted(other_ids) if other_id in others]
            for match in core.resembling([fresh[id_]], stopped):
                grounds[match.id, match.other_id].update(match.grounds)
        return grounds

    @api.model
    def _keep(self, grounds, companies):
        """Keep what was found, for each account that is on stop in a company where the customer is known.

        :param companies: {partner id: the root company that it belongs to alone, or None}
        :return: the pairs that are new, or have more in common than before
        """
        accounts = defaultdict(list)
        for other_id, account_id, company_id in self.env.execute_query(
            sql.accounts_on_stop({other_id for _id, other_id in grounds})
        ):
            accounts[other_id].append((account_id, company_id))
        # Nobody's to read: the gate of all salespeople.
        pairs = self.sudo().search([("partner_id", "in", [id_ for id_, _other_id in grounds])])
        before = {(pair.partner_id.id, pair.account_id.id): set(pair.grounds.split()) for pair in pairs}
        rows = []
        for (id_, other_id), found in grounds.items():
            for account_id, company_id in accounts[other_id]:
                known = before.get((id_, account_id), set())
                if companies[id_] in (None, company_id) and not found <= known:
                    rows.append((id_, account_id, " ".join(sorted(found | known, key=core.GROUNDS.index))))
        if not rows:
            return self.browse()
        self.flush_model(["is_dismissed"])
        self.env.cr.execute(sql.keep(rows), log_exceptions=False)
        # Who changes a contact reads no pairs.
        kept = self.sudo().browse(id_ for (id_,) in self.env.cr.fetchall())
        kept.invalidate_recordset()
        kept._after_finding()
        return kept

    def _after_finding(self):
        """Tell who has to know of these pairs."""

    # === IN WORDS === #

    @api.model
    def _standing(self, partner_ids, root):
        """Whom these customers resemble, as far as nothing is sold to it in a company.

        :return: list of (partner id, credit.account, grounds in words)
        """
        self.flush_model(["is_dismissed"])
        self.env["credit.account"].flush_model(["status"])
        rows = self.env.execute_query(sql.standing(partner_ids, root.id))
        accounts = self.env["credit.account"]
        return [(id_, accounts.browse(account_id), self._in_words(grounds)) for id_, account_id, grounds in rows]

    @api.model
    def _in_words(self, grounds):
        names = {
            core.TAX_NUMBER: self.env._("tax number"),
            core.BANK_ACCOUNT: self.env._("bank account"),
            core.MAIL: self.env._("mail address or its domain"),
            core.PHONE: self.env._("phone number"),
            core.NAME_AND_ADDRESS: self.env._("name and address"),
            core.NAME: self.env._("name"),
        }
        return ", ".join(names[code] for code in grounds.split() if code in names)
