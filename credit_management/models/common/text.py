def stripped(text):
    """What somebody has written, without the blanks around it; nothing where a program has sent no text."""
    return text.strip() if isinstance(text, str) else ""
