"""What customers can be recognised by, and who of those on stop is filed under the same."""

from odoo.tools import SQL

STOPPED = SQL("account.status IN ('stop', 'closed')")


def recognisable(partner_ids):
    """One row a commercial partner. Columns: id, name, tax number, bank accounts, mails, phones, address, country
    code, company, whether nothing is sold to it any more in some company.

    Bank accounts, mails and phones of its contacts are its own.
    """
    return SQL(
        """
        SELECT entity.id, entity.name, entity.vat, member.banks, member.emails, member.phones,
               CONCAT_WS(' ', entity.street, entity.street2, entity.zip, entity.city), country.code,
               SPLIT_PART(company.parent_path, '/', 1)::int,
               EXISTS (SELECT FROM credit_account account WHERE account.partner_id = entity.id AND %(stopped)s)
          FROM res_partner entity
     LEFT JOIN res_country country ON country.id = entity.country_id
     LEFT JOIN res_company company ON company.id = entity.company_id
    CROSS JOIN LATERAL (
               SELECT ARRAY_AGG(DISTINCT member.email) FILTER (WHERE member.email <> '') AS emails,
                      ARRAY_AGG(DISTINCT member.phone) FILTER (WHERE member.phone <> '') AS phones,
                      ARRAY_AGG(DISTINCT bank.sanitized_acc_number) FILTER (WHERE bank.id IS NOT NULL) AS banks
                 FROM res_partner member
            LEFT JOIN res_partner_bank bank ON bank.partner_id = member.id
                WHERE member.commercial_partner_id = entity.id) member
         WHERE entity.id = ANY(%(partners)s::int[]) AND entity.commercial_partner_id = entity.id
        """,
        stopped=STOPPED,
        partners=list(partner_ids),
    )


def unfiled():
    """SELECT of customers on stop who are filed under nothing: their accounts were there before anybody was filed."""
    return SQL(
        "SELECT DISTINCT account.partner_id FROM credit_account account WHERE %s"
        " AND NOT EXISTS (SELECT FROM credit_resemblance_key key WHERE key.partner_id = account.partner_id)",
        STOPPED,
    )


def forget():
    """Statement that takes out customers no account of whom is on stop: it was merged away, or written beside Odoo."""
    return SQL(
        "DELETE FROM credit_resemblance_key key WHERE NOT EXISTS"
        " (SELECT FROM credit_account account WHERE account.partner_id = key.partner_id AND %s)",
        STOPPED,
    )


def alike(filed, only_new, grounds, most_alike):
    """Customers filed under one of the keys given. Columns: id of who has the key, id of who is filed under it, kind.

    :param filed: triples of partner id, kind and text
    :param only_new: only whoever has been filed since all customers were last compared
    :param grounds: the kinds that say something whatever number is filed under them
    :param most_alike: more than so many filed under one key of another kind say nothing
    """
    ids, kinds, values = (list(column) for column in zip(*filed, strict=True))
    return SQL(
        """
        SELECT wanted.id, key.partner_id, key.kind
          FROM unnest(%(ids)s::int[], %(kinds)s::text[], %(values)s::text[]) wanted (id, kind, value)
    CROSS JOIN LATERAL (
               SELECT partner_id, kind, is_new, COUNT(*) OVER () AS count
                 FROM credit_resemblance_key filed
                WHERE filed.value = wanted.value AND filed.kind = wanted.kind) key
         WHERE key.partner_id <> wanted.id AND (key.is_new OR NOT %(only_new)s)
           AND (key.kind = ANY(%(grounds)s) OR key.count <= %(most_alike)s)
        """,
        ids=ids,
        kinds=kinds,
        values=values,
        only_new=only_new,
        grounds=list(grounds),
        most_alike=most_alike,
    )


def accounts_on_stop(partner_ids):
    """SELECT of commercial partner, account and company of those to whom nothing is sold."""
    return SQL(
        "SELECT account.partner_id, account.id, account.company_id FROM credit_account account"
        " WHERE account.partner_id = ANY(%s::int[]) AND %s",
        list(partner_ids),
        STOPPED,
    )


def standing(partner_ids, root_id):
    """Whom these customers resemble, as far as nothing is sold to it now. Columns: partner, account, grounds."""
    return SQL(
        """
        SELECT found.partner_id, found.account_id, found.grounds
          FROM credit_resemblance found
          JOIN credit_account account ON account.id = found.account_id AND %s
         WHERE found.partner_id = ANY(%s::int[]) AND account.company_id = %s AND found.is_dismissed IS NOT TRUE
         ORDER BY found.partner_id, found.account_id
        """,
        STOPPED,
        list(partner_ids),
        root_id,
    )


def keep(rows):
    """Statement that keeps pairs found; what they have in common is added to. Gives the ids of the rows.

    :param rows: partner id, account id, grounds
    """
    return SQL(
        """
        INSERT INTO credit_resemblance (partner_id, account_id, grounds, is_dismissed, found_on)
        VALUES %s
        ON CONFLICT (partner_id, account_id) DO UPDATE SET grounds = EXCLUDED.grounds, is_dismissed = FALSE
        RETURNING id
        """,
        # In one order for everybody, or two batches would wait for each other.
        SQL(", ").join(SQL("(%s, %s, %s, FALSE, CURRENT_DATE)", *row) for row in sorted(rows)),
    )
