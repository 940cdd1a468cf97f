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


def answers_to(label: str, typed: str) -> bool:
    """Whether the label's characters begin with these initials; brackets and blanks are passed over."""
    spoken = [letters for character in label if (letters := letters_of(character))]
    return 0 < len(typed) <= len(spoken) and all(
        letter in letters for letter, letters in zip(typed.lower(), spoken, strict=False)
    )
