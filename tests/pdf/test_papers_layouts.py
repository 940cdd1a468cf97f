"""Layout files name only what is registered; a user's own settings lie over them and can be taken back."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from fupin_desktop.catalogue import RECORDS
from fupin_desktop.domain.errors import Refused
from fupin_desktop.fields.spec import Kind, Stage
from fupin_desktop.pdf.facts import fact
from fupin_desktop.pdf.fonts import missing_characters
from fupin_desktop.pdf.layout_files import SETTINGS, Adjustable, adjust, load, reset, settings, standard_file
from fupin_desktop.pdf.papers import PAPERS
from fupin_desktop.pdf.wall import MAY_HANG_OUTSIDE
from tests.pdf import builders
from tests.pdf.printing import ink_box, printed


def test_there_is_a_layout_for_every_paper_and_a_paper_for_every_layout() -> None:
    folder = standard_file("help_card").parent
    assert {path.stem for path in folder.glob("*.toml")} == set(PAPERS)


@pytest.mark.parametrize("paper", list(PAPERS))
def test_a_layout_names_only_what_is_registered_or_told(paper: str) -> None:
    layout = load(paper)
    places = [place for block in layout.blocks for place in (*block.columns, *(p for row in block.rows for p in row))]
    for place in (*places, *layout.under_title):
        record, _, field = place.fact.partition(".")
        assert fact(place.fact).label
        if record in RECORDS:
            assert field in RECORDS[record].by_name


def test_the_registration_form_has_every_field_that_must_be_filled() -> None:
    blocks = load("registration_form").blocks
    shown = {place.fact for block in blocks for place in (*block.columns, *(p for row in block.rows for p in row))}
    told_otherwise = {"assistance_plan.responsible", "assistance_measure.provider"}  # with the unit's name if blank
    records = [name for name in RECORDS if name.startswith(("household_", "person", "membership", "assistance_"))]
    needed = {
        f"{record}.{spec.name}"
        for record in records
        for spec in RECORDS[record].fields
        if spec.needed is Stage.SUBMIT and spec.kind is not Kind.REF
    }
    assert needed - shown - told_otherwise == set()


@pytest.mark.parametrize("paper", list(PAPERS))
def test_every_block_of_a_layout_is_in_its_order(paper: str) -> None:
    import tomllib

    table = tomllib.loads(standard_file(paper).read_text(encoding="utf-8"))
    assert sorted(table["order"]) == sorted(table["blocks"])


@pytest.mark.parametrize("paper", list(PAPERS))
def test_the_words_of_a_layout_can_be_drawn(paper: str) -> None:
    assert missing_characters(standard_file(paper).read_text(encoding="utf-8")) == set()


def test_what_may_hang_outside_exists() -> None:
    for name in MAY_HANG_OUTSIDE:
        assert fact(name)


def test_labels_come_from_the_catalogue_with_their_unit() -> None:
    assert fact("household_conditions.cultivated_land").label == "耕地面积（亩）"
    assert fact("person.name").label == "姓名"


@pytest.mark.parametrize("paper", list(PAPERS))
def test_a_place_for_a_seal_is_forty_five_millimetres_wide_and_high(paper: str) -> None:
    from fupin_desktop.pdf.blocks.signatures import signatures, widths
    from fupin_desktop.pdf.frame import MM, frame_of

    layout = load(paper)
    frame = frame_of(layout)
    for block in layout.blocks:
        if any(box.seal for box in block.boxes):
            assert signatures(layout, block, frame, 2018).height >= 45 * MM
            for box, wide in zip(block.boxes, widths(block.boxes, frame.width), strict=True):
                assert wide >= 45 * MM or not box.seal
            assert sum(widths(block.boxes, frame.width)) == pytest.approx(frame.width)


def test_a_setting_changes_the_paper_and_reset_takes_it_back(tmp_path: Path) -> None:
    target = tmp_path / "card.pdf"

    def left() -> float:
        printed(target, "help_card", [builders.a_dossier()], layout_overrides=tmp_path / "own")
        return ink_box(target, 0)[0]

    before = left()
    adjust("help_card", tmp_path / "own", {"page.margin_left_mm": 30})
    assert left() - before == pytest.approx(12, abs=0.3)
    assert reset("help_card", tmp_path / "own")
    assert left() == before
    assert not reset("help_card", tmp_path / "own")


def test_settings_are_kept_together_and_equal_ones_are_not_written(tmp_path: Path) -> None:
    adjust("plan_table", tmp_path, {"rows.height_mm": 10, "rows.shrink": False})
    adjust("plan_table", tmp_path, {"type.value": 11})
    now = settings("plan_table", tmp_path)
    assert (now["rows.height_mm"], now["rows.shrink"], now["type.value"]) == (10, False, 11)
    adjust("plan_table", tmp_path, {"rows.height_mm": settings("plan_table")["rows.height_mm"]})
    assert "height_mm" not in (tmp_path / "plan_table.toml").read_text(encoding="utf-8")
    assert settings("plan_table", tmp_path)["type.value"] == 11


def test_a_pre_printed_sheet_is_met_by_nudging_everything(tmp_path: Path) -> None:
    target = tmp_path / "card.pdf"
    printed(target, "help_card", [builders.a_dossier()])
    before = ink_box(target, 0)
    adjust("help_card", tmp_path, {"page.nudge_right_mm": 4, "page.nudge_down_mm": -5})
    printed(target, "help_card", [builders.a_dossier()], layout_overrides=tmp_path)
    left, top, right, bottom = ink_box(target, 0)
    assert (left - before[0], right - before[2]) == pytest.approx((4, 4), abs=0.3)
    assert (top - before[1], bottom - before[3]) == pytest.approx((-5, -5), abs=0.3)


def test_a_file_of_one_s_own_changes_a_single_key(tmp_path: Path) -> None:
    (tmp_path / "roster.toml").write_text(
        'title = "扶贫对象花名册"\n[blocks.everyone]\nheight_mm = 9\n', encoding="utf-8"
    )
    own, standard = load("roster", tmp_path), load("roster")
    assert own.title == "扶贫对象花名册"
    assert own.blocks[0].height_mm == 9
    assert own.blocks[0].columns == standard.blocks[0].columns
    target = tmp_path / "roster.pdf"
    printed(target, "roster", [builders.a_dossier()], layout_overrides=tmp_path)
    assert "扶贫对象花名册" in PdfReader(target).pages[0].extract_text()


def test_without_shrinking_long_text_grows_its_row_instead(tmp_path: Path) -> None:
    adjust("help_card", tmp_path, {"rows.shrink": False})
    assert load("help_card", tmp_path).smallest == load("help_card").type.value
    assert load("help_card").smallest < load("help_card").type.value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[page]\nmargin_left_mm = 90\n", "左边距（毫米）"),
        ("[page]\nmargin_left_mm = 60\nmargin_right_mm = 60\n", "没有地方"),
        ("[page]\nmargin_left = 20\n", "page.margin_left "),
        ("[rows]\nheight_mm = '高'\n", "rows.height_mm"),
        ("[blocks.team]\nrows = [['contacts.mayor']]\n", "contacts.mayor"),
        ("[blocks.members]\ncolumns = ['person.shoe_size']\n", "person.shoe_size"),
        ("[blocks.members]\nof = 'neighbours'\n", "blocks.members.of"),
        ("[blocks.members]\nkind = 'poem'\n", "blocks.members.kind"),
        ("order = ['household', 'garden']\n", "garden"),
        ("title = \n", "读不懂"),
    ],
)
def test_a_faulty_file_is_refused_with_the_key_and_the_way_back(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "help_card.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        printed(tmp_path / "card.pdf", "help_card", [builders.a_dossier()], layout_overrides=tmp_path)
    assert reason in str(refused.value)
    assert "恢复标准版式" in str(refused.value)
    assert not (tmp_path / "card.pdf").exists()


@pytest.mark.parametrize(
    "changes", [{"type.value": 99}, {"type.colour": 1}, {"page.margin_left_mm": 60, "page.margin_right_mm": 60}]
)
def test_a_setting_that_cannot_be_is_refused_and_not_kept(tmp_path: Path, changes: dict[str, float]) -> None:
    with pytest.raises(Refused):
        adjust("help_card", tmp_path, changes)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_every_setting_can_be_taken_to_its_ends_and_the_paper_still_prints(tmp_path: Path, setting: Adjustable) -> None:
    for value in (setting.least, setting.most):
        own = bool(value) if setting.key == "rows.shrink" else value
        adjust("help_card", tmp_path, {setting.key: own})
        assert printed(tmp_path / "card.pdf", "help_card", [builders.a_dossier()], layout_overrides=tmp_path).pages
