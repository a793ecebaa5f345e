"""Terms of the addons: exported, merged with their translations, handed to translators, held against the screens."""
