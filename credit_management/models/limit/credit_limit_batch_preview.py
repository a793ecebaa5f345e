from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...const import ANALYST, LIMIT_BATCH_ACTIVITY
from ...core.limit import mass, mass_row, mass_since
from ...sql.limit import mass as mass_sql
from ..common.number import format_number

AT_ONCE = 5000  # lines a statement
TOTALS = (
    "count", "count_raised", "count_lowered", "amount_before", "amount_after", "amount_raised", "amount_lowered",
    "count_over", "amount_over", "count_held", "count_out",
)  # fmt: skip


class CreditLimitBatch(models.Model):
    """Before and after of every customer, and the sums of them."""

    _inherit = "credit.limit.batch"

    count = fields.Integer(
        string="Customers Changed",
        readonly=True,
        copy=False,
        help="Customers whose base limit or its last day changes.",
    )
    count_raised = fields.Integer(string="Raised", readonly=True, copy=False, help="Customers with a higher limit.")
    count_lowered = fields.Integer(string="Lowered", readonly=True, copy=False, help="Customers with a lower limit.")
    amount_before = fields.Monetary(
        string="Limits Before",
        readonly=True,
        copy=False,
        help="The base limits of these customers together, at the preview.",
    )
    amount_after = fields.Monetary(
        string="Limits After", readonly=True, copy=False, help="The same once the batch is approved."
    )
    amount_raised = fields.Monetary(
        string="Raised by",
        readonly=True,
        copy=False,
        help="All higher amounts together. Who approves follows from later last days and earlier raises, too.",
    )
    amount_lowered = fields.Monetary(string="Lowered by", readonly=True, copy=False, help="All reductions together.")
    count_over = fields.Integer(
        string="Would Be Over", readonly=True, copy=False, help="Customers who owe more than their new limit."
    )
    amount_over = fields.Monetary(
        string="Over by", readonly=True, copy=False, help="What they owe more than their new limits, together."
    )
    count_held = fields.Integer(
        string="Orders Newly Held",
        readonly=True,
        copy=False,
        help="Quotations that pass today's limits and would be held by the new ones. Shared limits of groups and the"
        " other rules of the policy are not part of it.",
    )
    count_out = fields.Integer(string="Left Out", readonly=True, copy=False, help="Customers for whom nothing changes.")
    count_refused = fields.Integer(
        string="Refused Customers", readonly=True, copy=False, help="Left out by who decides."
    )
    verdict = fields.Char(compute="_compute_verdict", help="How many limits change, from what together to what.")
    verdict_more = fields.Char(
        string="What Follows", compute="_compute_verdict", help="Who would be over, and which orders would be held."
    )
    largest_line_ids = fields.Many2many(
        "credit.limit.batch.line", string="Largest Changes", compute="_compute_largest_line_ids"
    )

    @api.depends(
        "state", "formula", "count", "amount_before", "amount_after", "count_over", "amount_over", "count_held"
    )
    @api.depends_context("lang")
    def _compute_verdict(self):
        for batch in self:
            batch.verdict = batch.verdict_more = False
            if batch.state != "draft":
                batch.verdict, batch.verdict_more = batch._describe_whole(), batch._describe_following()

    def _describe_whole(self):
        currency, difference = self.currency_id, self.amount_after - self.amount_before
        return self.env._(
            "%(count)s customers: %(before)s → %(after)s (%(difference)s)",
            count=format_number(self.env, self.count),
            before=currency.format(self.amount_before),
            after=currency.format(self.amount_after),
            difference=("+" if difference > 0 else "") + currency.format(difference),
        )

    def _describe_following(self):
        over = self.env._("nobody would be over")
        if self.count_over:
            over = self.env._(
                "%(count)s would be over by %(amount)s together",
                count=format_number(self.env, self.count_over),
                amount=self.currency_id.format(self.amount_over),
            )
        if self.formula == mass_row.EXPIRY:
            return self.env._("no amount changes, only until when it holds; %s", over)
        return self.env._(
            "%(raised)s raised, %(lowered)s lowered; %(over)s; %(held)s orders would newly be held",
            raised=format_number(self.env, self.count_raised),
            lowered=format_number(self.env, self.count_lowered),
            over=over,
            held=format_number(self.env, self.count_held),
        )

    def _compute_largest_line_ids(self):
        for batch in self:
            batch.largest_line_ids = self.env["credit.limit.batch.line"].search(batch._origin._get_changing(), limit=10)

    # === ACTIONS === #

    def action_preview(self):
        """Work out every line from the figures of now; what was submitted is drafted again, what was refused is copied.

        :return: the batch that was previewed, opened where it is another one
        """
        self.ensure_one()
        self._check_working()
        if self.state == "approved":
            raise UserError(
                self.env._("%s is in force already: take it back by a batch of its own.", self.display_name)
            )
        if self.state == "submitted" and self.env.user != self.author_id:
            self._check_own_lowered(self.env.user)
        batch = self._copy_refused() if self.state == "refused" else self
        batch._add_hands()
        batch._preview()
        return True if batch == self else batch.get_formview_action()

    def action_open_lines(self):
        """The customers that change, the largest changes first."""
        return self._open_lines({"search_default_changing": 1})

    def action_open_over(self):
        return self._open_lines({"search_default_over": 1})

    def action_open_held(self):
        return self._open_lines({"search_default_held": 1})

    def action_open_changed(self):
        """The customers that are not as they were previewed."""
        self.ensure_one().check_access("read")
        changed = sorted(self._find_changed(self._read_lines()[0]))
        action = self._open_lines({})
        return action | {"domain": [*action["domain"], ("account_id", "in", changed)]}

    def action_open_left_out(self):
        return self._open_lines({"search_default_out": 1, "group_by": "left_out"})

    def _open_lines(self, context):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_limit_batch_line_action")
        return action | {"domain": [("batch_id", "=", self.id)], "context": {"create": False, **context}}

    # === CHECKS === #

    def _check_working(self):
        if not self.env.user.has_group(ANALYST):
            raise AccessError(
                self.env._("%s does not work on credit limits. Ask a credit analyst.", self.env.user.name)
            )
        self.check_access("write")

    def _check_formula(self):
        """Refuse a formula that says nothing, before any customer is looked at."""
        today = self.company_id._credit_today()
        if self.formula == mass_row.EXPIRY and not (self.valid_to or self.days):
            raise UserError(self.env._("Say how many days later the limits end, or which day is their last one."))
        if self.formula == mass_row.EXPIRY and self.valid_to and self.valid_to < today:
            raise UserError(self.env._("The new last day is over already: choose a later one."))
        if self.formula == mass_row.GRADES and not self.grade_line_ids:
            raise UserError(self.env._("Enter the percent of at least one grade."))
        nothing = {mass_row.PERCENT: self.percent, mass_row.AMOUNT: self.amount}
        if not nothing.get(self.formula, True):
            raise UserError(self.env._("Enter by how much the limits change."))

    # === BUSINESS === #

    def _preview(self):
        """The lines of now, and their sums; whoever was refused in this batch stays out."""
        if self.formula != "undo":
            self._check_formula()
        self._credit_close_activities(LIMIT_BATCH_ACTIVITY)
        self._drop_preview()
        self._credit_by_method().write({"first_day": self.company_id._credit_today()})
        formula = self._to_formula()
        lines, rows = self._make_lines(formula)
        if not any(line.reason is None for line in lines):
            raise UserError(self._describe_nothing(lines))
        self._insert_lines(lines, rows)
        self._credit_by_method().write(
            {
                "state": "previewed",
                "previewed_on": fields.Datetime.now(),
                "token": mass_since.token(self._read_lines()[0], formula),
                "submitted_on": False,
                **self._get_totals(lines),
            }
        )

    def _make_lines(self, formula):
        """
        :return: core.limit.mass_row.Line of each account, and the rows they follow from by account id
        """
        refused = set(self._get_refused_lines().account_id.ids)
        if self.formula == "undo":
            lines, unlimited = self.counter_of_id._read_lines()
            former = [line for line in lines if line.account_id not in refused]
            rows = self._read_rows([line.account_id for line in former], with_use=True)
            return mass_since.counter(former, rows.values(), formula.coin, formula.first, unlimited), rows
        # An account of the entity, as far as who previews it may see it.
        ids = self.env["credit.account"].search(self._get_domain(), order="id").ids
        rows = self._read_rows([id_ for id_ in ids if id_ not in refused], with_use=True)
        if self.only_unused:
            rows = {id_: row for id_, row in rows.items() if row.exposure <= formula.coin / 2}
        return mass.preview(rows.values(), formula), rows

    def _describe_nothing(self, lines):
        """Why no customer is left, in a sentence."""
        labels = dict(self.env["credit.limit.batch.line"]._fields["left_out"]._description_selection(self.env))
        counts = mass.totals(lines).left_out
        if not counts:
            return self.env._("No customer is chosen: change the choices, then preview it again.")
        return self.env._(
            "No customer is left whose limit would change (%s): change the choices or the formula.",
            ", ".join(f"{labels[reason]}: {count}" for reason, count in sorted(counts.items())),
        )

    def _insert_lines(self, lines, rows):
        partners = self._get_partner_ids(rows)
        for start in range(0, len(lines), AT_ONCE):
            some = lines[start : start + AT_ONCE]
            columns = {
                "account_id": ("int", [line.account_id for line in some]),
                "partner_id": ("int", [partners.get(line.account_id) for line in some]),
                "before": ("float8", [line.before for line in some]),
                "after": ("float8", [line.after for line in some]),
                "difference": ("float8", [line.difference for line in some]),
                "size": ("float8", [abs(line.difference) for line in some]),
                "unlimited": ("bool", [line.account_id in rows and rows[line.account_id].unlimited for line in some]),
                "valid_to": ("date", [line.valid_to for line in some]),
                "new_valid_to": ("date", [line.new_valid_to for line in some]),
                "over": ("float8", [line.over for line in some]),
                "held": ("int", [line.held for line in some]),
                "left_out": ("varchar", [line.reason for line in some]),
                "mark": ("varchar", [line.mark for line in some]),
                "company_id": ("int", [self.company_id.id] * len(some)),
            }
            self.env.cr.execute(mass_sql.insert_lines(self.id, columns))
        self.env["credit.limit.batch.line"].invalidate_model()
        self.invalidate_recordset(["line_ids", "largest_line_ids"])

    def _get_partner_ids(self, ids):
        query = SQL("SELECT id, partner_id FROM credit_account WHERE id = ANY(%s)", list(ids))
        return dict(self.env.execute_query(query))

    def _get_totals(self, lines):
        found = mass.totals(lines)
        return {
            "count": found.rows,
            "count_raised": found.rows_raised,
            "count_lowered": found.rows_lowered,
            "amount_before": found.before,
            "amount_after": found.after,
            "amount_raised": found.raised,
            "amount_lowered": found.lowered,
            "count_over": found.rows_over,
            "amount_over": found.over,
            "count_held": found.held,
            "count_out": sum(found.left_out.values()),
            "count_refused": len(self._get_refused_lines()),
        }

    def _get_refused_lines(self):
        lines = self.env["credit.limit.batch.line"].sudo()  # they bind, in sight or not
        return lines.search([("batch_id", "=", self.id), ("refused_on", "!=", False)])

    def _drop_preview(self):
        """Draft it again without lines; refusals stay, and so does what was decided before them: nothing."""
        # What follows from a change is not theirs to write who change it.
        previewed = self.sudo().filtered(lambda batch: batch.state in ("previewed", "submitted"))
        if not previewed:
            return
        previewed._forget_votes()
        lines = self.env["credit.limit.batch.line"].sudo()  # the system's, whoever drafts
        lines.flush_model()
        query = SQL(
            "DELETE FROM credit_limit_batch_line WHERE batch_id = ANY(%s) AND refused_on IS NULL", previewed.ids
        )
        self.env.cr.execute(query)
        lines.invalidate_model()
        empty = dict.fromkeys(TOTALS, 0)
        previewed._credit_by_method().write({"state": "draft", "token": False, "needs": False, **empty})
