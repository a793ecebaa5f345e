"""Policies and what they are held against, played on files of invoices: used by ../replay.py."""

import sys
from pathlib import Path

# The core is plain Python: it comes without the addon, and so without Odoo.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "credit_management"))
