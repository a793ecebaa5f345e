"""Decides and computes with plain data. Nothing below this folder imports odoo."""
