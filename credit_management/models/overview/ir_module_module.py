from odoo import api, models
from odoo.tools import SQL
from odoo.tools.translate import code_translations


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    @api.model
    def _load_module_terms(self, modules, langs, overwrite=False):
        # EXTENDS 'base': a language may be added long after the addons
        loaded = super()._load_module_terms(modules, langs, overwrite=overwrite)
        languages = [lang for lang in langs if lang != "en_US"]
        if languages and any(name.startswith("credit_management") for name in modules):
            known = {lang: self._credit_known_words({*self._installed(), *modules}, lang) for lang in languages}
            self._credit_translate_made(known)
        return loaded

    @api.model
    def _credit_made(self):
        """Fields with words of the addons in rows that code makes: without an id, Odoo leaves them as they are."""
        return [
            ("credit.policy.rule", "name"),
            ("credit.scorecard", "name"),
            ("credit.scorecard.criterion", "name"),
            ("credit.scorecard.knockout", "name"),
            ("credit.industry.risk", "source"),
            ("credit.survey.choice", "name"),
        ]

    @api.model
    def _credit_translate_made(self, words):
        """Give such rows the words of languages they have none in; what a person has written there stays.

        :param words: ``{language: {source: translation}}``
        """
        self.env.flush_all()
        for language, known in words.items():
            for model, name in self._credit_made() if known else ():
                table, column = SQL.identifier(self.env[model]._table), SQL.identifier(name)
                self.env.cr.execute(
                    SQL(
                        """
                        UPDATE %(table)s row
                           SET %(column)s = row.%(column)s || jsonb_build_object(%(language)s, word.told)
                          FROM unnest(%(sources)s, %(told)s) AS word (source, told)
                         WHERE row.%(column)s->>'en_US' = word.source
                           AND coalesce(row.%(column)s->>%(language)s, word.source) = word.source
                        """,
                        table=table,
                        column=column,
                        language=language,
                        sources=list(known),
                        told=list(known.values()),
                    )
                )
        self.env.invalidate_all()
        self.env.registry.clear_cache()

    @api.model
    def _credit_known_words(self, modules, language):
        """What stands in the sources of the addons → how the language says it; criteria are called as choices are."""
        labels = SQL(
            """
            SELECT name->>'en_US', name->>%(language)s
              FROM ir_model_fields_selection
             WHERE name->>%(language)s IS NOT NULL AND field_id IN (
                   SELECT id FROM ir_model_fields WHERE model = 'credit.financial.ratio')
            """,
            language=language,
        )
        found = dict(self.env.execute_query(labels))
        for name in sorted(modules):
            if name.startswith("credit_management"):
                found |= code_translations.get_python_translations(name, language)
        return found
