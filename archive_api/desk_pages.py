"""Pages for people, in French or in Arabic: their frame, their texts, and the names of fields."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import Depends, Query, Request
from fastapi.responses import HTMLResponse
from fastapi.templating import Jinja2Templates
from markupsafe import Markup, escape
from starlette.routing import Match

from archive.account import Account, Right
from archive.mention_names import mention_names
from archive.offices import office
from archive_api.opened import Archive, Opened
from archive_api.signed_in import account_of

LANGUAGE_COOKIE = "sijill_language"
HERE = Path(__file__).parent
STATIC = HERE / "static"
_NAMING_MENTIONS = ("check.json", "verify.json")

_PAGES = Jinja2Templates(HERE / "templates")
# A sign that ends a sentence or opens what follows is not the run's, but the sentence's.
_LATIN_WORD = r"\+?[0-9A-Za-zÀ-ÿ](?:[\wÀ-ÿ./@:+%'’-]*[\wÀ-ÿ%+])?"
_LATIN_RUN = re.compile(f"{_LATIN_WORD}(?:[ ·]{_LATIN_WORD})*", re.ASCII)
_SCRIPTS = {"_fr": {"fr": "latin", "ar": "باللاتينية"}, "_ar": {"fr": "arabe", "ar": "بالعربية"}}
# Frames are never needed; images, the style sheet and the scripts come from this service.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src 'self' blob: data:; "
    "style-src 'self'; script-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Desk:
    """What a page is made with: the archive, who asks, and the language.

    Attributes:
        account: None on the pages that anybody may see.
        lang: ``fr`` or ``ar``.
    """

    request: Request
    archive: Archive
    account: Account | None
    lang: str

    @property
    def actor(self) -> str:
        """Who the record names for what is done from this page."""
        return self.archive.actor

    def page(self, template: str, /, status: int = 200, **shown: Any) -> HTMLResponse:
        """A page of this template: what it shows, and the frame's texts as ``t``."""
        visitor = self.archive.visitor
        context = {
            "instead": self._instead(),
            **shown,
            "lang": self.lang,
            "other": _other(self.lang),
            "came_from": self._came_from(),
            "t": self.texts("desk.json"),
            "account": self.account,
            "may": self.may,
            "csrf": "" if visitor is None else visitor.csrf,
            "static": static_address,
            "is_page": self._is_page,
            "here": self._is_here,
        }
        return _PAGES.TemplateResponse(
            self.request, template, context, status_code=status, headers=_HEADERS
        )

    def may(self, right: str) -> bool:
        """Whether the person has a right, by its value, as ``act.verify``."""
        return self.account is not None and self.account.may(Right(right))

    def texts(self, name: str) -> dict[str, Any]:
        """A file of texts in the page's language."""
        found: dict[str, Any] = texts(name)[self.lang]
        return found

    def label(self, field: str) -> str:
        """What a field of an act is called."""
        return field_label(field, self.lang)

    def office(self, code: str) -> str:
        """The name of an office."""
        return office_name(code, self.lang)

    def _is_page(self, address: str) -> bool:
        return address in self.request.app.state.addresses

    def _is_here(self, address: str) -> bool:
        path = self.request.url.path
        return path == address or (address != "/" and path.startswith(f"{address}/"))

    def _instead(self) -> str:
        """Where a page that answers a form can be asked for again, "" for other pages."""
        return "" if self.request.method in ("GET", "HEAD") else self._nearest_page()

    def _nearest_page(self) -> str:
        """The address of the form, or of the page above it that can be asked for."""
        path = self.request.url.path
        while path:
            scope = {**self.request.scope, "method": "GET", "path": path}
            if any(one.matches(scope)[0] is Match.FULL for one in self.request.app.router.routes):
                return path
            path = path.rpartition("/")[0]
        return "/"

    def _came_from(self) -> str:
        """The page's own address, to come back to; the language asked for one page is not in it."""
        if self.request.method not in ("GET", "HEAD"):
            return self._nearest_page()
        asked = [(n, v) for n, v in self.request.query_params.multi_items() if n != "lang"]
        return f"{self.request.url.path}?{urlencode(asked)}" if asked else self.request.url.path


def _desk(
    request: Request,
    archive: Opened,
    lang: Annotated[Literal["fr", "ar"] | None, Query()] = None,
) -> Desk:
    account = account_of(archive)
    kept = request.cookies.get(LANGUAGE_COOKIE) if account is None else account.language
    return Desk(request, archive, account, lang or language_of(request, kept))


OnDesk = Annotated[Desk, Depends(_desk)]
"""The desk that a page is asked at; whether the visitor may see it is the route's to say."""


def language_of(request: Request, kept: str | None = None) -> str:
    """The language of a page: the address's, the one kept, or the browser's; French at last."""
    asked = request.query_params.get("lang") or kept or ""
    if asked in ("fr", "ar"):
        return asked
    preferred = request.headers.get("accept-language", "").lower()
    return "ar" if preferred.startswith("ar") else "fr"


def desk_outside_routes(request: Request) -> Desk:
    """A desk for pages made where something went wrong: it asks the record for nothing."""
    visitor = getattr(request.state, "visitor", None)
    archive: Archive = replace(request.app.state.archive, visitor=visitor)
    account = account_of(archive)
    kept = request.cookies.get(LANGUAGE_COOKIE) if account is None else account.language
    return Desk(request, archive, account, language_of(request, kept))


def inside(address: str) -> str:
    """An address of this service: anything that a browser would take elsewhere leads home."""
    is_path = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if is_path and address.isprintable() else "/"


def static_address(name: str) -> str:
    """The address of a file under ``static``, another one whenever its content is another."""
    return f"/static/{name}?v={_digest(name)}"


def office_name(code: str, lang: str) -> str:
    """The office's name in a language, its code where it has none."""
    entry = office(code)
    return code if entry is None else getattr(entry, f"name_{lang}")


def field_label(name: str, lang: str) -> str:
    """What a field of an act is called, with its script where it has one."""
    labels = texts("field_labels.json")
    if name in labels:
        return str(labels[name][lang])
    base, script = name[:-3], _SCRIPTS[name[-3:]][lang]
    return f"{labels[base][lang]} ({script})"


def isolated(sentence: str, lang: str) -> Markup:
    """A sentence whose numbers, references and Latin words stay whole among Arabic ones."""
    if lang != "ar":
        return escape(sentence)
    reached, pieces = 0, []
    for run in _LATIN_RUN.finditer(sentence):
        pieces += [escape(sentence[reached : run.start()])]
        pieces += [Markup('<bdi dir="ltr">{}</bdi>').format(run[0])]
        reached = run.end()
    return Markup("").join((*pieces, escape(sentence[reached:])))


def numbered(count: int, words: Sequence[str], lang: str) -> str:
    """A noun as its number asks for it: French one and more; Arabic one, 3 to 10, more, and two.

    Args:
        words: those forms in that order.
    """
    if lang == "fr":
        return words[count > 1]
    if count == 2:
        return words[3]
    rest = count % 100
    return words[1 if 3 <= rest <= 10 else 2 if rest >= 11 else 0]


def figure(number: float, places: int = 0) -> str:
    """A number as both languages write it here: 1 234,5, its groups never parted."""
    return f"{number:,.{places}f}".translate(str.maketrans(",.", "\u202f,"))


_PAGES.env.filters["figure"] = figure
_PAGES.env.filters["isolated"] = isolated
_PAGES.env.filters["numbered"] = numbered


@cache
def texts(name: str) -> dict[str, Any]:
    """A file of ``texts/``, in both languages, and the words that pages and papers share."""
    loaded: dict[str, Any] = json.loads((HERE / "texts" / name).read_text(encoding="utf-8"))
    if name in _NAMING_MENTIONS:
        for lang in ("fr", "ar"):
            names = {kind: said[lang] for kind, said in mention_names().items()}
            loaded[lang]["mention_types"] = names
    return loaded


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def _other(lang: str) -> str:
    return "fr" if lang == "ar" else "ar"
