"""What each member becomes to a new head (C-06). A pure function; what cannot be known is left for a person to say."""

HEAD, SPOUSE = "01", "02"
SON, DAUGHTER, DAUGHTER_IN_LAW, SON_IN_LAW = "03", "04", "05", "06"
GRANDSON, GRANDDAUGHTER = "07", "08"
FATHER, MOTHER = "11", "12"
WIFES_FATHER, WIFES_MOTHER, HUSBANDS_FATHER, HUSBANDS_MOTHER = "13", "14", "15", "16"
GRANDFATHER, GRANDMOTHER, SIBLING, OTHER = "17", "18", "23", "99"
MALE = "1"
PARENTS = (FATHER, MOTHER, WIFES_FATHER, WIFES_MOTHER, HUSBANDS_FATHER, HUSBANDS_MOTHER)

# (what the new head was to the old one, what the member was to the old one) -> what the member is to the new head
_BECOMES: dict[tuple[str, str], str] = {
    **{(SPOUSE, child): child for child in (SON, DAUGHTER, DAUGHTER_IN_LAW, SON_IN_LAW, GRANDSON, GRANDDAUGHTER)},
    **{(child, other): SIBLING for child in (SON, DAUGHTER) for other in (SON, DAUGHTER)},
    (SON, DAUGHTER_IN_LAW): SPOUSE,
    (DAUGHTER, SON_IN_LAW): SPOUSE,
    (SON, GRANDSON): SON,
    (SON, GRANDDAUGHTER): DAUGHTER,
    (SON, FATHER): GRANDFATHER,
    (SON, MOTHER): GRANDMOTHER,
    (DAUGHTER, FATHER): GRANDFATHER,
    (DAUGHTER, MOTHER): GRANDMOTHER,
    (FATHER, MOTHER): SPOUSE,
    (MOTHER, FATHER): SPOUSE,
    **{
        (parent, child): grand
        for parent in (FATHER, MOTHER)
        for child, grand in ((SON, GRANDSON), (DAUGHTER, GRANDDAUGHTER))
    },
    (DAUGHTER_IN_LAW, SON): SPOUSE,
    (DAUGHTER_IN_LAW, GRANDSON): SON,
    (DAUGHTER_IN_LAW, GRANDDAUGHTER): DAUGHTER,
}


def to_new_head(
    new_head_was: str, member_was: str, sex_of_old_head: str | None, sex_of_new_head: str | None
) -> str | None:
    """The member's relation to the new head; None where it has to be asked.

    `member_was` 01 is the old head himself. Grandchildren by a sibling, and all in-laws not listed, are asked for.
    """
    if member_was == HEAD:
        return _old_head(new_head_was, sex_of_old_head)
    if new_head_was == SPOUSE and member_was in (
        FATHER,
        MOTHER,
        WIFES_FATHER,
        WIFES_MOTHER,
        HUSBANDS_FATHER,
        HUSBANDS_MOTHER,
    ):
        return _spouses_parent(member_was, sex_of_new_head)
    if new_head_was in (SON, DAUGHTER) and member_was == SPOUSE:
        return _parent(sex_of_old_head, spouse=True)
    if new_head_was in (FATHER, MOTHER) and member_was == SPOUSE:
        return {"1": DAUGHTER_IN_LAW, "2": SON_IN_LAW}.get(sex_of_old_head or "")
    return _BECOMES.get((new_head_was, member_was))


def _old_head(new_head_was: str, sex_of_old_head: str | None) -> str | None:
    if new_head_was == SPOUSE:
        return SPOUSE
    if new_head_was in (SON, DAUGHTER):
        return _parent(sex_of_old_head, spouse=False)
    if new_head_was in (FATHER, MOTHER):
        return {"1": SON, "2": DAUGHTER}.get(sex_of_old_head or "")
    if new_head_was in (GRANDSON, GRANDDAUGHTER):
        return {"1": GRANDFATHER, "2": GRANDMOTHER}.get(sex_of_old_head or "")
    if new_head_was == DAUGHTER_IN_LAW:
        return {"1": HUSBANDS_FATHER, "2": HUSBANDS_MOTHER}.get(sex_of_old_head or "")
    if new_head_was == SON_IN_LAW:
        return {"1": WIFES_FATHER, "2": WIFES_MOTHER}.get(sex_of_old_head or "")
    return SIBLING if new_head_was == SIBLING else None


def _parent(sex_of_old_head: str | None, *, spouse: bool) -> str | None:
    own = {"1": FATHER, "2": MOTHER}.get(sex_of_old_head or "")
    other = {FATHER: MOTHER, MOTHER: FATHER}
    return other.get(own) if spouse and own else own


def _spouses_parent(member_was: str, sex_of_new_head: str | None) -> str | None:
    """The parents of one spouse are the parents-in-law of the other."""
    if member_was in (FATHER, MOTHER):
        male = sex_of_new_head == MALE
        pairs = {FATHER: (WIFES_FATHER, HUSBANDS_FATHER), MOTHER: (WIFES_MOTHER, HUSBANDS_MOTHER)}
        return pairs[member_was][0 if male else 1] if sex_of_new_head else None
    return {WIFES_FATHER: FATHER, HUSBANDS_FATHER: FATHER, WIFES_MOTHER: MOTHER, HUSBANDS_MOTHER: MOTHER}[member_was]
