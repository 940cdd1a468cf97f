"""The one stylesheet: shapes and colours of Qt's widgets, and of our roles, at a text size."""

from string import Template

from fupin_desktop.paths import resources
from fupin_desktop.ui.style import colours
from fupin_desktop.ui.style.metrics import em

_SIZES = {
    "hair": 0.07,
    "thin": 0.14,
    "xs": 0.25,
    "s": 0.4,
    "m": 0.7,
    "l": 1.0,
    "xl": 1.5,
    "bar": 0.95,
    "mark": 1.15,
    "control": 1.6,
}
_SHEET = Template("""
QWidget { outline: none; }
QMainWindow, QDialog { background: $PAPER; }
QToolTip { background: $SHEET; color: $INK; border: ${hair}px solid $LINE; padding: ${xs}px; }
QScrollArea, QScrollArea > QWidget > QWidget[role="page"] { background: transparent; border: none; }

QPushButton, QToolButton {
    background: $SHEET; color: $INK; border: ${hair}px solid $LINE; border-radius: ${xs}px;
    padding: ${s}px ${l}px; min-height: ${control}px;
}
QPushButton:hover, QToolButton:hover { background: $SHADE; }
QPushButton:pressed, QToolButton:pressed { background: $LINE; }
QPushButton:focus, QToolButton:focus { border: ${thin}px solid $ACCENT; }
QPushButton:disabled, QToolButton:disabled { color: #A09A92; background: $PAPER; }
QPushButton[role="primary"] { background: $ACCENT; color: $SHEET; border-color: $ACCENT; font-weight: bold; }
QPushButton[role="primary"]:hover { background: $ACCENT_DARK; }
QPushButton[role="primary"]:pressed { background: $INK; }
QPushButton[role="primary"]:focus { border: ${thin}px solid $INK; }
QPushButton[role="primary"]:disabled { background: $LINE; color: $SHEET; border-color: $LINE; }
QPushButton[role="quiet"], QToolButton[role="quiet"] {
    background: transparent; border-color: transparent; color: $ACCENT; padding: ${s}px ${s}px;
}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover { background: $SHADE; }
QPushButton[role="quiet"]:focus, QToolButton[role="quiet"]:focus { border-color: $ACCENT; }
QPushButton[role="quiet"]:disabled { color: #A09A92; }
QPushButton[role="sign"] {
    background: transparent; border-color: transparent; color: $INK; padding: ${s}px ${s}px;
}
QPushButton[role="sign"]:hover { background: $LINE; }
QPushButton[role="sign"]:focus { border-color: $ACCENT; }
QPushButton[role="danger"] { color: $ERROR; border-color: $ERROR; }
QPushButton[role="danger"]:hover { background: $ERROR_PALE; }
QPushButton[role="danger"]:disabled { color: #A09A92; border-color: $LINE; }
QPushButton[role="chip"], QToolButton[role="chip"] {
    border-radius: ${bar}px; padding: ${xs}px ${m}px; background: $SHEET;
}
QPushButton[role="chip"]:checked, QToolButton[role="chip"]:checked {
    background: $ACCENT_PALE; border-color: $ACCENT; color: $ACCENT_DARK;
}
QPushButton[role="card"] {
    background: $SHEET; border: ${hair}px solid $LINE; border-radius: ${s}px; text-align: left; padding: ${m}px;
}
QPushButton[role="card"]:hover { border-color: $ACCENT; }
QPushButton[role="card"]:checked { border: ${thin}px solid $ACCENT; background: $ACCENT_PALE; }
QPushButton[role="card"]:focus { border: ${thin}px solid $ACCENT; }

QLineEdit, QPlainTextEdit, QTextEdit, QDateEdit, QComboBox {
    background: $SHEET; color: $INK; border: ${hair}px solid $LINE; border-radius: ${xs}px;
    padding: ${xs}px ${s}px; selection-background-color: $ACCENT; selection-color: $SHEET;
}
QLineEdit, QComboBox, QDateEdit { min-height: ${control}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus {
    border: ${thin}px solid $ACCENT;
}
QLineEdit:read-only, QPlainTextEdit:read-only { background: $PAPER; color: $MUTED; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { background: $PAPER; color: #A09A92; }
QLineEdit[role="danger"], QComboBox[role="danger"], QPlainTextEdit[role="danger"] {
    border: ${thin}px solid $ERROR; background: $ERROR_PALE;
}
QLineEdit[role="warn"], QComboBox[role="warn"], QPlainTextEdit[role="warn"] { border: ${thin}px solid $WARN_LIGHT; }
QComboBox::drop-down { border: none; width: ${xl}px; }
QComboBox::down-arrow { image: url("$ICONS/chevron-down.svg"); width: ${m}px; height: ${m}px; }
QComboBox QAbstractItemView {
    background: $SHEET; border: ${hair}px solid $LINE; selection-background-color: $ACCENT_PALE; selection-color: $INK;
}
QCheckBox, QRadioButton { spacing: ${s}px; min-height: ${control}px; }
QCheckBox:focus, QRadioButton:focus { background: $SHADE; }
QCheckBox::indicator, QRadioButton::indicator { width: ${l}px; height: ${l}px; }

QAbstractItemView {
    background: $SHEET; alternate-background-color: $PAPER; border: ${hair}px solid $LINE;
    selection-background-color: $ACCENT_PALE; selection-color: $INK;
}
QTableView { gridline-color: $LINE; }
QListView::item, QTreeView::item { padding: ${s}px ${xs}px; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {
    background: $ACCENT_PALE; color: $INK;
}
QTableView:focus, QListView:focus, QTreeView:focus { border: ${hair}px solid $ACCENT; }
QHeaderView { background: $SHADE; border: none; }
QHeaderView::section {
    background: $SHADE; color: $INK; border: none; border-right: ${hair}px solid $LINE;
    border-bottom: ${hair}px solid $LINE; padding: ${s}px; font-weight: bold;
}
QTableCornerButton::section { background: $SHADE; border: none; }

QMenu { background: $SHEET; border: ${hair}px solid $LINE; padding: ${xs}px; }
QMenu::item { padding: ${s}px ${xl}px; border-radius: ${xs}px; }
QMenu::item:selected { background: $ACCENT_PALE; color: $INK; }
QMenu::item:disabled { color: $MUTED; }
QMenu::icon { padding-left: ${s}px; }
QMenu::separator { height: ${hair}px; background: $LINE; margin: ${xs}px; }
QTabWidget::pane { border: none; border-top: ${hair}px solid $LINE; }
QTabBar::tab { padding: ${s}px ${l}px; border: none; border-bottom: ${thin}px solid transparent; }
QTabBar::tab:selected { border-bottom-color: $ACCENT; color: $ACCENT; font-weight: bold; }
QTabBar::tab:focus { background: $SHADE; }
QProgressBar {
    border: ${hair}px solid $LINE; border-radius: ${xs}px; background: $SHEET; text-align: center;
    min-height: ${control}px;
}
QProgressBar::chunk { background: $ACCENT_PALE; border-radius: ${xs}px; }
QSplitter::handle { background: $LINE; }
QSplitter::handle:horizontal { width: ${hair}px; }
QGroupBox {
    border: ${hair}px solid $LINE; border-radius: ${s}px; margin-top: ${l}px; padding: ${m}px; background: $SHEET;
}
QGroupBox::title { subcontrol-origin: margin; left: ${m}px; padding: 0 ${xs}px; color: $MUTED; }

QLabel[role="title"] { font-size: ${title}pt; font-weight: bold; }
QLabel[role="subtitle"] { font-size: ${subtitle}pt; font-weight: bold; }
QLabel[role="section"] { font-weight: bold; color: $ACCENT; }
QLabel[role="hint"] { color: $MUTED; }
QLabel[role="number"] { font-size: ${number}pt; font-weight: bold; }
QLabel[role="good"], QPushButton[role="good"] { color: $GOOD; }
QLabel[role="warn"], QPushButton[role="warn"] { color: $WARN; }
QLabel[role="danger"] { color: $ERROR; }
QLabel[role="badge"] {
    background: $ACCENT; color: $SHEET; border-radius: ${m}px; padding: 0 ${s}px; font-weight: bold;
}
QLabel[role="chip"] { background: $SHADE; border-radius: ${m}px; padding: ${hair}px ${s}px; }
QFrame[role="card"] { background: $SHEET; border: ${hair}px solid $LINE; border-radius: ${s}px; }
QFrame[role="good"] { background: $GOOD_PALE; border-radius: ${s}px; }
QFrame[role="warn"] { background: $WARN_PALE; border-radius: ${s}px; }
QFrame[role="danger"] { background: $ERROR_PALE; border-radius: ${s}px; }
QLabel[role="good"], QLabel[role="warn"], QLabel[role="danger"] { background: transparent; }
QFrame[role="rule"] { background: $LINE; border: none; max-height: ${hair}px; }
QWidget[role="rail"], QWidget[role="top"], QWidget[role="foot"] { background: $SHADE; }
QWidget[role="top"] { border-bottom: ${hair}px solid $LINE; }
QWidget[role="foot"] { border-top: ${hair}px solid $LINE; }
QToolButton[role="rail"] {
    background: transparent; border: none; border-left: ${xs}px solid transparent; border-radius: 0;
    padding: ${s}px; text-align: left;
}
QToolButton[role="rail"]:hover { background: $LINE; }
QToolButton[role="rail"]:checked { background: $SHEET; border-left-color: $ACCENT; color: $ACCENT; font-weight: bold; }
QToolButton[role="rail"]:focus { background: $SHEET; }
QToolButton[role="rail"]::menu-indicator { image: none; }

QScrollBar:vertical { background: $PAPER; width: ${bar}px; margin: 0; }
QScrollBar:horizontal { background: $PAPER; height: ${bar}px; margin: 0; }
QScrollBar::handle { background: #C9C2B8; border-radius: ${xs}px; margin: ${thin}px; }
QScrollBar::handle:vertical { min-height: ${xl}px; }
QScrollBar::handle:horizontal { min-width: ${xl}px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $MUTED; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
""")


def stylesheet(points: float) -> str:
    """The sheet at a text size; the application's font must be set before, for the lengths are measured by it."""
    names = {name: value for name, value in vars(colours).items() if name.isupper() and isinstance(value, str)}
    lengths = {name: str(em(n)) for name, n in _SIZES.items()}
    fonts = {"title": points * 1.5, "subtitle": points * 1.18, "number": points * 1.9}
    return _SHEET.substitute(names, **lengths, **fonts, ICONS=(resources() / "icons").as_posix())
