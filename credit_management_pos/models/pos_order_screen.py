from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from odoo.addons.credit_management.core.limit.limits import LIMITED
from odoo.addons.credit_management.models.common.text import id_of, number_of

from .credit_till_facts import TillSale

SELLER = "point_of_sale.group_pos_user"


class PosOrder(models.Model):
    """What the till's screen asks, and what it may ask for."""

    _inherit = "pos.order"

    # === QUESTIONS === #

    @api.model
    def credit_till_verdict(self, config_id, partner_id, amount, uuid=None):
        """What the policy says of a sale on account that is about to be made.

        :param amount: what is to go on account, in the currency of the till
        :param uuid: that of the ticket, for what has been released of it
        :return: dict for the screen, see ``_credit_tell_till``
        """
        self._credit_check_selling()
        config = self.env["pos.config"].browse(id_of(config_id)).exists()
        partner = self.env["res.partner"].browse(id_of(partner_id)).exists()
        config.check_access("read")
        amount = number_of(amount)
        if not config or not partner or amount is None:
            raise UserError(self.env._("Choose the customer and the amount first."))
        partner.check_access("read")
        # Of an open ticket: one that is paid has used its release.
        known = isinstance(uuid, str) and uuid
        order = self.search([("uuid", "=", uuid), ("state", "=", "draft")], limit=1) if known else self.browse()
        customer = partner.sudo().commercial_partner_id  # who owes, whoever sells
        decision = None
        if amount > 0:
            sale = TillSale(
                key=customer,
                customer_id=customer.id,
                company=config.company_id.sudo(),  # the settings of a decision are the company's
                currency=config.currency_id,
                amount=config.currency_id.round(amount),
                rate=self._credit_rate_of(config),
                release=order._credit_release() if order else None,
                team_id=self._credit_team_of(config),
            )
            # A decision reads everything of the customer; the screen tells who sells limit and rest.
            decision = self.env["credit.till.facts"].sudo()._decide([sale]).get(customer)
        return self._credit_tell_till(decision, config, order)

    def credit_till_ask(self):
        """Ask the back office to let this open ticket go on account; the ticket waits."""
        self._credit_check_selling()
        self.ensure_one()
        self._credit_ask()
        return self._credit_verdict()

    def credit_till_state(self):
        """What the policy says of this open ticket now, and whether it still waits."""
        self._credit_check_selling()
        self.ensure_one()
        self.check_access("read")
        return self._credit_verdict()

    def credit_till_release(self, user_id, pin):
        """Release this open ticket by a person who stands at the till and types a PIN.

        A wrong PIN is told, not raised: an error would undo that it was counted.

        :return: dict for the screen; ``error`` says why nothing was released
        """
        self._credit_check_selling()
        self.ensure_one()
        hold = self._credit_ask()
        if hold:
            user = self._credit_releasers(hold).filtered(lambda person: person.id == user_id)
            if not user:
                return self._credit_verdict() | {
                    "error": self.env._("This person cannot release it here. Ask the back office.")
                }
            if not self.env["credit.till.pin"]._verify(user, pin):
                return self._credit_verdict() | {"error": self._credit_wrong_pin(user)}
            # By the person whose PIN it is, with that person's authority and four eyes.
            released = hold.with_user(user).with_company(self.company_id)
            # The till shows the ticket itself, and the cap below is what it comes to.
            released = released.with_context(credit_shown=released._read_shown())
            till = self.config_id.display_name
            released.action_release(
                self.env._("Released at the till %(till)s, for %(user)s.", till=till, user=self.env.user.name),
                valid_until=self.company_id._credit_today(),
                cap=self._credit_amount(),
            )
            self.invalidate_recordset()
        return self._credit_verdict()

    # === ANSWERS === #

    def _credit_verdict(self):
        """What the policy says of this open ticket now."""
        return self._credit_tell_till(self._credit_decide().get(self), self.config_id, self)

    @api.model
    def _credit_tell_till(self, decision, config, order):
        """A decision for the screen: does it pass, one sentence, limit, rest and who may release."""
        explanation, company = self.env["credit.explanation"], config.company_id
        currency = company._credit_root().currency_id
        told = {
            "passes": decision is None or not decision.blocked,
            "sentence": explanation._verdict_at_till(decision, company),
            "limit": "",
            "available": "",
            "waiting": False,
            "people": [],
            "error": "",
        }
        if decision is not None and decision.facts.limit.state == LIMITED:
            facts = decision.facts
            told["limit"] = format_amount(self.env, facts.limit.amount, currency)
            told["available"] = format_amount(self.env, facts.limit.amount - facts.exposure, currency)
        if not told["passes"]:
            hold = order.sudo().credit_hold_id  # who sells is told that it waits, and no more
            told["waiting"] = hold.state == "open"
            told["people"] = [
                {"id": user.id, "name": user.name} for user in self._credit_entitled(decision, company, order)
            ]
        return told

    @api.model
    def _credit_entitled(self, decision, company, order):
        """Who may release so much of the customer and has a PIN; never who sells."""
        accounts = self.env["credit.account"].sudo()  # whom to ask is no secret of the account
        customer = self.env["res.partner"].sudo().browse(decision.facts.customer_id)  # as the account
        account = accounts._for(customer, company)
        needed = decision.facts.claim
        # What was released before counts, and is not for who sells to read.
        hold = order.sudo().credit_hold_id.filtered(lambda hold: hold.state == "open")
        sellers = self.env.user | order.sudo().user_id  # on the receipt anyway
        if hold:
            needed += hold._released_before()
            sellers |= hold._credit_parties()
        lends = hold._may_lend if hold else None  # nobody lends authority over what waits for nobody
        people = self.env["credit.authority"]._entitled(account, needed, lends=lends)
        people = people.filtered(lambda user: company in user.company_ids) - sellers
        states = self.env["credit.till.pin"]._state_of(people)
        return people.filtered(lambda user: states.get(user.sudo(False)) == "set")

    def _credit_releasers(self, hold):
        decision = self._credit_decide()[self]
        return self._credit_entitled(decision, self.company_id, self).sudo(False)

    @api.model
    def _credit_wrong_pin(self, user):
        if self.env["credit.till.pin"]._state_of(user).get(user) == "locked":
            return self.env._(
                "Wrong PIN, too often: that of %(user)s is locked. %(user)s sets another one under My Preferences, or"
                " releases it in the back office.",
                user=user.sudo().name,  # who stands there
            )
        return self.env._("Wrong PIN.")

    # === CHECKS === #

    @api.model
    def _credit_rate_of(self, config):
        """What one unit of the company's currency costs in that of the till, today."""
        company = config.company_id
        return config.env["res.currency"]._get_conversion_rate(company.currency_id, config.currency_id, company)

    @api.model
    def _credit_team_of(self, document):
        """The sales team of a till or a ticket, where an app gives them one; rules may be about teams, hence sudo."""
        return document.sudo().crm_team_id.id if "crm_team_id" in document._fields else 0

    @api.model
    def _credit_check_selling(self):
        if not self.env.user.has_group(SELLER):
            raise AccessError(self.env._("%(user)s sells at no till.", user=self.env.user.name))
