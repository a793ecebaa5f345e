"""The demonstration in another country: its language, currency and chart of accounts, its customers' names."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).parent
SCRIPTS = {name: HERE / f"{name}.py" for name in ("settle", "play")}


@dataclass(frozen=True)
class Country:
    """Where the demonstration company is, and what is said there."""

    code: str
    language: str
    currency: str
    timezone: str
    company: str
    street: str
    zip: str
    city: str
    pound: float  # of one unit of the currency, all the year: a customer is invoiced in pounds
    guide: str  # the folder of docs/ in the language spoken there


COUNTRIES = {
    "cn": Country(
        "cn", "zh_CN", "CNY", "Asia/Shanghai", "华联商贸有限公司", "人民路88号", "200010", "上海市", 0.11, "zh_CN"
    ),
    "de": Country(
        "de", "de_DE", "EUR", "Europe/Berlin", "Hansa Handel GmbH", "Am Speicher 8", "20457", "Hamburg", 0.86, "de"
    ),
}


def script(name, code, checkout):
    """What Odoo's shell is given to do."""
    told = asdict(COUNTRIES[code]) | {"words": words(code), "checkout": str(checkout)}
    return f"import json\nCOUNTRY = json.loads({json.dumps(told)!r})\n{SCRIPTS[name].read_text()}\n"


def words(code):
    """What stands in the demonstration → what stands there in this country."""
    return json.loads((HERE / f"{code}.json").read_text(encoding="utf-8"))


def files():
    return sorted(path for path in HERE.iterdir() if path.is_file())
