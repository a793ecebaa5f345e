"""The day from which an item counts as past due: the one it was posted with, until a later one has been agreed to.

Triggers see every write: of the ORM, of SQL, of an entry reset to draft and posted again. They keep the day beside the
one that Odoo shows; an earlier one counts at once, a later one only from the consent of a credit manager on.
"""

from odoo.tools import SQL

DUE = SQL("LEAST(line.credit_date_due, COALESCE(line.date_maturity, line.date))")
# The day somebody has written instead, while it does not count.
MOVED_TO = SQL("CASE WHEN line.credit_date_due < line.date_maturity THEN line.date_maturity END")


def drop():
    for event in ("insert", "update"):
        yield f"DROP TRIGGER IF EXISTS credit_due_by_{event} ON account_move_line"
    yield "DROP FUNCTION IF EXISTS credit_keep_due()"


def create():
    yield KEEP
    yield (
        "CREATE TRIGGER credit_due_by_insert BEFORE INSERT ON account_move_line FOR EACH ROW"
        " WHEN (NEW.parent_state = 'posted') EXECUTE FUNCTION credit_keep_due()"
    )
    yield (
        "CREATE TRIGGER credit_due_by_update BEFORE UPDATE OF date_maturity, date, parent_state ON account_move_line"
        " FOR EACH ROW WHEN (OLD.parent_state IS DISTINCT FROM NEW.parent_state OR (NEW.parent_state = 'posted' AND"
        " (OLD.date_maturity IS DISTINCT FROM NEW.date_maturity OR OLD.date IS DISTINCT FROM NEW.date)))"
        " EXECUTE FUNCTION credit_keep_due()"
    )


# A line that leaves the books is remembered with its entry, too: reset to draft, instalments may be made anew.
KEEP = """
    CREATE FUNCTION credit_keep_due() RETURNS trigger LANGUAGE plpgsql AS $credit$
    BEGIN
        IF NOT EXISTS (SELECT FROM account_account WHERE id = NEW.account_id AND account_type = 'asset_receivable') THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.parent_state = 'posted' THEN
            NEW.credit_date_due := COALESCE(NEW.credit_date_due, OLD.date_maturity, OLD.date);
            IF NEW.parent_state IS DISTINCT FROM 'posted' THEN
                UPDATE account_move SET credit_first_due = LEAST(credit_first_due, NEW.credit_date_due)
                 WHERE id = NEW.move_id;
            END IF;
        ELSIF NEW.parent_state = 'posted' AND NEW.credit_date_due IS NULL THEN
            NEW.credit_date_due := (SELECT credit_first_due FROM account_move WHERE id = NEW.move_id);
        END IF;
        RETURN NEW;
    END $credit$
"""
