"""What may hang on an outside wall, where every passer-by reads it. A closed list: what is new stays inside.

No ID number, account, phone of the household, birth date, illness or disability; nor what betrays an illness by
another name: the cause of poverty (因病, 因残), the labour ability (丧失劳动力), the reason of leaving school, and
text typed freely (reference: domain.md §8.2, §12). docs/papers.md gives the reasons one by one.
"""

WALL = "wall"

MAY_HANG_OUTSIDE = frozenset(
    {
        "paper.number",
        "paper.year",
        "paper.place",
        "paper.group",
        "paper.labour_count",
        "paper.helper_post",
        "paper.plan_period",
        "household.household_code",
        "household.villager_group",
        "household.head_name",
        "household_year.member_count",
        "household_year.household_attribute",
        "household_year.poverty_status",
        "household_year.planned_exit_year",
        "household_year.exit_year",
        "household_income.net_income_per_capita",
        "person.name",
        "person.sex",
        "membership.relation_to_head",
        "helper.name",
        "helper.post",
        "helper.phone",  # the household is to call it; the helper's office phone, not a poor family's
        "unit.name",
        "assistance_plan.year",
        "assistance_plan.category",
        "paper.plan_responsible",
        "contacts.team_leader",
        "contacts.team_leader_phone",
        "contacts.first_secretary",
        "contacts.first_secretary_phone",
        "contacts.township",
        "contacts.township_phone",
        "contacts.county_office",
        "contacts.county_office_phone",
        "contacts.complaint_line",
    }
)
