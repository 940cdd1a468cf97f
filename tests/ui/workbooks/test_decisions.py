"""What a person has decided about an import: doubts settled, rows left out, and what will be written."""

from fupin_desktop.domain.staging.batch import Facts, Proposal, Source, StagedRow, State
from fupin_desktop.ui.workbooks.decisions import Decisions
from fupin_desktop.ui.workbooks.staged_columns import in_order

FILE = "户信息.xlsx"


def staged(
    kind: str, row_id: str, state: State, *proposals: str, reasons: tuple[str, ...] = (), **more: str
) -> StagedRow:
    facts = Facts(kind, row_id, {"name": row_id}, None, {"year": 2018})
    return StagedRow(
        kind,
        row_id,
        state,
        f"演示{row_id}",
        "",
        (Source(FILE, "户信息", int(more.get("row", "4"))),),
        tuple(Proposal(key, "", (facts,)) for key in proposals or ("new",)),
        reasons,
        more.get("home") or None,
        waits_for=more.get("waits_for", ""),
    )


DOUBT = ("同一编号在文件里有几行，内容不同（第4行、第5行）",)


def doubtful(row_id: str, row: int) -> StagedRow:
    reason = f"同一编号在文件里有几行，内容不同（第{row}行、第{row + 1}行）"
    keys = (f"{FILE}:{row}", f"{FILE}:{row + 1}")
    return staged("household", row_id, State.DOUBTFUL, *keys, reasons=(reason,), row=str(row))


def test_certain_rows_are_taken_unless_they_are_left_out() -> None:
    new, changed = staged("household", "a", State.NEW), staged("household", "b", State.CHANGED, "b")
    decisions = Decisions([new, changed, staged("household", "c", State.SAME, "c")])
    assert decisions.accepted == {"household:a", "household:b"}
    decisions.leave_out([new], is_out=True)
    assert decisions.accepted == {"household:b"}
    assert decisions.words(new) == "不要"
    decisions.leave_out([new], is_out=False)
    assert decisions.words(new) == "新增"


def test_a_doubt_is_open_until_it_is_settled_or_put_off() -> None:
    one, other = doubtful("a", 4), doubtful("b", 6)
    decisions = Decisions([one, other])
    assert decisions.open_doubts == 2
    assert decisions.accepted == frozenset()
    decisions.settle(one, one.proposals[1])
    decisions.settle(other, None)
    assert decisions.open_doubts == 0
    assert decisions.settled == {"household:a": f"{FILE}:5"}
    assert (decisions.words(one), decisions.words(other)) == ("已定", "先不要")


def test_the_same_doubt_elsewhere_is_settled_in_the_same_way() -> None:
    rows = [doubtful(str(n), 2 * n) for n in range(2, 6)]
    other = staged("household", "z", State.DOUBTFUL, "z", "new", reasons=("户主证件号码相同，户编号却不同",))
    decisions = Decisions([*rows, other])
    decisions.settle(rows[0], rows[0].proposals[1])
    assert decisions.settle_alike(rows[0]) == 3
    assert decisions.settled == {row.key: row.proposals[1].key for row in rows}
    assert not decisions.is_decided(other)


def test_who_waits_for_a_household_is_settled_with_it() -> None:
    home = staged("household", "h", State.DOUBTFUL, "new", reasons=("不知道属于哪个村",), home="h")
    person = staged("person", "p", State.DOUBTFUL, "new", reasons=("所在户还没有确定",), home="h", waits_for=home.key)
    decisions = Decisions([home, person])
    assert decisions.words(person) == "随户而定"
    decisions.settle(home, home.proposals[0])
    assert decisions.is_taken(person)
    assert decisions.summary() == "新增 1 户、1 人"


def test_the_summary_counts_what_will_be_written() -> None:
    rows = [staged("household", "a", State.NEW), staged("person", "b", State.CHANGED, "b"), doubtful("c", 8)]
    assert Decisions(rows).summary() == "新增 1 户，更新 1 人"
    assert Decisions([staged("household", "a", State.SAME, "a")]).summary() == ""


def test_decisions_outlive_a_new_comparison_as_far_as_they_make_sense() -> None:
    one, gone = doubtful("a", 4), doubtful("b", 6)
    decisions = Decisions([one, gone])
    decisions.settle(one, one.proposals[0])
    decisions.settle(gone, gone.proposals[0])
    anew = [doubtful("a", 4), staged("household", "b", State.CHANGED, "b")]
    carried = decisions.carry_to(anew)
    assert carried.settled == {"household:a": f"{FILE}:4"}


def test_people_stand_below_their_household() -> None:
    rows = [
        staged("household", "a", State.NEW, home="a"),
        staged("household", "b", State.NEW, home="b"),
        staged("person", "b1", State.NEW, home="b"),
        staged("person", "a1", State.NEW, home="a"),
        staged("helper", "x", State.NEW),
        staged("village", "v", State.NEW),
    ]
    assert [row.id for row in in_order(rows)] == ["v", "a", "a1", "b", "b1", "x"]
