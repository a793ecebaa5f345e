from odoo import Command


class PolicyCommon:
    """Factories of policies and rules, for whatever test case."""

    def policy(self, *rules, company=None, **values):
        """A draft with these rules, by default one that blocks what is over the limit."""
        rules = rules or ({"kind": "exposure"},)
        commands = [Command.create({"name": vals["kind"], **vals}) for vals in rules]
        values = {"company_id": (company or self.company).id, "rule_ids": commands} | values
        return self.env["credit.policy"].create(values)

    def publish(self, *rules, **values):
        """A version that governs from today on, or from ``valid_from``."""
        policy = self.policy(*rules, **values)
        policy._set_published()
        return policy
