import base64

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

GROUP = "account.group_account_manager"
# Fields of a person, until the import begins; the rest follows from them and is written by methods.
GIVEN = {
    "company_id", "file", "file_name", "encoding", "assume_due", "due_days", "clearing_account_id",
    "create_customers", "column_ids", "sheets", "hidden_rows", "quotes", "list_date", "paid_day", "repeated",
    "credit_side", "payment_rows", "turned_days", "moved_days", "turned_signs", "sign_currency_id", "numbered_credits",
    "heading_level",
    "columns_confirmed", "expected_total", "total_accepted", "profile_id", "match_ids", "total_ids", "totals_file",
    "totals_file_name",
}  # fmt: skip
COMPARED = {"total_ids", "totals_file", "totals_file_name"}
ACCEPTED = {"expected_total", "total_accepted"}
APART = ACCEPTED | COMPARED | {"clearing_account_id", "create_customers"}  # which change nothing of what is read
ANEW = {"file", "encoding", "sheets", "quotes", "heading_level", "profile_id"}  # which change the columns
WORKING = ("importing", "failing", "undoing")
CLEARING_TYPES = ("asset_current", "liability_current", "equity")


class CreditLedgerImport(models.Model):
    """The file of an old ledger: what it says, and what has become of it.

    Who may post entries of past years may import them: administrators of Invoicing. What is written
    here by methods only decides what is booked; hence the guard.
    """

    _name = "credit.ledger.import"
    _description = "Ledger Import"
    _inherit = ["credit.decided", "credit.log"]
    _order = "id desc"
    _rec_name = "file_name"
    _check_company_auto = True

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("importing", "Importing"),
            ("done", "Done"),
            ("failing", "Rolling Back"),
            ("failed", "Failed"),
            ("undoing", "Undoing"),
            ("undone", "Undone"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    file = fields.Binary(string="Ledger", attachment=True, copy=False)
    file_name = fields.Char(string="File", copy=False)
    encoding = fields.Selection(
        [
            ("utf-8", "Unicode (UTF-8)"),
            ("utf-16", "Unicode (UTF-16)"),
            ("utf-16-le", "Unicode (UTF-16, without a mark)"),
            ("utf-16-be", "Unicode (UTF-16, without a mark, big-endian)"),
            ("cp1252", "Western European"),
            ("cp850", "Western European (DOS)"),
            ("cp437", "United States (DOS)"),
            ("mac-roman", "Western European (Macintosh)"),
            ("iso8859-15", "Western European (ISO 8859-15)"),
            ("cp1250", "Central European"),
            ("cp852", "Central European (DOS)"),
            ("iso8859-2", "Central European (ISO 8859-2)"),
            ("cp1251", "Cyrillic"),
            ("koi8-r", "Cyrillic (KOI8-R)"),
            ("cp866", "Cyrillic (DOS)"),
            ("cp1253", "Greek"),
            ("cp1254", "Turkish"),
            ("gb18030", "Simplified Chinese"),
            ("big5", "Traditional Chinese"),
            ("cp932", "Japanese (Shift-JIS)"),
            ("euc-jp", "Japanese (EUC)"),
            ("euc-kr", "Korean"),
        ],
        string="Characters",
        help="Detected automatically when left empty. Choose one where letters come out wrong.",
    )
    column_ids = fields.One2many("credit.ledger.column", "import_id", string="Columns", copy=False)
    assume_due = fields.Boolean(
        string="Assume Due Dates", help="For invoices without a due date: so many days after the date of the invoice."
    )
    due_days = fields.Integer(
        string="Days to Pay", default=30, help="Added to the invoice date where the file gives no due date."
    )
    clearing_account_id = fields.Many2one(
        "account.account",
        check_company=True,
        domain="[('account_type', 'in', ['asset_current', 'liability_current', 'equity']), ('reconcile', '=', False)]",
        help="Invoices and receipts are booked against it, so that neither cash nor profit changes. When left empty,"
        " the account used before, or a new one.",
    )
    create_customers = fields.Boolean(string="Create Missing Customers")

    # Findings of the reading.
    row_count = fields.Integer(string="Rows", readonly=True, copy=False, help="In the file, without its head.")
    invoice_count = fields.Integer(
        string="Invoices Read", readonly=True, copy=False, help="Rows understood as invoices."
    )
    known_count = fields.Integer(
        string="Customers Found", readonly=True, copy=False, help="Customers of the file that are in Odoo already."
    )
    new_count = fields.Integer(
        string="Customers Missing", readonly=True, copy=False, help="Customers of the file that are not in Odoo yet."
    )
    first_date = fields.Date(string="First Day", readonly=True, copy=False)
    last_date = fields.Date(string="Last Day", readonly=True, copy=False)
    amount_text = fields.Char(string="Invoiced", readonly=True, copy=False)
    open_text = fields.Char(string="Still Open", readonly=True, copy=False)
    fault_count = fields.Integer(
        string="Faults", readonly=True, copy=False, help="Rows that cannot be booked as they are."
    )
    warning_count = fields.Integer(
        string="Number of Warnings", readonly=True, copy=False, help="Rows that can be booked and look odd."
    )
    fault_text = fields.Text(string="What Is Wrong", readonly=True, copy=False)
    warning_text = fields.Text(string="Warnings", readonly=True, copy=False)
    fault_file = fields.Binary(string="All Faults and Warnings", attachment=True, readonly=True, copy=False)
    fault_file_name = fields.Char(readonly=True, copy=False)
    preview = fields.Html(readonly=True, copy=False, sanitize=False)
    ready = fields.Boolean(string="Ready to Import", readonly=True, copy=False)

    # Outcome of the import.
    plan = fields.Binary(attachment=True, readonly=True, copy=False)  # what is booked part by part, as JSON
    checksum = fields.Char(readonly=True, copy=False, index="btree_not_null")
    next_part = fields.Integer(readonly=True, copy=False)
    done_count = fields.Integer(string="Invoices Booked", readonly=True, copy=False, help="Booked so far.")
    progress = fields.Integer(compute="_compute_progress", help="Done so far, in percent.")
    failure = fields.Char(string="Why It Failed", readonly=True, copy=False)
    created_ids = fields.Json(readonly=True, copy=False)  # of customers
    user_id = fields.Many2one("res.users", string="Imported By", readonly=True, copy=False)
    ended_on = fields.Datetime(readonly=True, copy=False)
    move_ids = fields.One2many("account.move", "credit_ledger_import_id", string="Journal Entries", readonly=True)
    booked_count = fields.Integer(
        string="Imported Invoices", compute="_compute_booked", help="Invoices that this import has booked."
    )
    receipt_count = fields.Integer(
        string="Imported Receipts", compute="_compute_booked", help="Receipts that this import has booked."
    )
    customer_count = fields.Integer(
        string="Imported Customers", compute="_compute_booked", help="Customers that this import has made."
    )

    # === COMPUTE === #

    @api.depends("state", "done_count", "invoice_count")
    def _compute_progress(self):
        for one in self:
            one.progress = 100 * one.done_count // one.invoice_count if one.invoice_count else 0

    @api.depends("state", "done_count")
    def _compute_booked(self):
        groups = self.env["account.move"]._read_group(
            [("credit_ledger_import_id", "in", self.ids)],
            ["credit_ledger_import_id", "move_type"],
            ["__count", "commercial_partner_id:count_distinct"],
        )
        invoices, receipts, customers = {}, {}, {}
        for one, move_type, count, partners in groups:
            if move_type == "entry":
                receipts[one.id] = count
            else:
                invoices[one.id] = invoices.get(one.id, 0) + count
                customers[one.id] = max(customers.get(one.id, 0), partners)
        for one in self:
            one.booked_count = invoices.get(one.id, 0)
            one.receipt_count = receipts.get(one.id, 0)
            one.customer_count = customers.get(one.id, 0)

    # === CONSTRAINTS === #

    @api.constrains("clearing_account_id")
    def _check_clearing_account(self):
        for one in self.sudo():  # the constraint holds for accounts out of the user's sight, too
            account = one.clearing_account_id
            if account and (account.account_type not in CLEARING_TYPES or account.reconcile):
                raise ValidationError(
                    self.env._(
                        "%(account)s cannot be the clearing account. Choose a current asset, a current liability or"
                        " equity whose items are not matched with each other.",
                        account=account.display_name,
                    )
                )

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | GIVEN

    @api.model
    def _get_remedy(self):
        return self.env._("It follows from the file and what is done with it.")

    def _get_decided_text(self):
        return self.env._("%(file)s has been imported. Make a new import for another file.", file=self.display_name)

    @api.model_create_multi
    def create(self, vals_list):
        imports = super().create(vals_list)
        imports._credit_drop_defaults().filtered("file")._look(anew=True)
        for one in imports.filtered("totals_file"):
            one._compare_with_list()
        return imports

    def write(self, vals):
        done = super().write(vals)
        given = GIVEN & vals.keys()
        if given - APART and not self._credit_is_by_method():
            if not ACCEPTED & given:
                self._credit_by_method().write({"total_accepted": False})  # of what was read before
            self._look(anew=bool(ANEW & given) and "column_ids" not in given)
        if "totals_file" in given and not self._credit_is_by_method():
            for one in self:
                one._compare_with_list()
        return done

    def _check_deletable(self):
        # EXTENDS 'credit.decided': what is not in the books may go, decided or not.
        for one in self:
            if one.state in WORKING or one.move_ids:
                raise UserError(
                    self.env._(
                        "%(file)s is in the books. Undo the import first, then delete it.", file=one.display_name
                    )
                )

    # === ACTIONS === #

    def action_read(self):
        """Read the file again, with the columns as they are now chosen."""
        self._require_draft()
        self._look()
        return True

    def action_guess(self):
        """Forget what was chosen, and guess the columns anew."""
        self._require_draft()
        self._credit_by_method().write({"columns_confirmed": False, "total_accepted": False})
        self._look(anew=True)
        return True

    def action_open_invoices(self):
        return self._open_moves(
            self.env._("Imported Invoices"), [("move_type", "!=", "entry")], "account.action_move_out_invoice_type"
        )

    def action_open_receipts(self):
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_account_payments")
        domain = [("move_id.credit_ledger_import_id", "=", self.id)]
        return action | {"name": self.env._("Imported Receipts"), "domain": domain, "context": {"create": False}}

    def action_open_customers(self):
        """The credit accounts of the customers in the file."""
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_account_action")
        domain = [("partner_id", "in", self._get_customers().ids), ("company_id", "=", self.company_id.root_id.id)]
        return action | {"name": self.env._("Imported Customers"), "domain": domain}

    def _open_moves(self, name, domain, action):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(action)
        domain = [("credit_ledger_import_id", "=", self.id), *domain]
        # Of this type the list shows the customer.
        context = {"create": False, "default_move_type": "out_invoice"}
        return action | {"name": name, "domain": domain, "context": context}

    # === BUSINESS === #

    def _require_draft(self):
        self.ensure_one()
        self._check_draft()

    def _check_may_import(self):
        """By the button, and by whoever calls its method."""
        if not self.env.user.has_group(GROUP):
            raise AccessError(
                self.env._(
                    "%s is no administrator of Invoicing. Ask one: a ledger becomes entries of past years.",
                    self.env.user.name,
                )
            )
        self.check_access("write")

    def _content(self):
        """The file itself; nothing where what came is no file."""
        try:
            return base64.b64decode(self.with_context(bin_size=False).file or b"")
        except ValueError:
            return b""
