"""What is kept beside the truth: drafts, waiting imports, who looked, what was printed, filters, findings, settings."""

import json

from fupin_desktop.db.registry import SqlRegistry
from tests.db.registries import VILLAGE, commits, edit


def test_a_half_typed_form_is_kept_replaced_and_forgotten(registry: SqlRegistry) -> None:
    registry.put_draft("household:h", {"address": "东"})
    registry.put_draft("household:h", {"address": "东沟", "seen": [["ab", 1]]})
    assert registry.drafts() == {"household:h": {"address": "东沟", "seen": [["ab", 1]]}}
    registry.put_draft("household:h", None)
    assert registry.drafts() == {}


def test_a_draft_is_no_save(registry: SqlRegistry) -> None:
    registry.put_draft("household:h", {"address": "东沟"})
    assert commits(registry) == []
    assert registry.record("household", "h") is None


def test_an_import_waits_until_somebody_decides(registry: SqlRegistry) -> None:
    registry.put_batch("one", "内容", "waiting")
    registry.put_batch("two", "内容", "waiting")
    registry.put_batch("one", "内容", "applied")
    assert [(batch, content) for batch, content, _ in registry.waiting_batches()] == [("two", "内容")]


def test_who_looked_at_a_masked_value_is_written_down(registry: SqlRegistry) -> None:
    registry.note_reading("person", "p", "id_number")
    found = registry.readings()[0]
    assert (found["user"], found["record"], found["record_id"], found["field"]) == (
        "张队员",
        "person",
        "p",
        "id_number",
    )


def test_the_latest_printing_of_each_paper_is_known(registry: SqlRegistry) -> None:
    for digest in ("one", "two"):
        registry.note_printed([{"paper": "card", "profile": "home", "household_id": "h", "digest": digest}])
    registry.note_printed([{"paper": "card", "profile": "wall", "household_id": "h", "digest": "wall"}])
    registry.note_printed([])
    assert {row["digest"] for row in registry.last_printed(["h"])} == {"two", "wall"}
    assert registry.last_printed(["other"]) == []
    assert len(registry.last_printed()) == 2


def test_a_filter_is_kept_under_its_name(registry: SqlRegistry) -> None:
    registry.put_filter("未脱贫", "{}")
    registry.put_filter("未脱贫", json.dumps({"poverty_status": ["0"]}))
    registry.put_filter("因病", "{}")
    registry.put_filter("因病", None)
    assert registry.filters() == {"未脱贫": '{"poverty_status": ["0"]}'}


def test_a_save_makes_the_findings_of_its_household_out_of_date_and_of_no_other(registry: SqlRegistry) -> None:
    for household in ("h1", "h2"):
        edit(registry, "household", household, village_code=VILLAGE)
        edit(registry, "person", f"p-{household}", name="张演示")
        edit(registry, "membership", f"m-{household}", household_id=household, person_id=f"p-{household}")
    assert registry.unchecked() == ["h1", "h2"]
    rows = [{"household_id": one, "rule": "E1", "level": "E", "content": "{}"} for one in ("h1", "h2")]
    registry.put_findings(["h1", "h2"], rows)
    assert registry.unchecked() == []
    edit(registry, "person", "p-h1", name="张演士")
    assert registry.unchecked() == ["h1"]
    assert [row["household_id"] for row in registry.findings()] == ["h2"]
    assert registry.findings(["h1"]) == []


def test_a_household_without_findings_counts_as_checked(registry: SqlRegistry) -> None:
    edit(registry, "household", "h", village_code=VILLAGE)
    registry.put_findings(["h"], [])
    assert registry.unchecked() == []


def test_a_setting_is_kept(registry: SqlRegistry) -> None:
    assert registry.setting("region") is None
    registry.put_setting("region", VILLAGE)
    registry.put_setting("region", "141124199202")
    assert registry.setting("region") == "141124199202"
