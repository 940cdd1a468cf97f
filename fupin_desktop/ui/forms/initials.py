"""Whether typed letters are the pinyin initials of a label. Letters only; the search of the registry has its own."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def letters_of(character: str) -> frozenset[str]:
    """The letters by which a character may be meant: every reading counts, for nobody types a tone."""
    if character.isascii():
        return frozenset(character.lower()) if character.isalnum() else frozenset()
    from pypinyin import Style, pinyin  # its dictionaries are read when somebody first types a letter

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return frozenset(reading[0].lower() for reading in found[0]) if found else frozenset()


@lru_cache(maxsize=4096)
def usual_initials(label: str) -> str:
    """The initials as the label is usually read: 「长期慢性病」 is cqmxb."""
    from pypinyin import Style, pinyin

    spoken = "".join(character for character in label if character.isalnum())
    return "".join(reading[0][:1] for reading in pinyin(spoken, style=Style.NORMAL)).lower()


def answers_to(label: str, typed: str) -> bool:
    """Whether the label's characters begin with these initials in any reading; brackets and blanks are passed over."""
    spoken = [letters for character in label if (letters := letters_of(character))]
    return 0 < len(typed) <= len(spoken) and all(
        letter in letters for letter, letters in zip(typed.lower(), spoken, strict=False)
    )
