"""Pages made of templates: everything in them is escaped; words for moments, regions and roles."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from county_server.console import words
from county_server.console.visits import Visit

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@pass_context
def place(context: Context, code: str) -> str:
    """What a region is called."""
    visit: Visit = context["visit"]
    return visit.place(code)


@pass_context
def areas(context: Context, codes: Iterable[str]) -> str:
    """What several are called."""
    return "、".join(place(context, one) for one in codes)


FILTERS: dict[str, Any] = {
    "moment": words.moment,
    "ago": words.ago,
    "place": place,
    "role": words.role,
    "size": words.size,
    "grouped": words.grouped,
    "areas": areas,
}
ENVIRONMENT.filters.update(FILTERS)


def shown(template: str, visit: Visit | None, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page, for whoever is signed in."""
    return HTMLResponse(ENVIRONMENT.get_template(template).render(visit=visit, **context), status_code=status)
