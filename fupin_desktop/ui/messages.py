"""How a refusal, an unavailable world and a bug look: one sentence, what to do, no jargon."""

from PySide6.QtWidgets import QInputDialog, QMessageBox, QWidget

from fupin_desktop.domain.errors import Refused, Unavailable

TITLE = "驻村帮扶工作台"
MOST_SHOWN = 12


def explain(parent: QWidget, error: Refused | Unavailable) -> None:
    """Say what was refused or not possible, and where."""
    box = QMessageBox(parent)
    box.setWindowTitle(TITLE)
    box.setIcon(QMessageBox.Icon.Warning if isinstance(error, Refused) else QMessageBox.Icon.Critical)
    box.setText(str(error))
    problems = getattr(error, "problems", ())
    if problems:
        lines = [f"· {problem.message}" for problem in problems[:MOST_SHOWN]]
        more = len(problems) - MOST_SHOWN
        box.setInformativeText("\n".join([*lines, *([f"……另有 {more} 处"] if more > 0 else [])]))
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.open()


def confess(parent: QWidget, error: BaseException) -> None:
    """Say honestly that the program made a mistake; nothing that was saved is lost by it."""
    box = QMessageBox(parent)
    box.setWindowTitle(TITLE)
    box.setIcon(QMessageBox.Icon.Critical)
    box.setText("程序出了错，刚才这一步没有完成。已保存的内容没有丢失。")
    box.setInformativeText("请关闭程序再打开。若再次出现，请把下面的说明发给县里的技术人员。")
    box.setDetailedText(f"{type(error).__name__}")
    box.addButton("知道了", QMessageBox.ButtonRole.AcceptRole)
    box.open()


def confirm(parent: QWidget, question: str, yes: str, detail: str = "") -> bool:
    """Ask before something that the person may not have meant; the safe answer is the default."""
    box = QMessageBox(parent)
    box.setWindowTitle(TITLE)
    box.setIcon(QMessageBox.Icon.Question)
    box.setText(question)
    box.setInformativeText(detail)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton("返回", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refuse)
    box.exec()
    return box.clickedButton() is accept


def ask_reason(parent: QWidget, years: str, yes: str) -> str:
    """The reason without which nothing of a sealed year is changed; "" if the person would rather not."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(TITLE)
    dialog.setLabelText(
        f"{years}已封年：改动作为补记保存，记下日期、经办人和原因。\n请写明补记原因，如：核对户口本后更正。"
    )
    dialog.setOkButtonText(yes)
    dialog.setCancelButtonText("返回")
    return dialog.textValue().strip() if dialog.exec() else ""
