from dataclasses import replace

from hypothesis import strategies as st

from ...core.limit.mass_row import Claim, Formula, Row
from .core_limit_common import DAY

TEN = Formula("percent", 10)


@st.composite
def row(draw, number=0):
    base = draw(st.none() | st.integers(0, 300).map(lambda hundreds: hundreds * 100.0))
    return Row(
        number,
        base,
        unlimited=draw(st.integers(0, 9)) == 0,
        expired=draw(st.integers(0, 9)) == 0,
        valid_to=draw(st.none() | st.just(DAY)),
        on_top=draw(st.sampled_from([0.0, 500.0])),
        status=draw(st.sampled_from(["active", "active", "closed"])),
        grade_id=draw(st.none() | st.integers(1, 3)),
        proposal=draw(st.none() | st.just(12_345.0)),
        peak=draw(st.none() | st.just(7_777.0)),
        exposure=draw(st.integers(0, 30_000)) * 1.0,
        claims=tuple(
            Claim(draw(st.integers(0, 5_000)) * 1.0, draw(st.booleans())) for _claim in range(draw(st.integers(0, 3)))
        ),
    )


rows = st.lists(row(), max_size=6).map(lambda found: [replace(one, account_id=n) for n, one in enumerate(found)])
formulas = st.sampled_from(
    [
        TEN,
        Formula("percent", -30),
        Formula("percent", 1, step=1000),
        Formula("amount", 777),
        Formula("amount", -5000),
        Formula("grades", by_grade={1: 20, 2: -20}),
        Formula("proposed", 100),
        Formula("peak", 120, most=9_000),
        Formula("expiry", days=30),
    ]
)
