"""Made-up files as programs export them, and what their owners mean: for the tests of reading and of booking."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent / "ledger_samples"


@dataclass(frozen=True)
class Sample:
    """A file: which program wrote it, what is asked, and what is open of each document: customer, due date, amount."""

    name: str
    program: str
    documents: dict[str, tuple[str, str, float]]
    total: float  # as the file itself says
    asked: str = ""
    left: int = 0  # rows left out
    currency: str = "EUR"
    answers: dict[str, object] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        return (FOLDER / self.name).read_bytes()

    @property
    def by_customer(self) -> dict[str, dict[str, float]]:
        """What is open of each customer, by due date."""
        found: dict[str, dict[str, float]] = {}
        for customer, due, amount in self.documents.values():
            if amount:
                days = found.setdefault(customer, {})
                days[due] = round(days.get(due, 0.0) + amount, 2)
        return found


MUELLER, GROESSE = "Müller Gerätebau GmbH", "Größe & Söhne KG"
BIRCHWOOD, JUNIPER = "Birchwood Cabins", "Juniper Dental"
LIST_DAY = {"list_date": date(2026, 10, 31)}
SAMPLES = (
    Sample("sap_fbl5n_list.txt", "SAP FBL5N", {
        "1800000101": (MUELLER, "2026-02-11", 0), "1800000124": (MUELLER, "2026-04-01", 2380.5),
        "1600000005": (MUELLER, "2026-03-09", -119), "1800000130": (GROESSE, "2026-04-04", 640),
        "1400000099": (GROESSE, "2026-03-28", -50),
    }, 2851.5, left=16),
    Sample("sap_fbl5n_spreadsheet.txt", "SAP FBL5N", {
        "1800000101": (MUELLER, "2026-02-11", 0), "1800000124": (MUELLER, "2026-04-01", 2380.5),
        "1600000005": (MUELLER, "2026-03-09", -119), "1800000130": (GROESSE, "2026-04-04", 640),
    }, 2901.5, left=2),
    Sample("datev_opos_table.txt", "DATEV", {
        "RE26-0101": (MUELLER, "2026-02-11", 1190), "RE26-0117": (MUELLER, "2026-04-01", 2000),
        "GU26-0005": (MUELLER, "2026-03-09", -119), "RE26-0120": (GROESSE, "2026-04-04", 640),
    }, 3711, "list_date", answers=LIST_DAY),
    Sample("datev_opos_ascii.txt", "DATEV", {
        "RE26-0101": (MUELLER, "2026-02-11", 1190), "RE26-0117": (MUELLER, "2026-04-01", 2380.5),
        "GU26-0005": (MUELLER, "2026-03-09", -119), "RE26-0120": (GROESSE, "2026-04-04", 640),
    }, 4091.5),
    Sample("quickbooks_desktop_aging_detail.txt", "QuickBooks Desktop", {
        "1080": (BIRCHWOOD, "2026-11-27", 1480), "1075": (JUNIPER, "2026-09-25", -75),
        "5544": (BIRCHWOOD, "2026-09-26", -100), "1031": (JUNIPER, "2026-06-12", 350),
    }, 1655, left=7),
    Sample("quickbooks_online_open_invoices.txt", "QuickBooks Online", {
        "1043": (BIRCHWOOD, "2026-11-19", 1480), "1047": (JUNIPER, "2026-10-13", 350),
        "1051": (JUNIPER, "2026-09-25", -75), "Payment 2026-10-02 (12)": (JUNIPER, "2026-10-02", -20),
    }, 1735, left=6),
    Sample("quickbooks_online_aging_detail.txt", "QuickBooks Online", {
        "1043": (BIRCHWOOD, "2026-11-19", 1480), "1047": (JUNIPER, "2026-10-13", 350),
        "1051": (JUNIPER, "2026-09-25", -75),
    }, 1755, left=5),
    Sample("xero_sales_invoices.txt", "Xero", {
        "INV-0031": ("Lowland Bakery", "2026-04-13", 360), "INV-0032": ("Fen Cycles", "2026-04-19", 0),
        "CN-0004": ("Fen Cycles", "2026-03-25", -24),
    }, 336, "paid_day", 2, answers={"paid_day": "due"}),
    Sample("xero_aged_receivables_detail.txt", "Xero", {
        "INV-0041": ("Lowland Bakery", "2026-10-13", 360), "INV-0020": ("Lowland Bakery", "2026-08-31", 100),
        "CN-0004": ("Fen Cycles", "2026-10-25", -24),
    }, 436, left=6),
    Sample("odoo_invoices.txt", "Odoo", {
        "INV/2026/00011": ("Fen Cycles", "2026-02-13", 1210), "INV/2026/00012": ("Lowland Bakery", "2026-02-15", 0),
        "RINV/2026/00003": ("Fen Cycles", "2026-02-02", -121),
    }, 1089, "paid_day", 2, answers={"paid_day": "due"}),
    Sample("erpnext_accounts_receivable.txt", "ERPNext", {
        "ACC-SINV-2026-00001": ("Palmer Productions Ltd.", "2026-10-01", 1000),
        "ACC-SINV-2026-00002": ("Palmer Productions Ltd.", "2026-10-31", 300),
        "ACC-SINV-2026-00003": ("West View Software", "2026-11-04", 250),
        "ACC-PAY-2026-00003": ("West View Software", "2026-10-06", -90),
    }, 1460, "list_date", 1, answers=LIST_DAY),
    Sample("tally_bills_receivable.txt", "Tally", {
        "TS/001": ("Sharma Traders", "2026-05-01", 123456), "TS/002": ("Gupta & Sons", "2026-05-15", 20000),
        "CN/001": ("Gupta & Sons", "2026-04-20", -5000),
    }, 138456, "list_date", 1, answers=LIST_DAY),
    Sample("sage_50_aged_debtors.txt", "Sage 50", {
        "1004": ("ABS Garages Ltd", "2026-04-30", 1193.45), "1005": ("ABS Garages Ltd", "2026-04-05", -93.45),
        "SA 2026-04-06 (4)": ("ABS Garages Ltd", "2026-04-06", -100),
        "1009": ("Bobs Building Supplies", "2026-11-09", 50),
    }, 1050),
    Sample("netsuite_aging_detail.txt", "NetSuite", {
        "INV10044": ("C1001 Alder Garage", "2026-10-01", 1250), "CM1003": ("C1001 Alder Garage", "2026-09-15", -250),
        "INV10050": ("C1002 Beech Gym", "2026-11-19", 300),
    }, 1300, left=5),
    Sample("business_central_ledger_entries.txt", "Business Central", {
        "PS-INV103001": ("Adatum", "2026-02-11", 0), "PS-INV103002": ("Trey", "2026-04-04", 640),
        "PS-CR1": ("Trey", "2026-03-09", -40),
    }, 600, left=1),
    Sample("lexware_offene_posten.txt", "Lexware", {
        "RE-1001": ("Müller GmbH", "2026-02-11", 1190), "RE-1002": ("Müller GmbH", "2026-04-01", 2000),
        "GU-5": ("Größe KG", "2026-03-09", -119),
    }, 3071, "list_date", 1, answers=LIST_DAY),
    Sample("kingdee_receivables.txt", "金蝶 Kingdee", {
        "AR00000001": ("北京信用公司", "2026-02-11", 11900), "AR00000002": ("北京信用公司", "2026-04-01", 2000),
        "AR00000004": ("上海贸易公司", "2026-04-04", 640),
    }, 14540, "list_date", 2, "CNY", LIST_DAY),
    Sample("yonyou_receivables.txt", "用友 Yonyou", {
        "XS0001": ("北京信用公司", "2026-02-11", 11900), "SK0001": ("北京信用公司", "2026-02-12", -900),
        "XS0002": ("上海贸易公司", "2026-04-04", 640),
    }, 11640, currency="CNY"),
)  # fmt: skip
