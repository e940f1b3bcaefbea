"""The review pages as HTML: templates that escape whatever was printed, and a policy that lets nothing else run."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import __version__, review_words
from .review_figures import anchor_of, number_in_french, period_in_french, territory_of

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "pages"
POLICY = "default-src 'none'; img-src 'self' file: data:; style-src '{style}'; script-src '{script}'; "
POLICY += "base-uri 'none'; form-action 'none'"
"""No request, no script, no style but what stands in the page itself."""


def render(template: str, **context: Any) -> bytes:
    """A page from its template, as UTF-8."""
    return _environment().get_template(template).render(context).encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style, script = ((TEMPLATES / name).read_text("utf-8") for name in ("review.css", "review.js"))
    environment.globals.update(
        style=style,
        script=script,
        policy=POLICY.format(style=_hash(style), script=_hash(script)),
        version=__version__,
        words=review_words,
    )
    environment.filters.update(
        number=number_in_french, period=period_in_french, territory=territory_of, anchor=anchor_of
    )
    return environment


def _hash(text: str) -> str:
    """What a content security policy calls an inline text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
