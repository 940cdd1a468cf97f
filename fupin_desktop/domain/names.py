"""Names as they are compared: blanks and variant dots do not make another person (reference: domain.md §10.6)."""

import unicodedata

_DOTS = str.maketrans(dict.fromkeys("•‧∙⋅・･．᛫●", "·"))


def plain_name(name: str) -> str:
    """The name without blanks, in compatibility form, with one kind of middle dot."""
    return "".join(unicodedata.normalize("NFKC", name.translate(_DOTS)).split())


def masked_name(name: str) -> str:
    """The family name and stars, for what may be seen by others."""
    return name[:1] + "*" * (len(name) - 1)
