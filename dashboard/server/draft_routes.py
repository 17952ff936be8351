"""Routes behind the page on which an article becomes proposals.

`GET /draft/state.json` tells whether the reader may do that, and has the index of places built
where there is none. `POST /draft/read` reads an article; `POST /draft/places` looks a typed name
up. Nothing is kept of what is sent, and nothing enters the case here.
"""

from __future__ import annotations

import base64
import binascii
from contextlib import suppress
from dataclasses import replace
from datetime import UTC
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool

from dashboard.editing_rights import why_not_edited
from dashboard.online_names import online_names
from dashboard.place_index import place_index
from dashboard.served_case import served_case
from dashboard.server.own_routes import own_route
from dashboard.server.posted import NOT_JSON, posted
from dashboard.server.responses import passing, problem, without_folder
from geodata.errors import CaseError, shortened
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import date

    import geopandas as gpd
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

LARGEST_REQUEST: Final = 12 * 1024 * 1024
"""An article of the largest size, as a page packs it."""

LONGEST_NAME: Final = 200
AT_ONCE: Final = 0.3
"""Seconds in which an index that is there already is opened."""

TOO_LARGE: Final = message("This is too much for an article: put in one of at most 5 MB.")
NO_DAY: Final = message(
    "Published: expected a day such as 2024-04-17, or a month such as 2024-04, got “{value}”"
)
GIVEN: Final = message("as given by the person who drafted it")

_reading: Final = Lock()
"""One article is read at a time."""


class _RequestError(Exception):
    """What was sent cannot be used; the message is for the reader."""


async def _state(request: Request) -> Response:
    return passing(await run_in_threadpool(_told_state, request))


def _told_state(request: Request) -> dict[str, Any]:
    why = why_not_edited(served_case(), request.headers)
    if not why:
        place_index.start(AT_ONCE)
    return {
        "can_edit": not why,
        "why": why,
        "places": place_index.state,
        "geocoder": online_names.geocoder.name if online_names.geocoder else "",
        "stances": _stances(),
    }


def _stances() -> list[dict[str, str]]:
    from geodata.columns import Stance  # noqa: PLC0415 - the server answers before wording is read
    from geodata.wording import stance_label, stance_meaning  # noqa: PLC0415 - as above

    return [
        {"id": one.value, "label": stance_label(one), "meaning": stance_meaning(one)}
        for one in Stance
    ]


def _read(sent: dict[str, Any]) -> dict[str, Any]:
    """Read what was sent: `text`, or a file's `base64` with its `name`; and `published`."""
    from geodata.drafting.article import read_article  # noqa: PLC0415 - as above
    from geodata.drafting.proposals import draft_of  # noqa: PLC0415 - as above
    from geodata.drafting.reading_for import place_context, shown_draft  # noqa: PLC0415 - as above

    given = _words(sent, "published").strip()
    published = _day(given) if given else None
    article = read_article(_source(sent), _words(sent, "name"))
    place_index.wait()
    with _reading:
        context = place_context(_own_places(), article.language)
        draft = draft_of(article, published, context)
        shown = shown_draft(draft, context)
    if given:
        shown["article"] |= {"published": given, "published_basis": gettext(GIVEN)}
    return shown


def _places(sent: dict[str, Any]) -> dict[str, Any]:
    from geodata.drafting.geocoding import GeocodingError  # noqa: PLC0415 - as above
    from geodata.drafting.reading_for import place_context, places_called  # noqa: PLC0415 - as above

    place_index.wait()
    name = _words(sent, "name")[:LONGEST_NAME]
    geocoder = online_names.geocoder
    context = place_context(_own_places(), ask=geocoder.candidates if geocoder else None)
    try:
        return places_called(name, context)
    except GeocodingError as error:
        return places_called(name, replace(context, ask=None)) | {"note": str(error)}


def _own_places() -> gpd.GeoDataFrame | None:
    """Give the places of the case; None where it cannot be read, and articles still can."""
    with suppress(CaseError):
        return served_case().current().case.places
    return None


def _source(sent: dict[str, Any]) -> str | bytes:
    packed = _words(sent, "base64")
    if not packed:
        return _words(sent, "text")
    try:
        return base64.b64decode(packed, validate=True)
    except (binascii.Error, ValueError) as error:
        raise _RequestError(gettext(NOT_JSON).format(reason=error)) from error


def _words(sent: dict[str, Any], name: str) -> str:
    value = sent.get(name, "")
    if not isinstance(value, str):
        raise _RequestError(gettext(NOT_JSON).format(reason=name))
    return value


def _day(edtf: str) -> date:
    """Give the last day that a date of publication may mean."""
    from geodata.dates import DateError, parse_date  # noqa: PLC0415 - as above

    try:
        return parse_date(edtf, UTC).latest
    except DateError as error:
        raise _RequestError(gettext(NO_DAY).format(value=shortened(edtf))) from error


def _sent(
    answer: Callable[[dict[str, Any]], dict[str, Any]],
) -> Callable[[Request], Awaitable[Response]]:
    """Route an answer that is made in a thread; what goes wrong is told in a sentence."""

    async def answered(sent: dict[str, Any]) -> Response:
        try:
            return passing(await run_in_threadpool(answer, sent))
        except (CaseError, _RequestError) as error:
            return problem(400, without_folder(str(error), served_case().path))
        except OSError as error:
            return problem(507, without_folder(error.strerror or str(error), served_case().path))

    return posted(answered, LARGEST_REQUEST, TOO_LARGE)


def draft_routes(prefix: str) -> list[Route]:
    """Route what reads articles; `prefix` as for the data."""
    return [
        own_route(prefix + "/draft/state.json", _state),
        own_route(prefix + "/draft/read", _sent(_read), "POST"),
        own_route(prefix + "/draft/places", _sent(_places), "POST"),
    ]
