"""The queries that read what customers owe; models/exposure/credit_open_item.py joins them into rows."""
