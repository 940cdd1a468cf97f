"""What a paper needs that is in no dossier: whom to telephone, and how the village is called on titles."""

from dataclasses import dataclass

POVERTY_LINE_TELEPHONE = "12317"  # 扶贫监督举报电话, the same in the whole country


@dataclass(frozen=True, kw_only=True, slots=True)
class Contacts:
    """Who stands on the card to be called; what is empty prints as a space to write in."""

    township: str = ""
    township_phone: str = ""
    county_office: str = ""
    county_office_phone: str = ""
    complaint_line: str = POVERTY_LINE_TELEPHONE
    team_leader: str = ""
    team_leader_phone: str = ""
    first_secretary: str = ""
    first_secretary_phone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Occasion:
    """The circumstances of one printing."""

    contacts: Contacts = Contacts()
    village_title: str = ""  # 山西省吕梁市临县样板乡甲子沟村
