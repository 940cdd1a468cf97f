"""The list for donors: what a household agreed to, and nothing that says who it is (domain.md §12)."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from fupin_desktop.db.registry import SqlRegistry, make_registry, open_registry
from fupin_desktop.domain.changes import Deed, Edit
from fupin_desktop.domain.errors import Refused
from fupin_desktop.domain.identity import yearly_id
from fupin_desktop.services.demo.fill import fill_with_demo
from fupin_desktop.services.save_records import save
from fupin_desktop.services.social_help import links_of, needs_list, suiting, write_needs_list


@pytest.fixture
def village(tmp_path: Path) -> Iterator[SqlRegistry]:
    make_registry(tmp_path / "registry", "demo")
    opened = open_registry(tmp_path / "registry", "demo")
    fill_with_demo(opened, households=6, seed=3)
    yield opened
    opened.close()


def code_of(registry: SqlRegistry) -> str:
    return registry.records("village")[0].village_code


def test_nobody_is_named_on_the_list_for_donors(village: SqlRegistry, tmp_path: Path) -> None:
    file = tmp_path / "needs.xlsx"
    assert write_needs_list(village, code_of(village), file) == 2
    with zipfile.ZipFile(file) as package:
        text = "".join(package.read(name).decode("utf-8", "ignore") for name in package.namelist())
    assert "大一新生路费和被褥" in text
    secrets = [one.name for one in village.records("person")]
    secrets += [value for one in village.records("person") for value in (one.id_number, one.person_phone) if value]
    secrets += [value for one in village.records("household") for value in (one.phone, one.bank_account) if value]
    assert [secret for secret in secrets if secret in text] == []


def test_a_household_that_takes_its_consent_back_is_gone_from_the_list(village: SqlRegistry) -> None:
    need = next(one for one in village.records("need") if one.household_id)
    save(village, [Edit("need", need.id, "has_consent", False)], title="不同意公开")
    assert [row[4] for row in needs_list(village, code_of(village))] == ["核桃两千斤找销路"]


def test_a_title_with_the_heads_name_is_refused(village: SqlRegistry) -> None:
    need = next(one for one in village.records("need") if one.household_id)
    head = village.household_rows([need.household_id])[0].head_name
    with pytest.raises(Refused) as refused:
        save(village, [Edit("need", need.id, "title", f"{head}家要棉被")], title="修改")
    assert [one.field for one in refused.value.problems] == ["title"]


@pytest.mark.parametrize("kind", ["member", "illness", "phone"])
def test_no_name_illness_or_number_gets_into_a_title_or_out_of_the_house(
    village: SqlRegistry, tmp_path: Path, kind: str
) -> None:
    need = next(one for one in village.records("need") if one.household_id)
    dossier = village.dossier(need.household_id, 2018)
    assert dossier is not None
    person = dossier.members[-1].person
    year_id = yearly_id("person_year", person.id, 2018)
    save(village, [Edit("person_year", year_id, "illness_name", "尿毒症")], title="患病", reason="核对")
    title = {"member": f"{person.name}上学", "illness": "尿毒症透析费", "phone": "棉被，电话 1990000 1234"}[kind]
    edits = [Edit("need", need.id, "title", title)]
    with pytest.raises(Refused) as refused:
        save(village, edits, title="修改")
    assert [one.field for one in refused.value.problems] == ["title"]

    village.write([(Deed(title="同步来的", region=code_of(village)), edits)])  # as it may come from another laptop
    with pytest.raises(Refused, match="清单没有写"):
        write_needs_list(village, code_of(village), tmp_path / "needs.xlsx")
    assert not (tmp_path / "needs.xlsx").exists()


def test_a_sheet_under_another_ending_is_refused(village: SqlRegistry, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="文件名请以"):
        write_needs_list(village, code_of(village), tmp_path / "needs.pdf")


def test_offers_are_found_for_open_needs_and_links_are_counted(village: SqlRegistry) -> None:
    found = {(one.need.title, one.offer.donor) for one in suiting(village, code_of(village))}
    assert ("核桃两千斤找销路", "太原演示超市") in found
    assert not any(title == "过冬棉被" for title, _ in found)  # it is closed
    links = links_of(village, code_of(village), 2018)
    assert len(links.led) == 2
    assert all(one.proceeds for one in links.led)
