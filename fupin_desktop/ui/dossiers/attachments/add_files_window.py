"""Adding photos and scans: which kind of paper, its name, its day. Reducing and storing is the service's work."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.domain.identity import new_id
from fupin_desktop.services.attach_files import attach
from fupin_desktop.services.save_records import Saved
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.dossiers.open_dossier import OpenDossier
from fupin_desktop.ui.forms.form import Form
from fupin_desktop.ui.forms.form_window import FormWindow
from fupin_desktop.ui.forms.opened_record import OpenedRecord
from fupin_desktop.ui.style.roles import label
from fupin_desktop.ui.tasks import Cancelled, Progress

MOST_NAMED = 6
Added = tuple[list[Saved], list[str]]  # what was kept, and the sentences about what was not


class AddFilesWindow(FormWindow):
    """Signals:
    added: the files were kept (the sentence to say).
    """

    added = Signal(str)

    def __init__(self, desk: Desk, shown: OpenDossier, files: list[Path], parent: QWidget) -> None:
        super().__init__(parent, f"添加 {len(files)} 个文件", "添加", width=40)
        self._desk, self._shown, self._files = desk, shown, files
        named = [file.name for file in files[:MOST_NAMED]]
        more = f"等 {len(files)} 个" if len(files) > MOST_NAMED else ""
        self.form = Form(desk, "attachment", placed="attaching", keeps_drafts=False)
        self.form.show_record(OpenedRecord("attachment", new_id()), year=shown.year)
        self.form.suggest({"title": files[0].stem[:80]} if len(files) == 1 else {})
        self.wrong = label("", "danger")
        self.wrong.hide()
        self.hold(label("、".join(named) + more, "hint"), self.form, self.wrong)
        self.form.finished.connect(self.yes.setFocus)
        self.yes.clicked.connect(self._on_yes)
        desk.tasks.idle.connect(self._on_idle)
        self.form.focus_field("kind")

    def _on_yes(self) -> None:
        values = {name: box.editor.value() for name, box in self.form.boxes.items() if not box.editor.problem()}
        if len(values) < len(self.form.boxes) or values["kind"] is None:
            self.wrong.setText("请选资料类型。" if values.get("kind") is None else "有一栏填得不对，请看红字。")
            self.wrong.show()
            return
        registry, newest, files = self._desk.registry, self._shown.newest, self._files
        kind, title, taken_on = values["kind"], values["title"], values["taken_on"]

        def work(progress: Progress, cancelled: Cancelled) -> Added:
            kept: list[Saved] = []
            refused: list[str] = []
            for number, file in enumerate(files, 1):
                if cancelled():
                    break
                name = title if len(files) == 1 else f"{title}（{number}）" if title else file.stem[:80]
                try:
                    kept.append(attach(registry, newest, file, kind=kind, title=name or "", taken_on=taken_on))
                except (Refused, Unavailable) as error:
                    refused.append(str(error))
                progress(number, len(files))
            return kept, refused

        self.yes.setEnabled(False)  # a second press would keep every file twice
        self._desk.tasks.long(self, "正在收存照片和扫描件……", work, self._on_added)

    def _on_idle(self) -> None:
        self.yes.setEnabled(self._desk.tasks.wait_idle())

    def _on_added(self, result: Added) -> None:
        kept, refused = result
        touched = frozenset(one for saved in kept for one in saved.touched)
        if touched:
            self._desk.records_changed.emit(touched)
        if refused:
            self._files = []
            self.wrong.setText("\n".join(refused))
            self.wrong.show()
            self.yes.hide()
        self.added.emit(f"已添加 {len(kept)} 个文件" + (f"，{len(refused)} 个没有收。" if refused else "。"))
        if not refused:
            self.accept()
