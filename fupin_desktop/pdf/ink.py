"""What is drawn on one page or one reusable form: text, rules, tints, ticks. It knows no paper.

Lengths are points, upwards from the lower left corner of a page; a form's own corner is its upper left.
`said` keeps, apart from the drawing, what the page tells its reader: its digest shows later whether a printed
page still holds.
"""

import hashlib
from collections.abc import Iterable

from fupin_desktop.pdf.font_use import FontUse

_ON_MIDDLE = 0.38  # from the middle of a line down to its base line, in type sizes
_GREY_TEXT = "0.42 g"


class Ink:
    """The drawing of one page or form."""

    def __init__(self, fonts: FontUse) -> None:
        self._fonts = fonts
        self._ops: list[str] = []
        self._said: list[str] = []

    def text(self, x: float, middle: float, text: str, size: float, bold: bool = False, grey: bool = False) -> None:
        """One line of text, its middle at that height."""
        if not text:
            return
        line = f"BT {x:.2f} {middle - _ON_MIDDLE * size:.2f} Td {self._shown(text, size, bold)} ET"
        self._ops.append(f"q {_GREY_TEXT} {line} Q" if grey else line)

    def unseen(self, x: float, middle: float, text: str, size: float) -> None:
        """Text that is not painted but found and copied: what a drawn mark says."""
        shown = self._shown(text, size, bold=False)
        self._ops.append(f"q BT 3 Tr {x:.2f} {middle - _ON_MIDDLE * size:.2f} Td {shown} ET Q")

    def _shown(self, text: str, size: float, bold: bool) -> str:
        runs = self._fonts.runs(text, bold)
        if len(runs) == 1:  # nearly always
            return f"/{runs[0].font} {size:g} Tf <{runs[0].codes}> Tj"
        return " ".join(f"/{run.font} {size:g} Tf <{run.codes}> Tj" for run in runs)

    def rule(self, x: float, y: float, to_x: float, to_y: float, thick: float) -> None:
        """A straight line."""
        self._ops.append(f"{thick:g} w {x:.2f} {y:.2f} m {to_x:.2f} {to_y:.2f} l S")

    def dashed_box(self, x: float, y: float, wide: float, high: float, round_: bool = False) -> None:
        """A pale dashed outline: where a thumbprint or a seal goes."""
        path = _ellipse(x, y, wide, high) if round_ else f"{x:.2f} {y:.2f} {wide:.2f} {high:.2f} re"
        self._ops.append(f"q 0.72 G 0.5 w [2 2] 0 d {path} S Q")

    def box(self, x: float, y: float, wide: float, high: float, thick: float) -> None:
        """The outline of a rectangle."""
        self._ops.append(f"{thick:g} w {x:.2f} {y:.2f} {wide:.2f} {high:.2f} re S")

    def tint(self, x: float, y: float, wide: float, high: float, grey: float) -> None:
        """A rectangle filled with a light grey."""
        self._ops.append(f"{grey:g} g {x:.2f} {y:.2f} {wide:.2f} {high:.2f} re f 0 g")

    def tick(self, x: float, y: float, side: float) -> None:
        """A tick in a box of that side whose lower left corner is given."""
        a, b = x + side * 0.2, y + side * 0.52
        self._ops.append(
            f"q 1.1 w 1 J 1 j {a:.2f} {b:.2f} m {x + side * 0.42:.2f} {y + side * 0.22:.2f} l "
            f"{x + side * 0.84:.2f} {y + side * 0.82:.2f} l S Q"
        )

    def place(self, form: str, x: float, y: float) -> None:
        """A form, its corner at that point."""
        self._ops.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm /{form} Do Q")

    def say(self, *words: str) -> None:
        """Notes what is told here, blanks too: a figure that moved to another cell is another page."""
        self._said.extend(words)

    def content(self) -> bytes:
        """The operators of the page or form."""
        return "\n".join(self._ops).encode("ascii")

    def digest(self) -> str:
        """What the page tells, in sixteen characters; it does not depend on the day of printing."""
        return digest_of(self._said)


def digest_of(words: Iterable[str]) -> str:
    """Words in sixteen characters, by which they can be compared and not read."""
    return hashlib.blake2b("\x1f".join(words).encode("utf-8", "replace"), digest_size=8).hexdigest()


def _ellipse(x: float, y: float, wide: float, high: float) -> str:
    a, b = wide / 2, high / 2
    k = 0.5523
    mx, my = x + a, y + b
    arcs = (
        (a, k * b, k * a, b, 0, b),
        (-k * a, b, -a, k * b, -a, 0),
        (-a, -k * b, -k * a, -b, 0, -b),
        (k * a, -b, a, -k * b, a, 0),
    )
    curves = " ".join(
        f"{mx + p:.2f} {my + q:.2f} {mx + r:.2f} {my + s:.2f} {mx + t:.2f} {my + u:.2f} c" for p, q, r, s, t, u in arcs
    )
    return f"{mx + a:.2f} {my:.2f} m {curves}"
