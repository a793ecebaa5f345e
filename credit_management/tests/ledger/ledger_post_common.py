from ...core.ledger.ledger import Invoice
from ..exposure.ledger_common import LedgerCommon


class LedgerPostCommon(LedgerCommon):
    def past(self, number, amount, due, paid=None, partner=None, invoiced=None, **values):
        """An invoice of the past: days counted from today, made 30 days before it was due."""
        return Invoice(
            number=number,
            invoiced=self.day(due - 30 if invoiced is None else invoiced),
            due=self.day(due),
            amount=amount,
            paid_on=None if paid is None else self.day(paid),
            partner_id=(partner or self.customer).id,
            **values,
        )

    def post(self, *invoices, **options):
        posted = self.env["credit.ledger"]._post(options.pop("company", self.company), invoices, **options)
        self.env.flush_all()
        self.env.invalidate_all()
        return posted

    def read_behaviour(self, partner=None, on=None):
        account = self.env["credit.account"]._for(partner or self.customer, self.company)
        return self.env["credit.behaviour"]._read(account, on)[account]
