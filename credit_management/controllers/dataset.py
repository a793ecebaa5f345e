from odoo import http

from odoo.addons.web.controllers.dataset import DataSet


class CreditDataSet(DataSet):
    """A person who clicks Confirm gets a hold where a program gets an error.

    Every button of every view comes this way, those of other modules included, and keeps its
    name. Nothing is weakened here: both ways decide alike.
    """

    @http.route()
    def call_button(self, model, method, args, kwargs, path=None):
        if (model, method) == ("sale.order", "action_confirm"):
            method = "action_credit_confirm"
        return super().call_button(model, method, args, kwargs, path)
