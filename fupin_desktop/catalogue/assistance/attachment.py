"""A photo or scan that belongs to a record; its bytes are stored under their hash (reference: domain.md §8.4, C-23)."""

from dataclasses import dataclass

from fupin_desktop.fields.kinds import code, count, day, ref, text
from fupin_desktop.fields.spec import Stage


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """附件."""

    id: str

    household_id: str | None = ref("所属户", "household")
    owner_record: str | None = text("所属记录", max_length=40, help="如 visit, assistance_measure；空表示整户")
    owner_id: str | None = text("所属记录编号", max_length=36)
    kind: str | None = code("资料类型", "attachment_kind", needed=Stage.SUBMIT)
    title: str | None = text("名称", max_length=80, needed=Stage.SAVE)
    taken_on: str | None = day("拍摄或形成日期")
    blob: str | None = text("文件摘要", max_length=64, needed=Stage.SAVE, help="内容的 SHA-256")
    media_type: str | None = text("文件格式", max_length=40)
    byte_count: int | None = count("大小", unit="字节")
    preview: str | None = text("预览图摘要", max_length=64, help="小图内容的 SHA-256；同步时小图先到")
    file_name: str | None = text("原文件名", max_length=120)
    note: str | None = text("备注", max_length=200)
