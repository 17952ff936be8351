"""Routes of exports: `/data/<version>/<program>/exports/<kind>?view=<query>&<options>`.

`…/preview` after the kind gives a picture of what the export begins with. One export is made at a
time.
"""

from __future__ import annotations

from enum import StrEnum
from math import isfinite, nan
from typing import TYPE_CHECKING, Final, TypeVar
from urllib.parse import quote

from starlette.responses import Response

from dashboard.server.case_answers import of_case
from dashboard.server.own_routes import own_route
from dashboard.server.responses import problem
from dashboard.server.turns import ANSWERS, EXPORTS
from dashboard.view_bodies import loaded_version
from geodata.errors import BadQuestionError
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.routing import Route

    from dashboard.briefing.export_formats import Exporter, ExportKind
    from dashboard.briefing.options import ExportOptions
    from dashboard.loaded_case import Loaded

NO_SUCH_KIND: Final = message("There is no export of this kind.")
NO_NUMBER: Final = message("expected a number as {name}, got “{text}”")
NO_CHOICE: Final = message("expected one of {choices}, got “{text}”")
PNG: Final = "image/png"

_Choice = TypeVar("_Choice", bound=StrEnum)


async def _export(request: Request) -> Response:
    return await _answer(request, _file)


async def _preview(request: Request) -> Response:
    return await _answer(request, _picture)


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


async def _answer(
    request: Request, make: Callable[[Exporter, ExportKind, str], Response]
) -> Response:
    asked = await ANSWERS.of(request, _asked, request)
    if asked is None:
        return problem(404, gettext(NO_SUCH_KIND))
    loaded, kind, options = asked
    query = request.query_params.get("view", "")
    return await EXPORTS.of(request, lambda: make(_exporter(loaded, query, options), kind, query))


def _asked(request: Request) -> tuple[Loaded, ExportKind, ExportOptions] | None:
    from dashboard.briefing.export_formats import ExportKind  # noqa: PLC0415 - as above

    loaded = loaded_version(request.path_params["version"])
    kind = request.path_params["kind"]
    return (loaded, ExportKind(kind), _options(request)) if kind in [*ExportKind] else None


def _exporter(loaded: Loaded, query: str, options: ExportOptions) -> Exporter:
    from dashboard.briefing.export_formats import Exporter  # noqa: PLC0415 - as above

    return Exporter(*loaded.to_export(query), options)


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
        raise BadQuestionError(gettext(NO_NUMBER).format(name=name, text=text))
    return number


def _one_of(choices: type[_Choice], text: str) -> _Choice:
    try:
        return choices(text)
    except ValueError:
        wanted = ", ".join(choices)
        raise BadQuestionError(gettext(NO_CHOICE).format(choices=wanted, text=text)) from None


def export_routes(prefix: str) -> list[Route]:
    """Route the exports; `prefix` is the app's base path such as `/maps`, or empty."""
    return [
        own_route(prefix + "/data/{version}/{program}/exports/{kind}", of_case(_export)),
        own_route(prefix + "/data/{version}/{program}/exports/{kind}/preview", of_case(_preview)),
    ]
