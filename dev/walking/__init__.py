"""Every page of the addons in one language: what is left in English, what is broken."""
