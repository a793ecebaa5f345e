"""Numbers in sentences, as the language of the sentence writes them: 58.76 is 58,76 in German.

Amounts with their currency are Odoo's ``format_amount``, days are in ``day``; ``dev/tests/test_numbers.py`` finds
numbers that Python writes by itself.
"""

from odoo.tools import float_repr, formatLang


def format_number(env, value, least=0, most=2, signed=False):
    """With as many decimals as are needed, from ``least`` to ``most``; never minus zero.

    :param signed: whether more than zero has its sign, too: +5
    """
    value = round(value, most) or 0.0
    decimals = len(float_repr(value, most).rstrip("0").partition(".")[2])
    text = formatLang(env, value, digits=max(least, decimals))
    return f"+{text}" if signed and value > 0 else text


def format_percent(env, value, least=0, most=2, signed=False):
    """The same with its sign: 12.5 is 12.5 %."""
    return env._("%(share)s %%", share=format_number(env, value, least, most, signed))
