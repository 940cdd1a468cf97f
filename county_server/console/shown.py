"""Pages made of templates: everything in them is escaped; words for moments, regions and roles."""

from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from county_server.console import words
from county_server.console.visits import Visit

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters.update(
    {
        "moment": words.moment,
        "ago": words.ago,
        "place": words.place,
        "role": words.role,
        "size": words.size,
        "grouped": words.grouped,
        "areas": words.areas,
    }
)


def shown(template: str, visit: Visit | None, *, status: int = 200, **context: Any) -> HTMLResponse:
    """A page, for whoever is signed in."""
    return HTMLResponse(ENVIRONMENT.get_template(template).render(visit=visit, **context), status_code=status)
