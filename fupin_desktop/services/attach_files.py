"""Photos and scans: camera-size pictures are reduced, everything is kept under the hash of its content."""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from fupin_desktop.catalogue.assistance.attachment import Attachment
from fupin_desktop.domain.changes import Edit
from fupin_desktop.domain.dossier import Dossier
from fupin_desktop.domain.errors import Refused, Unavailable
from fupin_desktop.domain.identity import new_id
from fupin_desktop.services.pdf_pictures import page_picture
from fupin_desktop.services.ports import Registry
from fupin_desktop.services.save_records import Saved, save

LONGEST_SIDE = 1600  # a page of A4 at 140 dpi: small print on a photographed paper stays readable
THUMBNAIL_SIDE = 320
PREVIEWS = ((320, 60), (240, 50), (160, 40))  # side and quality, the first that is small enough
MOST_PREVIEW = 12_000  # bytes: two seconds of a modem's line
MOST_BYTES = 40 * 2**20
MOST_PIXELS = 120_000_000
JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
PICTURES = {"JPEG": JPEG, "PNG": PNG, "WEBP": "image/webp", "BMP": "image/bmp", "TIFF": "image/tiff"}


def attach(
    registry: Registry,
    dossier: Dossier,
    file: Path,
    *,
    kind: str,
    title: str,
    taken_on: str | None = None,
    owner_record: str = "",
    owner_id: str = "",
) -> Saved:
    """Keep a photo or scan with the household, or with one of its records. Refused if it is neither."""
    content, media_type, shot_on = reduced(_bytes_of(file), file.name)
    small = preview_of(content, media_type)
    values = {
        "household_id": dossier.household.id,
        "owner_record": owner_record or None,
        "owner_id": owner_id or None,
        "kind": kind,
        "title": title or file.stem,
        "taken_on": taken_on or shot_on,
        "blob": registry.blobs.put(content),
        "preview": registry.blobs.put(small) if small else None,
        "media_type": media_type,
        "byte_count": len(content),
        "file_name": file.name[:120],
    }
    record_id = new_id()
    edits = [Edit("attachment", record_id, name, value) for name, value in values.items() if value is not None]
    return save(
        registry,
        edits,
        title=f"附件：{values['title']}（{dossier.head_name}户）",
        region=dossier.household.village_code or "",
    )


def content(registry: Registry, attachment: Attachment) -> bytes:
    """The bytes of an attachment; Unavailable if they are not on this machine."""
    return registry.blobs.get(attachment.blob or "")


def thumbnail(registry: Registry, attachment: Attachment) -> bytes:
    """A small JPEG of a picture, of a PDF its first page; the preview, where only that has come so far."""
    if is_only_preview(registry, attachment):
        return registry.blobs.get(attachment.preview or "")
    return _small(content(registry, attachment), attachment.media_type or "", THUMBNAIL_SIDE, 80)


def is_only_preview(registry: Registry, attachment: Attachment) -> bool:
    """Whether the preview has come, and the photo not yet."""
    blobs = registry.blobs
    return bool(attachment.preview) and blobs.has(attachment.preview or "") and not blobs.has(attachment.blob or "")


def preview_of(data: bytes, media_type: str) -> bytes:
    """A JPEG that travels before the photo; nothing where the photo is hardly larger itself."""
    for side, quality in PREVIEWS:
        small = _small(data, media_type, side, quality)
        if len(small) <= MOST_PREVIEW:
            return small if len(small) * 2 < len(data) else b""
    return b""


def _small(data: bytes, media_type: str, side: int, quality: int) -> bytes:
    if media_type == PDF:
        data = page_picture(data, 0, scale=1)
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        small = picture.convert("RGB")
        small.thumbnail((side, side))
        out = io.BytesIO()
        small.save(out, "JPEG", quality=quality)
    return out.getvalue()


def missing_contents(registry: Registry, attachments: Sequence[Attachment]) -> list[Attachment]:
    """Attachments whose bytes are not on this machine."""
    return [one for one in attachments if not one.blob or not registry.blobs.has(one.blob)]


def reduced(data: bytes, name: str) -> tuple[bytes, str, str | None]:
    """(content, media type, day it was taken) of a file: a picture upright and no larger than needed."""
    if data.startswith(b"%PDF-"):
        page_picture(data, 0, scale=0.1)  # proves that it opens
        return data, PDF, None
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.format not in PICTURES or picture.width * picture.height > MOST_PIXELS:
                raise Refused(f"「{name}」不能收作附件。请用 JPG、PNG 照片或 PDF 扫描件，边长不要超过一万像素。")
            shot_on = _shot_on(picture.getexif().get_ifd(0x8769).get(0x9003))
            if max(picture.size) <= LONGEST_SIDE and picture.format in ("JPEG", "PNG"):
                picture.load()
                return data, PICTURES[picture.format], shot_on
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            out = io.BytesIO()
            upright.convert("RGB").save(out, "JPEG", quality=85, optimize=True)
            return out.getvalue(), JPEG, shot_on
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused(f"「{name}」不是照片或 PDF，或文件已损坏。请重新拍照或扫描后再添加。") from None


def _shot_on(stamp: object) -> str | None:
    day = str(stamp or "")[:10].replace(":", "-")
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        return None


def _bytes_of(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_BYTES:
            raise Refused(f"「{file.name}」超过 {MOST_BYTES // 2**20} MB，太大了。请拍小一些或分开扫描。")
        return file.read_bytes()
    except FileNotFoundError:
        raise Refused(f"没有找到「{file.name}」。请检查 U 盘或手机是否已拔出。") from None
    except OSError as error:
        raise Unavailable(f"「{file.name}」读不出来（{error.strerror}）。请换个位置再试。") from error
