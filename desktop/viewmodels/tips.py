"""Tool tips: Qt takes what looks like HTML in them for HTML, and loads what it names. What people wrote is text, nothing else."""


def tip(text: str) -> str:
    """Return a text as a tool tip that shows it as it is."""
    if "<" not in text:
        return text
    from html import escape  # hardly ever needed, and the window is to appear quickly

    return f"<qt><p style='white-space: pre-wrap'>{escape(text)}</p></qt>"
