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
            body = self._body(query.query if writes else query)
            statement = functions.create(name, signatures[name], body, writes)
            self.env.cr.execute(statement.replace("%", "%%"), ())

    def _body(self, query):
        """The text of what a function does."""
        if isinstance(query, functions.Choice):
            condition = self.env.cr.mogrify(query.condition).decode()
            return functions.choose(condition, self._body(query.query), self._body(query.otherwise))
        if isinstance(query, functions.Given):
            ids = self.env.cr.mogrify(query.ids).decode()
            return f"DECLARE {query.name} int[] := {ids}; BEGIN {self._body(query.query)} END;"
        return functions.run(self.env.cr.mogrify(query).decode())

    def _drop(self):
        for statement in functions.drop(self._signatures()):
            self.env.cr.execute(statement)

    @api.model
    def _signatures(self):
        """Arguments and columns of each function, as PostgreSQL declares them."""
        return functions.SIGNATURES

    @api.model
    def _queries(self, more=None):
        """What each function runs.

        :param more: the sources of other addons; those that are installed when left out
        """
        return functions.queries(self._get_sources(more))

    @api.model
    def _install_without(self, source):
        """Make the functions as they are without a source of open items, whose addon is about to go."""
        self._install(self._queries([one for one in self._get_sources(None) if one is not source]))

    @api.model
    def _get_sources(self, more):
        return self.env["credit.open.item"]._more_sources() if more is None else more
