"""Checks of identity numbers and certificates (docs/checks.md). Numbers are read, never corrected."""

from collections.abc import Iterator
from datetime import date, timedelta

from fupin_desktop.domain import id_number
from fupin_desktop.domain.checks.case import Case
from fupin_desktop.domain.checks.meanings import DISABILITY_CERTIFICATE, DISABLED
from fupin_desktop.domain.checks.register import Level, Remark, check
from fupin_desktop.domain.checks.subject import Subject, whole_number
from fupin_desktop.domain.checks.wording import said

NUMBER = "person.id_number"
TYPE = "person.id_type"
HEALTH = "person_year.health_status"
LOOK = "请核对证件原件。"


@check("I01", level=Level.M, title="证件号码没有填", source="R18", fields=(NUMBER,))
def number_is_given(case: Case) -> Iterator[Remark]:
    """Blank, or one character repeated to get past a form."""
    for one in case.subjects:
        if not one.number:
            yield one.remark(NUMBER, "证件号码没有填。请补上；还没有上户口的，先催办户口。")
        elif _is_filler(one.number):
            yield one.remark(NUMBER, f"证件号码填的是“{one.number[:4]}”，等于没有填。请补上真实号码。")


@check("I02", level=Level.E, title="证件号码位数不对", source="R18", fields=(NUMBER,))
def number_has_a_length(case: Case) -> Iterator[Remark]:
    """15, 18, 20 or 22 characters."""
    lengths = case.parameters("I02")["lengths"]
    for one in _with_numbers(case):
        if len(one.number) not in lengths:
            yield one.remark(NUMBER, f"证件号码有{len(one.number)}位，身份证应为18位，残疾人证应为20位。{LOOK}")


@check("I03", level=Level.E, title="证件号码里有不该有的字符", source="design", fields=(NUMBER,))
def number_is_of_digits(case: Case) -> Iterator[Remark]:
    """Digits; the 18th may be X; what follows 20 characters is the reissue mark and may be a letter."""
    for one in _with_numbers(case):
        if len(one.number) in id_number.LENGTHS and not _reads_well(one.number):
            yield one.remark(
                NUMBER,
                f"证件号码{id_number.masked(one.number)}里有不是数字的字符（只有第18位可以是X）。{LOOK}",
            )


@check("I04", level=Level.E, title="证件号码校验位不对", source="R18", fields=(NUMBER,))
def number_has_its_check(case: Case) -> Iterator[Remark]:
    """GB 11643: the 18th character follows from the others."""
    for one in _with_numbers(case):
        number = one.number
        if len(number) > 15 and _reads_well(number) and not id_number.has_good_check(number):
            yield one.remark(NUMBER, f"证件号码{id_number.masked(number)}的校验位不对，至少有一位写错了。{LOOK}")


@check("I05", level=Level.E, title="证件号码里的出生日期不可能", source="design", fields=(NUMBER,))
def number_has_a_birth_day(case: Case) -> Iterator[Remark]:
    """No such day, or later than the registry can know of; a child born since the year's end is let pass."""
    horizon = max(case.day, case.context.horizon or case.day)
    latest = horizon + timedelta(days=case.parameters("I05")["grace_days"])
    for one in _with_numbers(case):
        if len(one.number) in id_number.LENGTHS and _reads_well(one.number):
            born = id_number.birth_day(whole_number(one.number))
            if born is None or born > latest:
                yield one.remark(NUMBER, f"证件号码里的出生日期是{_birth_digits(one.number)}，{_why(born)}。{LOOK}")


@check(
    "I06",
    level=Level.W,
    title="性别与证件号码不符",
    source="design",
    fields=(NUMBER, "person.sex"),
)
def number_fits_sex(case: Case) -> Iterator[Remark]:
    """The 17th digit is odd for men."""
    for one in _with_numbers(case):
        if one.sex in ("1", "2") and _reads_well(one.number):
            by_number = id_number.sex(one.number)
            if by_number and by_number != one.sex:
                place = 15 if len(one.number) == 15 else 17
                yield one.remark(
                    "person.sex",
                    f"证件号码第{place}位是{'单' if by_number == '1' else '双'}数，应为"
                    f"{said('person.sex', by_number)}，但性别填的是{said('person.sex', one.sex)}。{LOOK}",
                )


@check("I07", level=Level.W, title="年龄过大", source="design", fields=("person.id_number|person.birth_date",))
def nobody_is_too_old(case: Case) -> Iterator[Remark]:
    """Older than 110."""
    most = case.parameters("I07")["age_over"]
    for one in case.subjects:
        if one.age is not None and one.age > most:
            yield one.remark(NUMBER, f"按证件号码已有{one.age}周岁。请核对；已去世的，请办理自然减少。")


@check("I08", level=Level.W, title="证件号码是临时代号", source="GZ 4_01_003", fields=(NUMBER,))
def number_is_no_placeholder(case: Case) -> Iterator[Remark]:
    """Prefix 999999: a number given out by a system to one who has none."""
    prefix = case.parameters("I08")["prefix"]
    for one in case.subjects:
        if one.number.startswith(prefix) and not _is_filler(one.number):
            yield one.remark(NUMBER, f"证件号码以{prefix}开头，是没有证件时的代号。请补上真实号码。")


@check("I09", level=Level.E, title="残疾人证的类别或等级不对", source="P-disab", fields=(NUMBER,))
def certificate_has_its_grade(case: Case) -> Iterator[Remark]:
    """Category 1–7 and grade 1–4 in the 19th and 20th place."""
    known = case.parameters("I09")
    for one in _with_numbers(case):
        found = id_number.disability(one.number)
        if found and (found[0] not in known["categories"] or found[1] not in known["grades"]):
            yield one.remark(
                NUMBER,
                f"残疾人证号第19、20位是“{found[0]}{found[1]}”，类别应为1—7，等级应为1—4。请核对残疾人证。",
            )


@check(
    "I10",
    level=Level.W,
    title="健康状况有残疾，证件不是残疾人证",
    source="R18; GZ 4_01_002",
    fields=(NUMBER, HEALTH),
    reads=("person",),
)
def disabled_have_a_certificate(case: Case) -> Iterator[Remark]:
    """By the type of certificate where it is given, else by the length of the number."""
    for one in _with_numbers(case):
        if one.health and DISABLED in one.health and not _holds_certificate(one):
            yield one.remark(
                TYPE,
                "健康状况有“残疾”，但登记的是身份证，不是20位的残疾人证。"
                "有第二代残疾人证的请填残疾人证号；没有残疾的请改健康状况。",
            )


@check(
    "I11",
    level=Level.W,
    title="证件是残疾人证，健康状况没有残疾",
    source="design",
    fields=(NUMBER, HEALTH),
    reads=("person",),
)
def certificate_means_disability(case: Case) -> Iterator[Remark]:
    """Until the form took several answers, an illness could stand in place of the disability."""
    several_answers = case.year >= case.parameters("I11")["several_answers_from"]
    for one in _with_numbers(case):
        if one.health and DISABLED not in one.health and (several_answers or one.is_healthy):
            shows_one = one.person.id_type == DISABILITY_CERTIFICATE or len(one.number) in (20, 22)
            if shows_one:
                yield one.remark(
                    HEALTH, f"登记的是残疾人证，健康状况却是{said(HEALTH, one.health)}。请核对，补选“残疾”。"
                )


@check("I12", level=Level.W, title="还是15位旧身份证号", source="R18", fields=(NUMBER,))
def number_is_of_the_new_kind(case: Case) -> Iterator[Remark]:
    """Ask for the new card."""
    length = case.parameters("I12")["length"]
    for one in _with_numbers(case):
        if len(one.number) == length:
            yield one.remark(NUMBER, "登记的是15位旧身份证号。请换成现在的18位号码。")


def _with_numbers(case: Case) -> list[Subject]:
    """Those whose number is meant as one."""
    return [one for one in case.subjects if one.number and not id_number.is_placeholder(one.number)]


def _is_filler(number: str) -> bool:
    return len(set(number)) == 1


def _reads_well(number: str) -> bool:
    if len(number) == 15:
        return number.isascii() and number.isdigit()
    return id_number.has_good_characters(number) and (len(number) < 20 or number[18:20].isalnum())


def _holds_certificate(one: Subject) -> bool:
    if one.person.id_type is not None:
        return one.person.id_type == DISABILITY_CERTIFICATE
    return len(one.number) in (20, 22)


def _birth_digits(number: str) -> str:
    return "19" + number[6:12] if len(number) == 15 else number[6:14]


def _why(born: date | None) -> str:
    return "没有这一天" if born is None else "还没有到"
