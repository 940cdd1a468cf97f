"""Characters as files have them: private code points of old Chinese fonts, blanks, brackets. It reads no file."""

import re
import unicodedata
from functools import lru_cache

from fupin_desktop.domain.written import without_unseen

# GB 18030-2000 put these characters into the private use area; GB 18030-2022 and Unicode have given them their own
# places. Python's codec still decodes FE51 and its neighbours to the private ones (platform.md §2.2).
_PRIVATE = {
    0xE78D: 0xFE10,
    0xE78E: 0xFE12,
    0xE78F: 0xFE11,
    0xE790: 0xFE13,
    0xE791: 0xFE14,
    0xE792: 0xFE15,
    0xE793: 0xFE16,
    0xE794: 0xFE17,
    0xE795: 0xFE18,
    0xE796: 0xFE19,
    0xE7C7: 0x1E3F,
    0xE816: 0x20087,
    0xE817: 0x20089,
    0xE818: 0x200CC,
    0xE81E: 0x9FB4,
    0xE826: 0x9FB5,
    0xE82B: 0x9FB6,
    0xE82C: 0x9FB7,
    0xE831: 0x215D7,
    0xE832: 0x9FB8,
    0xE83B: 0x2298F,
    0xE843: 0x9FB9,
    0xE854: 0x9FBA,
    0xE855: 0x241FE,
    0xE864: 0x9FBB,
}
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_GUARD = re.compile(r'^="(.*)"$', re.DOTALL)
_NUMBERING = re.compile(r"^(?:[*★]+|\d{1,2}[.、]|[A-Z]\d{1,2}[a-z]?[.、]?(?=[\u4e00-\u9fff]))")
_UNIT = re.compile(r"^(.+?)\(([^()]*)\)$")


def repaired(text: str) -> str:
    """The text with every character in its proper place, without ="…" around it and without unseen marks."""
    if text.isprintable() and not text.startswith("="):
        return text
    guarded = _GUARD.match(text)
    shown = without_unseen(guarded[1] if guarded else text).translate(_PRIVATE)
    return _CONTROLS.sub(" ", shown.replace("\r\n", "\n"))


@lru_cache(maxsize=4096)  # the same few headers are tried against every layout
def plain_header(text: str) -> str:
    """A header as it is compared: half-width, without blanks, line breaks, numbering, star and colon."""
    shown = "".join(unicodedata.normalize("NFKC", repaired(text)).split())
    shown = shown.translate(str.maketrans("[]{}〔〕【】", "()()()()")).rstrip("*:")
    return _NUMBERING.sub("", shown) or shown


def without_unit(header: str) -> tuple[str, str]:
    """A plain header and what stands in the brackets at its end."""
    found = _UNIT.match(header)
    return (found[1], found[2]) if found else (header, "")
