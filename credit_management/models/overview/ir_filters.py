from odoo import api, models
from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)
NAMES = [
    _lt("Overdue by salesperson"),
    _lt("What falls due by month"),
    _lt("Exposure by grade and bucket"),
    _lt("Grade migration"),
    _lt("Over the limit by day"),
    _lt("Holds by rule, last 90 days"),
    _lt("Time to release by month"),
    _lt("Holds by salesperson and outcome"),
    _lt("Score by segment"),
    _lt("Grades given by month"),
]


class IrFilters(models.Model):
    """Ready favourites are read in the user's language, though Odoo keeps one name of each."""

    _inherit = "ir.filters"

    @api.model
    def get_filters(self, model, action_id=None, embedded_action_id=None, embedded_parent_res_id=None):
        # EXTENDS 'base'
        if not isinstance(model, str):
            return []
        found = super().get_filters(model, action_id, embedded_action_id, embedded_parent_res_id)
        names = {name._translate("en_US"): self.env._(name) for name in NAMES}
        for favourite in found:
            if not favourite["user_ids"]:
                favourite["name"] = names.get(favourite["name"], favourite["name"])
        return found
