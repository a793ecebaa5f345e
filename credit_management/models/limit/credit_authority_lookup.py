from datetime import timedelta

from odoo import api, fields, models

from ...const import ANALYST
from ...core.limit.authority import Authority, strongest, weakest
from ..common.read_once import read_once

# What a decision is about, and the fields that say how much of it somebody may decide.
RAISE, RELEASE = ("amount", "unlimited"), ("release_amount", "release_unlimited")
# On one's own document; never any amount.
ALONE = ("own_up_to", None)


class CreditAuthority(models.Model):
    """Who may decide how much of which customer: one lookup for checks, buttons, lists and whom to ask.

    Authority must suffice for each risk class that the customer may be of (``_get_risk_classes``), not for the most
    pleasant one. A class given by hand lends no more than the person who gave it could have decided without it.
    """

    _inherit = "credit.authority"

    @api.model
    def _lookup(self, users, accounts, decision):
        """The highest authority of each person over each customer, in a fixed number of queries.

        :param decision: RAISE, RELEASE or ALONE
        :return: {(user, account): core.limit.authority.Authority | None}
        """
        # Whom to ask is for everybody to know; the risk class decides, readable or not.
        judged = accounts.sudo()
        classes = judged._get_risk_classes()
        own = self._read_granted(users | judged.graded_by, judged.company_id, decision)
        changed = self._get_changed_scale(users, judged.company_id)
        found = {}
        for user in users:
            for account, one in zip(accounts, judged, strict=True):
                authority = self._over(own, user, one, classes[one])
                if one.company_id in changed.get(user, ()):
                    authority = weakest((authority, self._over_class(own, user, one, False)))
                found[user, account] = authority
        return found

    @api.model
    def _over_class(self, own, user, account, risk_class):
        """The authority of a person over an account if it were of one class."""
        return strongest(
            Authority(amount, unlimited, source)
            for company_id, of_class, amount, unlimited, source in own[user]
            if company_id in (False, account.company_id.id) and of_class in (False, risk_class)
        )

    @api.model
    def _over(self, own, user, account, classes):
        """The authority of a person over one customer, who may be of any of these classes."""
        over = {risk_class: self._over_class(own, user, account, risk_class) for risk_class in classes}
        asked = weakest(over.values())
        grader = account.graded_by
        if not grader or grader == user:
            return asked
        stood = account._get_class_that_stood()
        over[stood] = self._over_class(own, grader, account, stood)
        return strongest(filter(None, (asked, weakest(over.values()))))

    @api.model
    @read_once
    def _read_granted(self, users, companies, decision):
        """What each person has been granted: ``{user: [(company id, risk class, amount, unlimited, record id)]}``."""
        domain = [("company_id", "in", (False, *companies.ids)), ("active", "=", True)]
        granted = self.sudo().search(domain)  # who may decide is no secret
        amount, unlimited = decision
        rows = [
            (one, (one.company_id.id, one.risk_class, one[amount], bool(unlimited) and one[unlimited], one.id))
            for one in granted
            if one[amount] or (unlimited and one[unlimited])
        ]
        return {
            user: [row for one, row in rows if one._is_for(user) and (decision != ALONE or one._lets_alone(user))]
            for user in users
        }

    @api.model
    @read_once
    def _get_changed_scale(self, users, companies):
        """The companies in whose window each person has changed the scale: ``{user: companies}``.

        They need authority for every risk class: classes have followed from what they wrote.
        """
        now, partners = fields.Datetime.now(), users.sudo().partner_id  # of others
        since = {company: now - timedelta(days=company.credit_authority_window) for company in companies}
        domain = [("model", "in", self._get_scale()), ("author_id", "in", partners.ids)]
        domain += [("date", ">=", min(since.values(), default=now)), ("message_type", "=", "notification")]
        # The log of the definitions decides, readable or not.
        messages = self.env["mail.message"].sudo().search_fetch(domain, ["author_id", "date"])
        latest = {}
        for message in messages:
            latest[message.author_id] = max(message.date, latest.get(message.author_id, message.date))
        # The partner of a user is compared, not read.
        return {
            user: companies.filtered(lambda company, user=user: latest[user.sudo().partner_id] >= since[company])
            for user in users
            if user.sudo().partner_id in latest
        }

    @api.model
    def _get_scale(self):
        """The models whose records say how many decide, and which risk classes customers have."""
        return ["credit.grade", "credit.approval.rung"]

    # === ONE BY ONE === #

    @api.model
    def _over_account(self, user, account):
        """The authority a person has over the limits of a customer.

        :rtype: core.limit.authority.Authority | None
        """
        return self._lookup(user, account, RAISE)[user, account]

    @api.model
    def _release_authority(self, user, account):
        """The authority a person has to release orders of a customer.

        :rtype: core.limit.authority.Authority | None
        """
        return self._lookup(user, account, RELEASE)[user, account]

    @api.model
    def _release_authorities(self, users, accounts):
        """The same of several people and customers.

        :return: {(user, account): core.limit.authority.Authority | None}
        """
        return self._lookup(users, accounts, RELEASE)

    # === WHOM TO ASK === #

    @api.model
    def _entitled(self, account, amount, decision=RELEASE, lends=None):
        """Who may decide on so much of a customer, those with the smallest authority first; of equal ones who looks
        after the customer, then who has the fewest open to-dos. Who is absent is asked where nobody else is there.

        :param amount: in the currency of the account
        :param lends: says of a person who lends authority whether it may be used here; nobody's may when left out
        :rtype: res.users
        """
        account = account.sudo()  # whom to ask is no secret of the account
        deciders = self._deciders(account.company_id)
        authorities = self._lookup(deciders, account, decision)
        lent = self._lookup_lent(deciders, account, decision) if lends else {}
        able = {}
        for (user, one), own in authorities.items():
            found = self._with_lent(own, lent.get((user, one), ()), lends)
            if found and found.covers(amount):
                able[user] = found.ceiling
        # People of other companies, too.
        people = self.env["res.users"].sudo().concat(*able)
        people = people._credit_there(account.company_id) or people
        busy = people._credit_count_to_dos() if len(people) > 1 else {}
        looks_after = (account.controller_id or account.company_id.credit_controller_id)._credit_stand_in(
            account.company_id
        )
        return people.sorted(lambda user: (able[user], user not in looks_after, busy.get(user.id, 0), user.id))

    @api.model
    def _deciders(self, company):
        """Everybody who may decide on holds in a company, whatever their authority."""
        users = self.env["res.users"]._credit_with_role(ANALYST)
        return users._credit_working_for(company)
