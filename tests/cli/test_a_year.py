"""A year in a village by command: identified, paired, planned, helped in four ways, visited, published, exited, sealed.

Every figure at the end is counted by hand: one household of two persons, one road, one helper.
"""

from pathlib import Path

from fupin_desktop.domain.id_number import check_character
from tests.cli.conftest import VILLAGE, Answer, Fupin

HOME = "81411990000001"


def number(body: str) -> str:
    return body + check_character(body)


FATHER, SON = number("14119919780102003"), number("14119920000304001")


def done(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def sheet(folder: Path, name: str, *rows: str) -> Path:
    file = folder / f"{name}2018.csv"
    file.write_text("\n".join(rows), "utf-8-sig")
    return file


def identified(fupin: Fupin, folder: Path) -> None:
    """Registered from two sheets, then identified with two publicities and one announcement."""
    persons = sheet(
        folder,
        "贫困人口信息",
        "户编号,姓名,证件号码,与户主关系,在校生状况,健康状况,年度",
        f"{HOME},张演示,{FATHER},户主,,健康,2018",
        f"{HOME},张小满,{SON},之子,高职高专一年级,健康,2018",
    )
    helpers = sheet(
        folder,
        "帮扶责任人结对查询",
        "户编号,单位名称,姓名,联系人电话,帮扶开始时间",
        f"{HOME},临县演示局,王演示,19900001111,2018-01",
    )
    done(fupin("import", persons, helpers, "--year", "2018", "--apply"))
    case = done(fupin("start-procedure", "identification", HOME, "--year", "2018", "--json")).json["case"]
    for step, *values in (
        ("application", "done_on=2018-01-08", "is_signed=是"),
        ("visit", "done_on=2018-01-10", "exclusions_checked=是"),
        ("appraisal", "done_on=2018-01-15", "entitled=40", "present=36", "votes_for=35", "votes_against=1"),
        ("first_notice", "done_on=2018-01-16", "until=2018-01-23", "place=公示栏", "objections=无"),
        ("township", "done_on=2018-01-25", "result=通过", "opinion=同意"),
        ("second_notice", "done_on=2018-01-26", "until=2018-02-02", "place=公示栏", "objections=无"),
        ("county", "done_on=2018-02-06", "result=通过", "document_no=临扶发〔2018〕3号"),
        ("announcement", "done_on=2018-02-07", "until=2018-02-14", "place=公示栏"),
    ):
        done(fupin("record-step", case, step, *values))
    done(fupin("decide-procedure", case, "通过", "--on", "2018-02-15", "--document", "临扶发〔2018〕3号"))


def helped(fupin: Fupin) -> None:
    """Planned; industry, education, a loan and a move; a road with its money; visited."""
    planned = ["target=年底脱贫", "content=核桃三亩", "ends_on=2018-10-31", "year=2018", "done_on=2018-10-20"]
    done(fupin("add", "assistance_plan", HOME, *planned))
    coop = done(fupin("add", "entity", VILLAGE, "kind=农民专业合作社", "name=核桃合作社", "is_leading=是", "--json"))
    own = [
        f"entity_id={coop.json['record'].partition(':')[2]}",
        "kind=股份合作",
        "contract_no=1",
        "started_on=2018-03-01",
    ]
    link = done(fupin("add", "interest_link", VILLAGE, f"household_id={HOME}", *own, "share_amount=2000", "--json"))
    of_link = f"link_id={link.json['record'].partition(':')[2]}"
    done(fupin("add", "link_income", VILLAGE, of_link, "year=2018", "share_proceeds=200", "wage_proceeds=1800"))
    aid = [
        f"person_id={SON}",
        "aid_type=雨露计划",
        "school_year=2018",
        "school_name=演示学院",
        "school_status=高职高专一年级",
    ]
    done(fupin("add", "education_aid", HOME, *aid, "amount=3000", "applied_on=2018-09-03"))
    loan = ["amount=30000", "started_on=2018-04-01", "due_on=2020-04-01", f"borrower_id={FATHER}", "status=正常"]
    done(fupin("add", "micro_loan", HOME, *loan))
    move = ["persons=2", "house_area=50", "agreement_on=2018-03-01", "moved_in_on=2018-09-01", "self_raised=5000"]
    done(fupin("add", "relocation", HOME, "plan_year=2018", *move))
    road = done(
        fupin(
            "add", "sector_project", VILLAGE, "year=2018", "sector=道路", "name=通村路", "funds_approved=1000", "--json"
        )
    )
    of_road = f"project_id={road.json['record'].partition(':')[2]}"
    given = ["year=2018", "source=省级", "amount=1000", "arrived_amount=800"]
    done(fupin("add", "fund_allocation", VILLAGE, of_road, *given))
    done(fupin("add", "fund_payment", VILLAGE, of_road, "paid_on=2018-06-01", "amount=600", "payee=演示公司"))
    refused = fupin("add", "fund_payment", VILLAGE, of_road, "paid_on=2018-06-02", "amount=401", "payee=演示公司")
    assert refused.code == 1
    assert "批复1000元" in refused.err
    measure = ["done_on=2018-05-01", "content=发核桃苗", "category=产业扶贫"]
    done(fupin("add", "assistance_measure", HOME, *measure))
    done(fupin("add", "visit", HOME, "visited_on=2018-06-10", "content=入户", "visitor=王演示"))


def exited(fupin: Fupin) -> None:
    """From the first meeting to the announcement."""
    case = done(fupin("start-procedure", "exit", HOME, "--year", "2018", "--json")).json["case"]
    yes = [f"{name}_ok=是" for name in ("income", "food", "clothes", "education", "medical", "housing", "water")]
    for step, *values in (
        ("meeting", "done_on=2018-03-12", "place=村委会", "present=20"),
        ("appraisal", "done_on=2018-03-20", "entitled=40", "present=36", "votes_for=30", "votes_against=6"),
        ("marked", "done_on=2018-03-28"),
        ("check", "done_on=2018-10-10", *yes),
        ("signature", "done_on=2018-10-12", "is_signed=是"),
        ("notice", "done_on=2018-10-15", "until=2018-10-22", "place=公示栏", "objections=无"),
        ("township", "done_on=2018-10-24", "result=通过", "opinion=同意"),
        ("county", "done_on=2018-11-02", "result=通过", "document_no=临扶发〔2018〕46号"),
        ("announcement", "done_on=2018-11-05", "until=2018-11-12", "place=公示栏"),
    ):
        done(fupin("record-step", case, step, *values))
    done(fupin("set", f"household_year:{HOME}:2018", "planned_exit_year=2018"))
    done(fupin("decide-procedure", case, "通过", "--on", "2018-11-13"))


def test_a_year_from_identification_to_the_assessment(empty: Fupin, tmp_path: Path) -> None:
    identified(empty, tmp_path)
    shown = done(empty("show", HOME, "--year", "2018", "--json")).json
    assert shown["household_year"]["poverty_status_label"] == "未脱贫"
    assert [one["helper"]["name"] for one in shown["helpers"]] == ["王演示"]
    helped(empty)
    exited(empty)

    year = done(empty("show", HOME, "--year", "2018", "--json")).json["household_year"]
    assert (year["poverty_status"], year["exit_year"]) == ("1", 2018)
    (links,) = done(empty("links", "--year", "2018", "--json")).json
    assert [(one["name"], len(one["households"]), one["proceeds"]) for one in links["entities"]] == [
        ("核桃合作社", 1, "2000")
    ]
    of_household = {one["record"]: one for one in done(empty("show", HOME, "--json")).json["book"]}
    assert set(of_household) == {"interest_link", "link_income", "procedure_case"}
    assert of_household["link_income"]["wage_proceeds"] == "1800"
    (money,) = done(empty("funds", "--json")).json
    assert (money["whole"]["approved"], money["whole"]["arrived"], money["whole"]["paid"]) == ("1000", "800", "600")
    assert (money["whole"]["arrival_rate"], money["whole"]["payment_rate"]) == ("80", "75")
    (goal,) = done(empty("targets", "--json")).json
    assert (goal["planned"], goal["exited"], goal["city_growth"]) == (1, 1, None)

    done(empty("set", f"village_year:{VILLAGE}:2018", "sealed_on=2019-01-12", "sealed_by=样板乡扶贫站"))
    sealed = empty("set", f"household_year:{HOME}:2018", "main_cause=因病")
    assert sealed.code == 1
    assert "已封年" in sealed.err

    (told,) = done(empty("assess", "--year", "2018", "--json")).json
    counted = {one["key"]: (one["part"], one["whole"], one["score"]) for one in told["indicators"]}
    assert counted["exits"] == ("1", "1", "30")
    assert counted["paired"] == ("1", "1", "10")
    assert counted["plans"] == ("1", "1", "10")
    assert counted["visited"] == ("1", "1", "5")
    assert counted["helped"] == ("0", "0", None)  # nobody is poor any more
    assert counted["funds"] == ("600", "800", "8.3")  # 10 × 75 % ÷ 90 %
    (own,) = done(empty("assess", "--level", "household", "--year", "2018", "--json")).json
    assert (own["name"], own["score"]) == ("张演示户", "88.2")  # 75 of the 85 that count: fields are missing
    flow = {one["year"]: one for one in done(empty("flow", "--json")).json}
    assert flow[2018]["exited"] == 1
    verified = done(empty("verify", "--json")).json
    assert not verified["differences"]
