from odoo import api, models

from ...sql.exposure import functions


class CreditSqlFunction(models.AbstractModel):
    """Keeps the functions of the database in step with the queries they are made from."""

    _name = "credit.sql.function"
    _description = "Database Functions of Credit Management"

    def init(self):
        self._install(self._queries())

    @api.model
    def _install(self, queries):
        """Make the functions anew.

        :param queries: what each function runs, a query or a choice of two
        """
        self._drop()
        signatures = self._signatures()
        for name, query in queries.items():
            writes = isinstance(query, functions.Writing)
            query = query.query if writes else query
            if isinstance(query, functions.Choice):
                body = functions.choose(*(self.env.cr.mogrify(part).decode() for part in query))
            else:
                body = functions.run(self.env.cr.mogrify(query).decode())
            self.env.cr.execute(functions.create(name, signatures[name], body, writes).replace("%", "%%"), ())

    def _drop(self):
        for statement in functions.drop(self._signatures()):
            self.env.cr.execute(statement)

    @api.model
    def _signatures(self):
        """Arguments and columns of each function, as PostgreSQL declares them."""
        return functions.SIGNATURES

    @api.model
    def _queries(self):
        """What each function runs."""
        return functions.queries(self.env["credit.open.item"]._more_sources())
