"""Settling firm orders: those decided on are admitted as they stand, the others touched are held against it.

``credit_settle`` does it before the commit, for who can say a sentence; at the commit itself nothing may be left.
"""

STANDING = "credit_standing"
COLUMNS = """
    order_id int, partner_id int, sold_to_id int, company_id int, amount float8, currency_id int,
    currency_rate float8, payment_term_id int, commitment_date timestamp, beyond float8
"""
NAMES = """
    order_id, partner_id, sold_to_id, company_id, amount, currency_id, currency_rate, payment_term_id, commitment_date,
    beyond
"""
SAME = """
    admitted.partner_id = standing.partner_id AND admitted.sold_to_id = standing.sold_to_id
    AND admitted.company_id = standing.company_id
    AND admitted.currency_id = standing.currency_id AND ABS(admitted.amount - standing.amount) < 0.000001
    AND ABS(COALESCE(admitted.beyond, 0) - standing.beyond) < 0.000001
    AND ABS(admitted.currency_rate - standing.currency_rate) < 0.000001
    AND admitted.payment_term_id IS NOT DISTINCT FROM standing.payment_term_id
    AND admitted.commitment_date IS NOT DISTINCT FROM standing.commitment_date
"""


def admit(standing):
    """A statement of the function itself: a function in it takes as long as reading.

    :param standing: the text of what gives the rows
    """
    return f"""
        INSERT INTO credit_admission ({NAMES}) {standing}
        ON CONFLICT (order_id) DO UPDATE
           SET partner_id = EXCLUDED.partner_id, sold_to_id = EXCLUDED.sold_to_id,
               company_id = EXCLUDED.company_id, amount = EXCLUDED.amount,
               currency_id = EXCLUDED.currency_id, currency_rate = EXCLUDED.currency_rate,
               payment_term_id = EXCLUDED.payment_term_id, commitment_date = EXCLUDED.commitment_date,
               beyond = EXCLUDED.beyond;
    """  # noqa: S608 - of constants


def settle(admitting):
    """Admits the orders that have just been decided on, and gives those touched that differ from what was admitted.

    :param admitting: statements that admit the orders ``decided``
    """
    return f"""
        CREATE FUNCTION credit_settle(decided int[]) RETURNS TABLE (
            {COLUMNS}, is_admitted boolean, was_partner_id int, was_sold_to_id int, was_company_id int,
            was_amount float8, was_currency_id int, was_currency_rate float8, was_payment_term_id int,
            was_commitment_date timestamp, was_beyond float8, is_reshaped boolean
        ) LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan SET jit = off AS $credit$
        #variable_conflict use_column
        DECLARE
            noted text := COALESCE(current_setting('credit.touched', TRUE), '');
            touched int[];
            reshaped text := COALESCE(current_setting('credit.reshaped', TRUE), '');
            emptied text;
        BEGIN
            IF noted = '' AND cardinality(decided) = 0 THEN
                RETURN;
            END IF;
            touched := string_to_array(NULLIF(trim(BOTH ',' FROM noted), ''), ',')::int[];
            emptied := set_config('credit.touched', '', TRUE) || set_config('credit.reshaped', '', TRUE);
            IF cardinality(decided) > 0 THEN
                {admitting}
                IF touched <@ decided THEN  -- admitted as they stand
                    RETURN;
                END IF;
                touched := ARRAY(SELECT unnest(touched) EXCEPT SELECT unnest(decided));
            END IF;
            IF cardinality(touched) IS NULL OR cardinality(touched) = 0 THEN
                RETURN;
            END IF;
            RETURN QUERY
                SELECT standing.*, admitted.id IS NOT NULL, admitted.partner_id, admitted.sold_to_id,
                       admitted.company_id, admitted.amount::float8, admitted.currency_id,
                       admitted.currency_rate::float8, admitted.payment_term_id, admitted.commitment_date,
                       COALESCE(admitted.beyond, 0)::float8, position(',' || standing.order_id || ',' IN reshaped) > 0
                  FROM {STANDING}(touched) standing
             LEFT JOIN credit_admission admitted ON admitted.order_id = standing.order_id
                 WHERE ({SAME}) IS NOT TRUE;
        END $credit$
    """  # noqa: S608 - of constants


# An order that is firm no more has nothing admitted: whoever confirms it again is judged again.
LEAVE = """
    CREATE FUNCTION credit_leave() RETURNS trigger LANGUAGE plpgsql AS $credit$
    BEGIN
        DELETE FROM credit_admission WHERE order_id = OLD.id;
        RETURN NULL;
    END $credit$
"""

# The last line, for SQL that no hook of the ORM sees: at the commit itself, after Odoo has flushed for the last time.
UNSETTLED = (
    "CREATE UNLOGGED TABLE credit_touched (id bigint GENERATED ALWAYS AS IDENTITY)",  # no row outlives its transaction
    """
    CREATE FUNCTION credit_unsettled() RETURNS trigger LANGUAGE plpgsql AS $credit$
    DECLARE
        unsettled text;
    BEGIN
        DELETE FROM credit_touched WHERE id = NEW.id;
        IF COALESCE(current_setting('credit.touched', TRUE), '') = '' THEN  -- settled
            RETURN NULL;
        END IF;
        SELECT string_agg(so.name, ', ') INTO unsettled
          FROM credit_settle(ARRAY[]::int[]) found JOIN sale_order so ON so.id = found.order_id
         WHERE found.is_admitted IS NOT TRUE OR found.amount > found.was_amount + 0.000001
            OR found.partner_id <> found.was_partner_id OR found.sold_to_id <> found.was_sold_to_id
            OR found.company_id <> found.was_company_id;
        IF unsettled IS NOT NULL THEN
            RAISE EXCEPTION 'Orders % have grown or changed hands and no credit decision was taken.', unsettled;
        END IF;
        RETURN NULL;
    END $credit$
    """,
    """
    CREATE CONSTRAINT TRIGGER credit_settled AFTER INSERT ON credit_touched DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION credit_unsettled()
    """,
)
