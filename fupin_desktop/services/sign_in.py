"""Who is at the keyboard: the name that stands beside every change; several people of a team share one computer."""

import json

from fupin_desktop.services.ports import Registry

USER = "user"  # the setting that holds who was signed in last
PEOPLE = "people"  # and the one that holds the names used here before


def sign_in(registry: Registry, name: str) -> None:
    """From now on changes are this person's; the name is offered again."""
    names = list(dict.fromkeys([name, *people(registry)]))
    registry.put_setting(USER, name)
    registry.put_setting(PEOPLE, json.dumps(names, ensure_ascii=False))
    registry.user = name


def sign_in_again(registry: Registry) -> Registry:
    """The registry in the name of who used it last."""
    registry.user = registry.setting(USER) or registry.user
    return registry


def people(registry: Registry) -> list[str]:
    """The names used here before, the last one first."""
    return [str(name) for name in json.loads(registry.setting(PEOPLE) or "[]")]
