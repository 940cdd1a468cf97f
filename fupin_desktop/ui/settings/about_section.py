"""关于: which program this is, where the registry lies, and under which licences its parts stand."""

from fupin_desktop.paths import resources
from fupin_desktop.ui.desk import Desk
from fupin_desktop.ui.messages import TITLE
from fupin_desktop.ui.settings.licences import licences
from fupin_desktop.ui.settings.section import Section
from fupin_desktop.ui.style.roles import button, label
from fupin_desktop.ui.tables.small_window import SmallWindow


class AboutSection(Section):
    """A few lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "关于")
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("fupin-desktop")
        except PackageNotFoundError:
            number = "（未安装）"
        self.body.addWidget(label(f"{TITLE}　版本 {number}"))
        self.body.addWidget(label("MIT 许可，免费使用，可以自由修改和再分发。"))
        self.body.addWidget(label(f"登记库位置：{desk.registry.folder}", "hint"))
        self.licences = button("所用软件和字体的许可……")
        self.add_row(self.licences)
        self.licences.clicked.connect(self._on_licences)

    def _on_licences(self) -> None:
        window = SmallWindow(self.window(), "所用软件和字体的许可", "", width=40, back="关闭")
        for name, licence, words in licences(resources()):
            window.body.addWidget(label(name, "section"))
            window.body.addWidget(label(f"{licence}　{words}", "hint"))
        window.open()
