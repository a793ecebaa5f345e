from odoo import models

from ...sql.policy import functions


class CreditSqlFunction(models.AbstractModel):
    """Keeps the functions of the database in step with the queries they are made from."""

    _name = "credit.sql.function"
    _description = "Database Functions of Credit Management"

    def init(self):
        self._drop()
        for name, query in functions.queries(self.env["credit.limit"]._effective_sql).items():
            text = self.env.cr.mogrify(query).decode()
            self.env.cr.execute(functions.create(name, text).replace("%", "%%"), ())

    def _drop(self):
        for statement in functions.drop():
            self.env.cr.execute(statement)
