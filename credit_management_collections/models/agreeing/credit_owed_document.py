from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_amount

from odoo.addons.credit_management.const import MANAGER
from odoo.addons.credit_management.models.limit.credit_authority_lookup import RELEASE

from ...const import COLLECTOR


class CreditOwedDocument(models.AbstractModel):
    """A document about items that one customer owes, drafted with all of them to choose from.

    A model has ``item_ids``, rows of ``credit.owed.item``, and says which are chosen to begin with.
    """

    _name = "credit.owed.document"
    _description = "Document about Items That a Customer Owes"
    _inherit = ["credit.decided", "credit.log", "mail.activity.mixin"]

    account_id = fields.Many2one("credit.account", string="Customer", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Contact", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    currency_id = fields.Many2one("res.currency", compute="_compute_owed", store=True, help="That of its items.")
    owed = fields.Monetary(
        string="Open on These Items",
        compute="_compute_owed",
        store=True,
        aggregator=None,
        help="What was open on the items chosen when this was drafted.",
    )
    author_id = fields.Many2one(
        "res.users", string="Recorded by", readonly=True, required=True, copy=False, default=lambda self: self.env.user
    )

    # === COMPUTE === #

    @api.depends("item_ids.chosen", "item_ids.amount", "item_ids.currency_id")
    def _compute_owed(self):
        for document in self:
            items = document.item_ids.filtered("chosen") or document.item_ids
            document.currency_id = items.currency_id[:1] or document.company_id.currency_id
            document.owed = sum(items.filtered("chosen").mapped("amount"))

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'credit.decided': with the items of the customer to choose from
        documents = super().create(vals_list)
        for accounts in documents.account_id.grouped("company_id").values():
            # Who drafts sees the document; what the customer owes is read by the system.
            documents.filtered(lambda one, some=accounts: one.account_id in some).sudo()._fill_items()
        return documents

    @api.model
    def _get_creation_fields(self):
        # EXTENDS 'credit.decided': a document stays with its customer
        return super()._get_creation_fields() | {"account_id"}

    @api.model
    def _get_row_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_row_fields() | {"item_ids"}

    def _fill_items(self):
        owing = self.env["credit.owing"]._read(self.account_id)
        currencies = {one.name: one.id for one in self.env["res.currency"].with_context(active_test=False).search([])}
        for document in self:
            found, today = owing[document.account_id], document.company_id._credit_today()
            rows = [
                {
                    "move_id": found.documents[item.id].move_id,
                    "instalment": found.documents[item.id].instalment,
                    "reference": found.documents[item.id].reference,
                    "due": item.due,
                    "currency_id": currencies[item.currency],
                    "amount": item.amount,
                    "chosen": document._is_chosen_first(item, today),
                }
                for item in found.items
            ]
            document._credit_by_method().write({"item_ids": [fields.Command.create(row) for row in rows]})

    def _is_chosen_first(self, item, today):
        """Whether an item is chosen to begin with."""
        return False

    # === BUSINESS === #

    def _get_chosen(self):
        return self.item_ids.filtered("chosen")

    def _read_open(self):
        """What is open now of the items chosen, by the id of the row; one that is paid is not in it."""
        found = self.env["credit.owing"]._read(self.account_id)[self.account_id]
        amounts = {(one.move_id, one.instalment): id_ for id_, one in found.documents.items()}
        by_id = {item.id: item.amount for item in found.items}
        places = {row.id: row._get_place() for row in self._get_chosen().sudo()}  # invoices need not be in sight
        return {id_: by_id[amounts[place]] for id_, place in places.items() if place in amounts}

    def _claim(self):
        """Let whoever agrees something with this customer pass one after the other."""
        ids = self.account_id.ids
        self.env.cr.execute(SQL("UPDATE credit_account SET id = id WHERE id = ANY(%s)", ids), log_exceptions=False)

    def _get_taken(self, others):
        """Rows of other documents that are about one of these items.

        :param others: such documents of the same customer
        """
        places = {row._get_place() for row in self._get_chosen()}
        return (others - self)._get_chosen().filtered(lambda row: row._get_place() in places)

    # === AUTHORITY === #

    def _find_release_authority(self, role):
        """How much of the customer's orders the user may release, with what is lent by who had no hand in this.

        :param role: that of whoever may decide on such a document
        """
        authorities, user, account = self.env["credit.authority"], self.env.user, self.account_id
        free = self.env["res.users"]._credit_with_role(role) - self._get_hands()[self]
        lent = authorities._lookup_lent(user, account, RELEASE).get((user, account), ())
        own = authorities._lookup(user, account, RELEASE)[user, account]
        return authorities._with_lent(own, lent, lambda one: one in free)

    def _find_releasers(self, needed):
        """Others who may release orders of so much, and had no hand in this."""
        system = self.sudo()  # whom to ask is no secret
        hands = self._get_hands()[self]
        return system.env["credit.authority"]._entitled(system.account_id, needed, RELEASE) - hands - self.env.user

    def _describe_authority(self, needed, authority):
        """What a sentence about too little authority tells: who, how much, and who else; no people is ""."""
        currency = self.company_id._credit_root().currency_id
        return {
            "user": self.env.user.name,
            "allowed": format_amount(self.env, authority.amount if authority else 0.0, currency),
            "document": self.display_name,
            "needed": format_amount(self.env, needed, currency),
            "people": ", ".join(self._find_releasers(needed)[:3].mapped("name")),
        }

    # === CHECKS === #

    def _check_collector(self):
        if not self.env.user.has_group(COLLECTOR):
            raise AccessError(
                self.env._("%s does not collect what customers owe. Ask a collector.", self.env.user.name)
            )
        self.check_access("write")

    def _check_state(self, *states):
        for document in self:
            if document.state not in states:
                raise UserError(
                    self.env._(
                        "%(document)s is “%(state)s”, so this cannot be done. Open it again to see it as it stands.",
                        document=document.display_name,
                        state=dict(self._fields["state"]._description_selection(self.env))[document.state],
                    )
                )

    def _is_manager(self):
        return self.env.user.has_group(MANAGER)

    def _money(self, amount):
        return format_amount(self.env, amount, self.currency_id)

    def _check_currency(self):
        if len(self._get_chosen().currency_id) > 1:
            raise UserError(
                self.env._("These items are in several currencies: take one currency at a time, one document for each.")
            )
