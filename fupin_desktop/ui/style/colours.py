"""The colours, and the palette made of them: warm white paper, dark ink, one accent."""

from PySide6.QtGui import QColor, QPalette

ACCENT = "#9C2F2A"
ACCENT_DARK = "#7E2420"
ACCENT_PALE = "#F4E4E1"  # what is chosen in a list
PAPER = "#FBFAF8"
SHEET = "#FFFFFF"  # cards and fields
SHADE = "#F3EFE9"  # rail, table heads, buttons under the mouse
LINE = "#DDD8D0"
INK = "#22201D"
MUTED = "#6B645C"  # 5.5:1 on paper
GOOD = "#2F6B4F"
WARN = "#8F5500"  # words in amber; WARN_LIGHT for surfaces
WARN_LIGHT = "#B36B00"
ERROR = "#B3261E"
GOOD_PALE, WARN_PALE, ERROR_PALE = "#E5F0EA", "#FBF0DD", "#FBE9E7"
SERIES = ("#9C2F2A", "#B98A5A", "#5E7F73", "#8A6F95", "#6F86A0", "#A39A8C")  # plots, in this order


def palette() -> QPalette:
    """What Fusion paints with."""
    found = QPalette(QColor(SHADE), QColor(PAPER))
    role = QPalette.ColorRole
    for one, colour in (
        (role.Window, PAPER),
        (role.WindowText, INK),
        (role.Base, SHEET),
        (role.AlternateBase, PAPER),
        (role.Text, INK),
        (role.Button, SHADE),
        (role.ButtonText, INK),
        (role.Highlight, ACCENT),
        (role.HighlightedText, SHEET),
        (role.PlaceholderText, MUTED),
        (role.Link, ACCENT),
        (role.ToolTipBase, SHEET),
        (role.ToolTipText, INK),
        (role.Accent, ACCENT),
    ):
        found.setColor(one, QColor(colour))
    for one in (role.WindowText, role.Text, role.ButtonText):
        found.setColor(QPalette.ColorGroup.Disabled, one, QColor("#A09A92"))
    return found
