"""The size of an order from what is known of its lines and invoices."""


def order_size(total: float, claim: float, lines: float, beyond: float, line_count: int, rounding: float) -> float:
    """What an order comes to, invoiced or not: what a release, an authority and rules on its value are held against.

    A coin a line is rounding, of the order or of an invoice.

    :param total: of the order, as it is printed
    :param claim: what is left to invoice
    :param lines: what the lines come to, negative down payments left out; where that is more, it is the size
    :param beyond: what posted invoices took beyond the lines
    :param line_count: the lines of the order and of its invoices
    :param rounding: the smallest coin of the order's currency
    """
    slack = (line_count + 0.5) * rounding
    whole = lines if lines - total > slack else total
    return max(whole + (beyond if beyond > slack else 0.0), claim)
