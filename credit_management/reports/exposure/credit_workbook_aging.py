import functools

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...core.common.styles import DATE, DECIMAL, MONEY, NUMBER, shade
from ...core.exposure.exposure import RECEIVABLE, UNALLOCATED
from ...sql.exposure import workbook_items
from ..common.workbook import AGE, LATE, Column

COUNT, EXPOSURE, OVERDUE = range(3)  # the first figures of a sum; buckets and categories follow


class CreditWorkbook(models.AbstractModel):
    """Aging: one row an open item, summed by customer, salesperson and grade in the same pass."""

    _inherit = "credit.workbook"

    def _count_aging(self, export, root):
        return self._aging_items(export).search_count(self._aging_domain(export, root))

    def _aging_items(self, export):
        return self.env["credit.open.item"].with_context(credit_as_of=export._as_of())

    def _aging_domain(self, export, root):
        domain = Domain("company_id", "in", self.env.companies.ids)
        if export.partner_ids:
            domain &= Domain("partner_id", "in", export._get_customer_ids())
        if export.user_ids:
            domain &= Domain("user_id", "in", export.user_ids.ids)
        if grades := export._get_grades():
            domain &= Domain("grade_id", "in", grades.ids)
        if export.country_ids:
            domain &= Domain("country_id", "in", export.country_ids.ids)
        if export.minimum > 0:
            domain &= self._aging_minimum(export, root)
        if export.only_receivable:
            domain &= Domain("category", "in", (RECEIVABLE, UNALLOCATED))
        if export.only_overdue:
            domain &= Domain("days_past_due", ">", 0)
        if export.record_model == "credit.open.item":
            domain &= Domain("id", "in", export._read_record_ids())
        elif export.record_model == "credit.account":
            accounts = self.env["credit.account"].search(
                [("id", "in", export.record_ids), ("company_id", "=", root.id)]
            )
            domain &= Domain("partner_id", "in", accounts.partner_id.ids)
        return domain

    def _aging_minimum(self, export, root):
        """Customers who owe at least so much, as the page of the aging has them with the same choice."""
        asked = {"company_id": root.id, "date": export.date, "minimum": export.minimum}
        chosen = {"user_id": export.user_ids.ids, "grade_id": export._get_grades().ids}
        chosen |= {"country_id": export.country_ids.ids, "partner_id": export._get_customer_ids()}
        aging = self.env["credit.aging"]
        return Domain("partner_id", "in", [one or False for one in aging._customers(aging._question(asked | chosen))])

    def _aging_sql(self, export, root):
        # Searched, so that the access rules are in the query.
        query = self._aging_items(export)._search(self._aging_domain(export, root))
        columns = [SQL.identifier(query.table, name) for name in workbook_items.COLUMNS]
        return workbook_items.rows(query.select(*columns), self.env._("Without customer"))

    def _write_aging(self, book, export, root):
        buckets = root.sudo().credit_aging_bucket_ids.sorted("day_from")  # settings of the entity
        groups = [group for group in ("partner", "group", "user", "grade") if export.grouping in (group, "all")]
        if export.grouping == "all" and not self._has_groups():
            groups.remove("group")
        sums = {group: {} for group in groups}
        sheets = {group: self._aging_sum_sheet(book, export, root, group, buckets) for group in groups[:1]}
        detail = self._aging_detail_sheet(book, export, root) if export.with_detail else None
        sheets |= {group: self._aging_sum_sheet(book, export, root, group, buckets) for group in groups[1:]}
        written, ages, address = 0, dict.fromkeys(buckets.ids, 0.0), self._address("")
        names = {bucket.id: bucket.name for bucket in buckets}
        categories = self._label("credit.open.item", "category")
        places = {name: place for place, name in enumerate([*buckets.ids, *categories], OVERDUE + 1)}
        for rows in self._fetch(self._aging_sql(export, root)):
            for row in rows:
                self._add_item(sums, row, places)
                if row[2] == RECEIVABLE and row[8] in ages:
                    ages[row[8]] += row[10]
                if detail:
                    detail.add(
                        self._aging_detail(row, names, categories),
                        self._detail_links(row, address) if detail.linked else {},
                    )
            written += len(rows)
            yield written
        if detail:
            self._close(detail, root)
        for group in groups:
            self._write_sums(sheets[group], group, sums[group], buckets, root)
        points = [(bucket.name, root.currency_id.round(ages[bucket.id])) for bucket in buckets]
        self._ask(book, root, export, self.env._("How old is what customers owe?"), points)
        yield written

    def _has_groups(self):
        """Whether any customer belongs to another one."""
        belonging = [("parent_id", "!=", False), ("is_company", "=", True)]
        # Whether there are any, whoever they are.
        return bool(self.env["res.partner"].sudo().search_count(belonging, limit=1))

    # === ONE ROW AN ITEM === #

    def _aging_detail_sheet(self, book, export, root):
        columns = [
            Column(self.env._("Customer"), width=32),
            Column(self.env._("Document"), width=20),
            Column(self.env._("Kind"), width=20),
            Column(self.env._("Company")),
            Column(self.env._("Date"), DATE),
            Column(self.env._("Due Date"), DATE),
            Column(self.env._("Days Past Due"), NUMBER, mark=LATE),
            Column(self.env._("Bucket"), width=10),
            Column(self.env._("Original Amount"), MONEY),
            Column(self.env._("Open Amount"), MONEY, total=True),
            Column(self.env._("Overdue"), MONEY, total=True),
            Column(self.env._("Counts as Exposure"), MONEY, total=True),
            Column(self.env._("In Currency"), DECIMAL, width=16),
            Column(self.env._("Currency"), width=9),
            Column(self.env._("Salesperson")),
            Column(self.env._("Grade"), width=8),
        ]
        return self._sheet(book, export, root, self.env._("Details"), columns)

    @staticmethod
    def _aging_detail(row, buckets, categories):
        (
            _partner,
            customer,
            category,
            reference,
            company,
            date,
            due,
            days,
            bucket,
            whole,
            amount,
            counts,
            foreign,
            currency,
            _user,
            seller,
            grade,
            *_links,
        ) = row
        owed = category == RECEIVABLE
        return (
            customer, reference, categories[category], company, date, due, days if owed else None,
            buckets.get(bucket), whole, amount, amount if days > 0 else 0.0, amount if counts else 0.0, foreign,
            currency, seller, grade,
        )  # fmt: skip

    @staticmethod
    def _detail_links(row, root):
        """The customer and the document of an item.

        :param root: the address below which views are
        """
        account, move, order = row[17:20]
        links = {0: f"{root}credit-accounts/{account}"} if account else {}
        if move or order:
            links[1] = f"{root}account.move/{move}" if move else f"{root}sale.order/{order}"
        return links

    # === SUMS === #

    @staticmethod
    def _add_item(sums, row, places):
        """Add an item to what its customer, salesperson and grade owe.

        :param places: of buckets and categories, in a sum
        """
        partner, customer, category, days, bucket, amount, counts = row[0], row[1], row[2], *row[7:9], *row[10:12]
        user, seller, grade, account, head, head_name = *row[14:18], *row[20:22]
        concerned = [places[category]]
        if category == RECEIVABLE and bucket in places:
            concerned.append(places[bucket])
        if days > 0:
            concerned.append(OVERDUE)
        if counts:
            concerned.append(EXPOSURE)
        for group, found in sums.items():
            if group == "partner":
                key = partner, customer, grade, account
            elif group == "group":
                key = head or partner, head_name or customer, None, None
            else:
                key = (user, seller, None, None) if group == "user" else (grade, grade, None, None)
            of = found.get(key)
            if of is None:
                of = found[key] = [0] + [0.0] * (OVERDUE + len(places))
            of[COUNT] += 1
            for place in concerned:
                of[place] += amount

    def _aging_sum_sheet(self, book, export, root, group, buckets):
        titles = {
            "partner": self.env._("Summary"),
            "group": self.env._("By Commercial Group"),
            "user": self.env._("By Salesperson"),
            "grade": self.env._("By Grade"),
        }
        firsts = {
            "partner": self.env._("Customer"),
            "group": self.env._("Commercial Group"),
            "user": self.env._("Salesperson"),
            "grade": self.env._("Grade"),
        }
        categories = self._label("credit.open.item", "category")
        columns = [Column(firsts[group], width=32)]
        if group == "partner":
            columns.append(Column(self.env._("Grade"), width=8))
        columns.append(Column(self.env._("Items"), NUMBER, total=True))
        # In front, as what is behind may not fit on paper.
        columns.append(Column(self.env._("Exposure"), MONEY, total=True))
        columns.append(Column(self.env._("Overdue"), MONEY, total=True))
        columns += [
            Column(bucket.name, MONEY, total=True, mark=AGE, shade=shade(position - 1, len(buckets) - 1)) if position
            else Column(bucket.name, MONEY, total=True)
            for position, bucket in enumerate(buckets)
        ]  # fmt: skip
        columns += [Column(label, MONEY, total=True) for label in categories.values()]
        return self._sheet(book, export, root, titles[group], columns)

    def _in_order(self, group, sums):
        """Grades as on their scale, all else by exposure, the largest first."""
        if group == "grade":
            scale = self.env["credit.grade"].search([("active", "in", [True, False])]).mapped("code")
            return sorted(sums.items(), key=lambda item: scale.index(item[0][0]) if item[0][0] else len(scale))
        return sorted(sums.items(), key=lambda item: -item[1][EXPOSURE])

    def _write_sums(self, sheet, group, sums, buckets, root):
        accounts, nobody = self._address("credit-accounts"), self.env._("None")
        rounded = functools.cache(root.currency_id.round)  # of one item are most amounts of a customer
        for (_key, name, grade, account), (count, *amounts) in self._in_order(group, sums):
            # Most of them are nothing, and need no rounding.
            figures = [rounded(amount) if amount else 0.0 for amount in amounts]
            label = name or nobody
            links = {0: f"{accounts}/{account}"} if account else {}
            sheet.add((label, grade, count, *figures) if group == "partner" else (label, count, *figures), links)
        texts = 2 if group == "partner" else 1
        places = [texts + OVERDUE + 1 + place for place in range(len(buckets) + 1)]
        owed = places[-1] + list(self._label("credit.open.item", "category")).index(RECEIVABLE)
        self._close(sheet, root, (self.env._("Share of Receivables"), places[:-1], owed))
