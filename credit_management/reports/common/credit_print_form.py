from markupsafe import Markup

from odoo import api, models

from ...core.common.capitals import SIMPLIFIED, TRADITIONAL, capitals
from ...core.common.pairs import paired

# A text with a neighbour in the grid, in pixels, and the letters it is written in.
PAIR_ROOM, LETTERS = 285, 14
TRADITIONAL_IN = ("zh_TW", "zh_HK")
# What stands before the capitals; of other currencies their code.
NAMES = {
    "CNY": "人民币", "USD": "美元", "EUR": "欧元", "GBP": "英镑", "JPY": "日元", "HKD": "港元", "TWD": "新台币",
}  # fmt: skip
# Where they are written otherwise in traditional signs.
TRADITIONAL_NAMES = NAMES | {"CNY": "人民幣", "EUR": "歐元", "GBP": "英鎊", "TWD": "新臺幣"}


class CreditPrint(models.AbstractModel):
    """What makes a document a form: number and days, amounts in words, opinions to sign, papers, room for seals.

    A document has one body; the layout that its company has chosen (``credit_form_layout``) draws it as a grid with
    borders or plain.
    """

    _inherit = "credit.print"

    def _letterhead(self, doc):
        # EXTENDS 'credit_management'
        is_grid = self._company(doc).credit_form_layout == "grid"
        head = self._form_head(doc)
        return super()._letterhead(doc) | {
            "grid": is_grid,
            # What is to be written by hand has a place in the grid only.
            "form": head if is_grid else [(name, value) for name, value in head if value],
            "seals": self._seals(doc),
            "paired": self._paired,
        }

    @api.model
    def _paired(self, facts):
        return paired(facts, PAIR_ROOM, LETTERS)

    def _form_head(self, doc):
        """Number, day and department of a form: names and texts, in the order they stand in; nothing for a letter."""
        return []

    def _seals(self, doc):
        """Whose seals have room on the form."""
        return []

    @api.model
    def _number_of(self, doc, prefix):
        """A number for what has none of its own, which stays the same."""
        return f"{prefix}/{doc.id:05d}"

    @api.model
    def _department(self, user):
        """Where somebody works: the department of the personnel where Odoo keeps one, else the sales team."""
        user = user.sudo()  # where a colleague works is no secret
        own = user.department_id if "department_id" in user._fields else None
        return (own and own.name) or user.sale_team_id.name or ""

    # === AMOUNTS IN WORDS === #

    @api.model
    def _in_words(self, amount, currency):
        """An amount as it is written on forms: in capitals in Chinese, in words elsewhere."""
        language = self.env.context.get("lang") or ""
        amount = currency.round(amount) or 0.0
        if language.startswith("zh"):
            is_traditional = language in TRADITIONAL_IN
            names, signs = (TRADITIONAL_NAMES, TRADITIONAL) if is_traditional else (NAMES, SIMPLIFIED)
            return names.get(currency.name, f"{currency.name} ") + capitals(amount, currency.decimal_places, signs)
        if not currency.currency_unit_label:
            return ""
        words = currency.amount_to_text(abs(amount))
        return self.env._("minus %s", words) if amount < 0 else words

    # === PAPERS === #

    def _attachments(self, docs):
        """The names of the files attached to each record, as far as who prints may read them."""
        found = self.env["ir.attachment"].search(
            [("res_model", "=", docs._name), ("res_id", "in", docs.ids), ("res_field", "=", False)], order="id"
        )
        names = {doc: [] for doc in docs}
        for one in found:
            names[docs.browse(one.res_id)].append(one.name)
        return names

    @api.model
    def _ticks(self, doc, name):
        """Every choice as a box, the one that was chosen ticked; a box stays with its label."""
        choices = doc._fields[name]._description_selection(self.env)
        boxes = (("☑" if key == doc[name] else "☐", label) for key, label in choices)
        return Markup(" ").join(Markup('<span class="box">{} {}</span>').format(box, label) for box, label in boxes)
