"""Changes the source of the core, one small change at a time, and tells which of them no test notices."""
