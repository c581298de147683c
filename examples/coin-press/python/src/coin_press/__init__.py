"""Strikes coins from Python."""


def strike(text: str, count: int) -> list[str]:
    """As many coins as asked for, all alike."""
    return [text.upper()] * count
