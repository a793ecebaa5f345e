from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from .credit_authority_lookup import RAISE


class CreditLimitBatch(models.Model):
    """Customers of a batch that somebody sells to, or lately wanted a limit for, or refused one: who may decide."""

    _inherit = "credit.limit.batch"

    def _check_own_customers(self, users):
        """Refuse to decide on one's own customers with the others."""
        self.ensure_one()
        for user in users:
            if own := self._get_own_accounts(user):
                raise AccessError(
                    self.env._(
                        "%(user)s sells to, or asked for, %(count)d of the customers (%(names)s): leave them out first,"
                        " or let somebody else decide.",
                        user=user.sudo().name,  # whose seat it is is no secret
                        count=len(own),
                        names=self._list_names(own),
                    )
                )

    def _drop_own_votes(self, votes):
        """These votes without the yes of who by now sells to one of the customers, or has asked for more for one.

        It counts again once these customers are left out.
        """
        agreed = votes.filtered("agrees")
        own = (agreed.user_id | agreed.seat_id).filtered(self._get_own_accounts)
        return votes - agreed.filtered(lambda vote: (vote.user_id | vote.seat_id) & own)

    def _check_own_lowered(self, users, lines=None):
        """Refuse that a limit stays higher because of who sells to its customer.

        :param users: who decides, and for whom
        :param lines: those about to stay out; all of the batch when left out
        """
        for user in users:
            mine = self._get_lines_of(self._get_own_accounts(user))
            if lines:
                mine &= lines
            if lowered := mine.filtered(lambda line: line._is_lower()).account_id:
                raise AccessError(
                    self.env._(
                        "%(user)s sells to, or asked for, %(count)d of the customers whose limit becomes less"
                        " (%(names)s): let somebody else decide on them.",
                        user=user.sudo().name,  # whose seat it is is no secret
                        count=len(lowered),
                        names=self._list_names(lowered),
                    )
                )

    def _get_lines_of(self, accounts):
        """The lines that change something for these accounts."""
        lines = self.env["credit.limit.batch.line"]
        return lines.search([*self._get_changing(), ("account_id", "in", accounts.ids)]) if accounts else lines

    def _get_own_accounts(self, user):
        """The accounts that change and are this person's own matter."""
        partners = self.env["res.partner"]._credit_get_sold_to(user)
        accounts = self.env["credit.account"].sudo()  # they bind, in sight or not
        sold = accounts.search([("company_id", "=", self.company_id.id), ("partner_id", "in", partners.ids)])
        return self._get_changed_of(sold | self._get_wanted_by(user))

    def _get_changed_of(self, accounts):
        """Those of these accounts that the batch changes."""
        self.env["credit.limit.batch.line"].flush_model()
        query = SQL(
            "SELECT account_id FROM credit_limit_batch_line"
            " WHERE batch_id = %s AND left_out IS NULL AND refused_on IS NULL AND account_id = ANY(%s)",
            self.id,
            accounts.ids,
        )
        return accounts.browse(id_ for (id_,) in self.env.execute_query(query))

    def _get_wanted_by(self, user):
        """The accounts for which this person lately wanted a limit that nobody has approved."""
        days = self.company_id._credit_root().credit_authority_window
        since = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        own = [("company_id", "=", self.company_id.id), ("create_date", ">=", since)]
        own += ["|", ("author_id", "=", user.id), ("hand_ids", "in", user.ids)]
        # What was wanted out of sight was wanted, too.
        limits = self.env["credit.limit"].sudo().search([*own, ("state", "in", ("draft", "proposed", "refused"))])
        open_states = ("draft", "submitted", "returned", "refused")
        # The same of requests.
        requests = self.env["credit.limit.request"].sudo().search([*own, ("state", "in", open_states)])
        wanted = [("batch_id.hand_ids", "in", user.ids), ("batch_id", "!=", self.id), ("left_out", "=", False)]
        wanted += ["|", ("refused_on", ">=", since), "&"]  # left out of one that was approved, or was asked anew
        wanted += [("batch_id.state", "in", ("submitted", "refused")), ("batch_id.submitted_on", ">=", since)]
        # The same of other batches.
        lines = self.env["credit.limit.batch.line"].sudo().search(wanted)
        return limits.account_id | requests.account_id | lines.account_id

    def _list_names(self, accounts):
        names = accounts[:5].sudo().partner_id.mapped("display_name")  # of a batch that is read as a whole
        return ", ".join(names) + (" …" if len(accounts) > len(names) else "")

    # === REFUSED BEFORE === #

    def _check_refused_before(self, seat):
        """Refuse what somebody with more authority refused for one of the customers, as of a single limit.

        Whom nobody wanted to owe more is not spared a reduction for that.
        """
        lines = self._get_lines_of(self._get_changed_of(self._find_refused()))
        accounts = lines.filtered(lambda line: not line._is_lower()).account_id.sudo()  # they bind, in sight or not
        refusals = self._drop_outdated(accounts._get_refused_limits())
        by_refuser = {}
        for account_id, refusal in refusals.items():
            refuser = refusal.sudo()._get_refusal()[0]  # a refusal out of sight is one, too
            if refuser and refuser != seat:
                by_refuser.setdefault(refuser, []).append(account_id)
        for refuser, account_ids in by_refuser.items():
            if beyond := self._get_beyond(seat, refuser, accounts.browse(account_ids)):
                raise AccessError(
                    self.env._(
                        "%(refuser)s refused a limit of %(count)d of the customers (%(names)s), and nothing has changed"
                        " since: leave them out, or let %(refuser)s decide, or somebody with as much authority.",
                        refuser=refuser.name,
                        count=len(beyond),
                        names=self._list_names(beyond),
                    )
                )

    def _find_refused(self):
        """The accounts of which some limit was refused, whatever came after."""
        own = [("company_id", "=", self.company_id.id), ("state", "=", "refused")]
        # A refusal out of sight is one, too.
        limits = self.env["credit.limit"].sudo().search(own)
        # The same of requests.
        requests = self.env["credit.limit.request"].sudo().search(own)
        other = [("company_id", "=", self.company_id.id), ("batch_id", "!=", self.id), ("refused_on", "!=", False)]
        # The same of other batches.
        lines = self.env["credit.limit.batch.line"].sudo().search(other)
        return limits.account_id | requests.account_id | lines.account_id

    @api.model
    def _drop_outdated(self, refusals):
        """Those of these refusals whose facts still stand: ``{account id: refused document}``."""
        return refusals

    def _get_beyond(self, user, refuser, accounts):
        """The accounts over which somebody has less authority than who refused."""
        found = self.env["credit.authority"]._lookup(user | refuser, accounts, RAISE)

        def ceiling(one, account):
            authority = found[one, account]
            return authority.ceiling if authority else 0.0

        return accounts.filtered(lambda account: ceiling(user, account) < ceiling(refuser, account))
