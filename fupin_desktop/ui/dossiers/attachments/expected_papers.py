"""Which papers a household's file should hold, by what is registered of it. A hint, not a check; no widget."""

from collections.abc import Callable, Sequence

from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.ui.dossiers.list_column import label_of

Needed = Callable[[Dossier], bool]
MINIMUM_LIVING = ("02", "04", "07", "08")  # C-02: attributes with 低保
FIVE_GUARANTEE = ("03", "06", "07", "08")  # C-02: attributes with 五保
DISABLED = "04"  # C-09
UNSAFE = ("3", "4")  # C-18: grades C and D


def _always(_dossier: Dossier) -> bool:
    return True


def _has_attribute(*codes: str) -> Needed:
    return lambda dossier: bool(dossier.now.facts and dossier.now.facts.household_attribute in codes)


def _has_disabled(dossier: Dossier) -> bool:
    return any(DISABLED in (member.now.health_status or ()) for member in dossier.members if member.now)


def _has_unsafe_house(dossier: Dossier) -> bool:
    conditions = dossier.now.conditions
    return bool(conditions and (conditions.is_dangerous_house or conditions.house_grade in UNSAFE))


def _has_income(dossier: Dossier) -> bool:
    return dossier.now.income is not None


# kind of attachment (C-23 and the photos) -> when it is expected (reference: domain.md §8.4)
EXPECTED: tuple[tuple[str, Needed], ...] = (
    ("A02", _always),
    ("A01", _always),
    ("A06", _always),
    ("E01", _has_income),
    ("E25", _has_attribute(*MINIMUM_LIVING)),
    ("E27", _has_attribute(*FIVE_GUARANTEE)),
    ("E29", _has_disabled),
    ("E15", _has_unsafe_house),
)


def missing_papers(dossier: Dossier) -> list[str]:
    """The names of the papers that should be there and are not."""
    held = {one.kind for one in dossier.attachments}
    return [label_of("attachment_kind", kind) for kind, needed in EXPECTED if needed(dossier) and kind not in held]


def missing_words(missing: Sequence[str]) -> str:
    """The hint in one sentence."""
    return f"档案里还没有：{'、'.join(missing)}。" if missing else "常用的材料都有了。"
