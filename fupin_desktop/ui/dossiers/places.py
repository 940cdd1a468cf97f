"""The sections of a dossier by name, and which of them shows which record. Data; no widget."""

GLANCE, BASICS, MEMBERS, INCOME, CONDITIONS = "glance", "basics", "members", "income", "conditions"
HELPERS, PLANS, MEASURES, EFFECTS, VISITS = "helpers", "plans", "measures", "effects", "visits"
AIDS, LOANS, MOVES, BOOK = "aids", "loans", "moves", "book"
ATTACHMENTS, CHANGES = "attachments", "changes"

TITLES = {
    GLANCE: "一页看全",
    BASICS: "基本情况",
    MEMBERS: "家庭成员",
    INCOME: "收入支出",
    CONDITIONS: "生产生活条件",
    HELPERS: "帮扶责任人",
    PLANS: "帮扶计划",
    MEASURES: "帮扶措施",
    EFFECTS: "帮扶成效",
    VISITS: "走访记录",
    AIDS: "教育资助",
    LOANS: "小额信贷",
    MOVES: "易地搬迁",
    BOOK: "产业和项目",
    ATTACHMENTS: "附件",
    CHANGES: "修改历史",
}
YEARLY = (GLANCE, BASICS, MEMBERS, INCOME, CONDITIONS)  # sections that look different in another year
SECTION_OF = {
    "household": BASICS,
    "household_year": BASICS,
    "person": MEMBERS,
    "person_year": MEMBERS,
    "membership": MEMBERS,
    "household_income": INCOME,
    "income_item": INCOME,
    "household_conditions": CONDITIONS,
    "pairing": HELPERS,
    "helper": HELPERS,
    "unit": HELPERS,
    "assistance_plan": PLANS,
    "assistance_measure": MEASURES,
    "assistance_effect": EFFECTS,
    "visit": VISITS,
    "education_aid": AIDS,
    "micro_loan": LOANS,
    "relocation": MOVES,
    "attachment": ATTACHMENTS,
}


def place_of(wish: str) -> tuple[str, str, str, str]:
    """(section, record, id, field) of what somebody asks for.

    A wish is a section's name, "record.field", "record.field:id" or "record:id"; "" is the first page.
    """
    if wish in TITLES or not wish:
        return wish or GLANCE, "", "", ""
    path, _, record_id = wish.partition(":")
    record, _, field = path.partition(".")
    return SECTION_OF.get(record, GLANCE), record, record_id, field
