"""Routes of exports: `/data/<version>/<program>/exports/<kind>?view=<query>&<options>`.

`…/preview` after the kind gives a picture of what the export begins with. One export is made at a
time; who comes meanwhile waits, and is told so where that takes too long.
"""

from __future__ import annotations

from contextlib import contextmanager
from enum import StrEnum
from math import isfinite, nan
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import quote

from starlette.responses import Response
from starlette.routing import Route

from dashboard.server.responses import answering, no_such_version, problem
from dashboard.view_bodies import loaded_version
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.datastructures import QueryParams
    from starlette.requests import Request

    from dashboard.briefing.export_formats import Exporter, ExportKind
    from dashboard.briefing.options import ExportOptions

MOST_WAITING: Final = 4
"""Each holds a thread of the server, which has other answers to give."""
LONGEST_WAIT: Final = 60.0  # seconds
BUSY: Final = message("Other exports are being made; try again in a minute.")
NO_SUCH_KIND: Final = message("There is no export of this kind.")
NO_NUMBER: Final = message("expected a number as {name}, got “{text}”")
NO_CHOICE: Final = message("expected one of {choices}, got “{text}”")
PNG: Final = "image/png"

_Choice = TypeVar("_Choice", bound=StrEnum)
_one_at_a_time = BoundedSemaphore()
_waiting = BoundedSemaphore(MOST_WAITING)


def _export(request: Request) -> Response:
    return _answer(request, _file)


def _preview(request: Request) -> Response:
    return _answer(request, _picture)


def _file(exporter: Exporter, kind: ExportKind, query: str) -> Response:
    from dashboard.briefing.export_formats import FORMATS, ExportKind  # noqa: PLC0415 - only for exports
    from dashboard.briefing.file_names import file_name  # noqa: PLC0415 - as above

    found = FORMATS[kind]
    ending = f"_{kind}{found.ending}" if kind is ExportKind.BRIEF else found.ending
    name = file_name(exporter.view(query), ending)
    headers = {
        "Cache-Control": "no-store",
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
    }
    content = exporter.export(kind, [query])
    return Response(content, media_type=found.media_type, headers=headers)


def _picture(exporter: Exporter, kind: ExportKind, query: str) -> Response:
    content = exporter.preview(kind, query)
    return Response(content, media_type=PNG, headers={"Cache-Control": "no-store"})


def _answer(request: Request, make: Callable[[Exporter, ExportKind, str], Response]) -> Response:
    from dashboard.briefing.export_formats import Exporter, ExportKind  # noqa: PLC0415 - as above

    try:
        loaded = loaded_version(request.path_params["version"])
    except KeyError:
        return no_such_version()
    try:
        kind = ExportKind(request.path_params["kind"])
    except ValueError:
        return problem(404, gettext(NO_SUCH_KIND))
    try:
        found = loaded.to_export(request.query_params.get("view", ""))
        exporter = Exporter(*found, _options(request))
    except ValueError as error:
        return problem(400, str(error))
    try:
        with _turn():
            return make(exporter, kind, request.query_params.get("view", ""))
    except TimeoutError:
        return problem(503, gettext(BUSY))
    except ValueError as error:
        return problem(400, str(error))


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for one's turn; a TimeoutError where too many wait, or for too long."""
    if not _waiting.acquire(blocking=False):
        raise TimeoutError
    try:
        if not _one_at_a_time.acquire(timeout=LONGEST_WAIT):
            raise TimeoutError
        try:
            yield
        finally:
            _one_at_a_time.release()
    finally:
        _waiting.release()


def _options(request: Request) -> ExportOptions:
    from dashboard.briefing.options import ExportOptions, PageSize, Theme  # noqa: PLC0415 - as above

    asked = request.query_params
    return ExportOptions(
        width=int(_number(asked, "width", "")) if asked.get("width") else None,
        scale=_number(asked, "scale", "1"),
        theme=_one_of(Theme, asked.get("theme", Theme.LIGHT)),
        page=_one_of(PageSize, asked.get("page", PageSize.SLIDE)),
        with_key=asked.get("key") == "yes",
        footer=asked.get("footer", "")[:200],
    )


def _number(asked: QueryParams, name: str, usual: str) -> float:
    text = asked.get(name, usual)
    try:
        number = float(text)
    except ValueError:
        number = nan
    if not isfinite(number):
        raise ValueError(gettext(NO_NUMBER).format(name=name, text=text))
    return number


def _one_of(choices: type[_Choice], text: str) -> _Choice:
    try:
        return choices(text)
    except ValueError:
        wanted = ", ".join(choices)
        raise ValueError(gettext(NO_CHOICE).format(choices=wanted, text=text)) from None


def export_routes(prefix: str) -> list[Route]:
    """Route the exports; `prefix` is the app's base path such as `/maps`, or empty."""
    return [
        Route(prefix + "/data/{version}/{program}/exports/{kind}", answering(_export)),
        Route(prefix + "/data/{version}/{program}/exports/{kind}/preview", answering(_preview)),
    ]
