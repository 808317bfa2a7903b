"""Texts in a file that a spreadsheet opens: none of them is reckoned with as a formula."""

# A spreadsheet takes a field that begins with one of these, some also in full width, for a formula; it shows the guard
# before it as text.
FORMULA, GUARD = frozenset("=+-@\t\r＝＋－＠"), "'"


def guarded(field: str) -> str:
    """The field as no spreadsheet reckons with it."""
    return GUARD + field if field[:1] in FORMULA and field else field


def is_guarded(field: str) -> bool:
    """Whether our guard stands before the field."""
    return field.startswith(GUARD) and field[1:2] in FORMULA and len(field) > 1
