"""What the pages share: their templates, the policy they are sent with, and the page that says what is wrong.

What stands in a report is never trusted: every character goes through the templates' escaping.
"""

import functools

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined, Template


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("api", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def template(name: str) -> Template:
    """A template by its file name."""
    return _environment().get_template(name)


def page_response(html: str, status: int = 200, *, forms: bool = False) -> HTMLResponse:
    """A page under a policy that loads nothing from elsewhere; `forms` lets it send forms to this site."""
    form_action = "'self'" if forms else "'none'"
    headers = {
        "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'; "
        f"form-action {form_action}; frame-ancestors 'self'",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }
    return HTMLResponse(html, status_code=status, headers=headers)


def render_error(status: int, title: str, message: str, english: str, *, root: str = "../") -> str:
    """A page that says what is wrong, Vietnamese first; `root` leads from its address to the chat page."""
    return template("error.html").render(
        status=status, title=title, message=message, english=english, root=root
    )
