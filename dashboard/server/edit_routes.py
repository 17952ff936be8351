"""Routes by which a reader at this computer edits the case.

`GET /edit/state.json` tells whether that may be, `GET /edit/tables.json` gives the tables as they
stand, `POST /edit/check` tells what loading would say of changes, `POST /edit/save` saves them upon
the version that they were made from (409 with the newer one where there is one, 422 with what is
wrong). `GET /edit/earlier.json` lists what was saved before, `POST /edit/restore` goes back to it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool

from dashboard.editing_rights import why_not_edited
from dashboard.served_case import served_case
from dashboard.server.own_routes import own_route
from dashboard.server.posted import posted
from dashboard.server.responses import passing, problem, without_folder
from geodata.errors import CaseError
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from geodata.columns import Column
    from geodata.editing.changes import Change
    from geodata.editing.checking import Checked, Problem
    from geodata.editing.editable_case import EditableCase

LARGEST_REQUEST: Final = 20_000_000
TOO_LARGE: Final = message("That is too much at once.")
MOST_EVENTS: Final = 5_000
"""Of a case that is edited in the page; tables of more are no work for one."""

TOO_MANY: Final = message(
    "This case has {count} events; up to {most} can be edited in a page. Larger tables are "
    "edited in a spreadsheet or a database."
)
NO_ROW: Final = message("The case has no such row any more: {reason}")


async def _state(request: Request) -> Response:
    return passing(await run_in_threadpool(_told_state, request.headers))


def _told_state(headers: Mapping[str, str]) -> dict[str, Any]:
    served = served_case()
    why = why_not_edited(served, headers)
    opening = served.opening_at_hand()
    return {
        "can_edit": not why,
        "why": why,
        "version": opening.version if opening else "",
        "title": opening.title if opening else "",
        "folder_name": served.path.resolve().name,
    }


async def _tables(request: Request) -> Response:
    if why := await run_in_threadpool(why_not_edited, served_case(), request.headers):
        return problem(403, why)
    return await _answered(_told_tables)


def _told_tables() -> Response:
    from geodata.casebook import open_case  # noqa: PLC0415 - the server answers before pandas is read
    from geodata.editing.changes import TABLES  # noqa: PLC0415 - as above
    from geodata.editing.checking import checked  # noqa: PLC0415 - as above
    from geodata.editing.editable_case import EditableCase  # noqa: PLC0415 - as above

    case = EditableCase(served_case().path)
    if (count := len(case.rows("events"))) > MOST_EVENTS:
        told = gettext(TOO_MANY).format(count=f"{count:,}", most=f"{MOST_EVENTS:,}")
        return problem(403, told)
    about = open_case(case.path).about
    found = checked(case, case.edited(()))
    return passing(
        {
            "version": case.version,
            "timezone": about.timezone,
            "today": datetime.now(about.zone).date().isoformat(),
            "tables": {
                name: {
                    "file": table.file,
                    "id": table.key_column,
                    "columns": _columns(table.needed, case.tables[name].names),
                    "rows": [
                        {"key": str(key), "line": row.line, "cells": row.cells}
                        for key, row in enumerate(case.rows(name))
                    ],
                }
                for name, table in TABLES.items()
            },
            **_told_problems(found, case),
        }
    )


def _columns(ours: Sequence[Column], theirs: Sequence[str]) -> list[dict[str, Any]]:
    known = [
        {
            "name": column.name,
            "meaning": column.meaning,
            "kind": column.kind,
            "words": [*column.vocabulary] if column.vocabulary else None,
            "filled": column.filled,
        }
        for column in ours
    ]
    names = {column.name for column in ours}
    further = [name for name in theirs if name not in names]
    return known + [
        {"name": name, "meaning": "", "kind": "text", "words": None, "filled": False}
        for name in further
    ]


def _told_problems(found: Checked, case: EditableCase) -> dict[str, Any]:
    from geodata.editing.checking import in_place  # noqa: PLC0415 - as above

    return {
        "problems": _listed(in_place(found.problems, case)),
        "accepted": found.accepted,
        "rejected": found.rejected,
    }


def _listed(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    return [{**asdict(one), "key": one.key or None} for one in problems]


def _check(told: dict[str, Any], changes: Sequence[Change]) -> Response:
    from geodata.editing.checking import checked  # noqa: PLC0415 - as above
    from geodata.editing.editable_case import EditableCase  # noqa: PLC0415 - as above

    case = EditableCase(served_case().path)
    if case.version != told.get("version"):
        return _other_version(case.version)
    found = checked(case, case.edited(changes))
    return passing({"version": case.version, **_told_problems(found, case)})


def _save(told: dict[str, Any], changes: Sequence[Change]) -> Response:
    from geodata.editing.saving import RowsRejectedError, save  # noqa: PLC0415 - as above

    served = served_case()
    reason = str(told.get("reason", "")) if told.get("is_correction", True) else None
    try:
        version = save(served.path, str(told.get("version")), changes, reason)
    except RowsRejectedError as error:
        return passing({"problems": _listed(error.problems)}, status=422)
    with suppress(CaseError):  # the page is told why by the case's own routes
        served.look()
    return passing({"version": version, "saved": len(changes)})


def _restore(told: dict[str, Any], changes: Sequence[Change]) -> Response:  # noqa: ARG001 - answered like the others
    from geodata.editing.saving import restore  # noqa: PLC0415 - as above

    served = served_case()
    version = restore(served.path, str(told.get("version")), str(told.get("id")))
    with suppress(CaseError):  # as above
        served.look()
    return passing({"version": version})


async def _earlier(request: Request) -> Response:
    if why := await run_in_threadpool(why_not_edited, served_case(), request.headers):
        return problem(403, why)
    return await _answered(_told_earlier)


def _told_earlier() -> Response:
    from geodata.editing.earlier import earlier_versions  # noqa: PLC0415 - as above

    kept = earlier_versions(served_case().path)
    listed = [{"id": one.version_id, "saved": one.saved, "files": one.files} for one in kept]
    return passing({"earlier": listed})


def _changing(
    answer: Callable[[dict[str, Any], Sequence[Change]], Response],
) -> Callable[[Request], Awaitable[Response]]:
    """Route an answer to changes."""

    async def answered(sent: dict[str, Any]) -> Response:
        from geodata.editing.changes import MOST_CHANGES, changes_of  # noqa: PLC0415 - as above

        changes = sent.get("changes", [])
        if isinstance(changes, list) and len(changes) > MOST_CHANGES:
            return problem(413, gettext(TOO_LARGE))
        return await _answered(answer, sent, changes_of(changes))

    return posted(answered, LARGEST_REQUEST, TOO_LARGE)


async def _answered(answer: Callable[..., Response], *given: Any) -> Response:
    """Answer from a thread; what goes wrong with the case is told in a sentence."""
    from geodata.editing.editable_case import UnknownRowError  # noqa: PLC0415 - as above
    from geodata.editing.saving import CaseChangedError  # noqa: PLC0415 - as above

    try:
        return await run_in_threadpool(answer, *given)
    except CaseChangedError as error:
        return _other_version(error.version)
    except UnknownRowError as error:
        return problem(400, gettext(NO_ROW).format(reason=error))
    except CaseError as error:
        return problem(507, without_folder(str(error), served_case().path))
    except OSError as error:
        return problem(507, error.strerror or str(error))


def _other_version(version: str) -> Response:
    return passing({"version": version}, status=409)


def edit_routes(prefix: str) -> list[Route]:
    """Route what edits the case; `prefix` as for the data."""
    return [
        own_route(prefix + "/edit/state.json", _state),
        own_route(prefix + "/edit/tables.json", _tables),
        own_route(prefix + "/edit/check", _changing(_check), "POST"),
        own_route(prefix + "/edit/save", _changing(_save), "POST"),
        own_route(prefix + "/edit/earlier.json", _earlier),
        own_route(prefix + "/edit/restore", _changing(_restore), "POST"),
    ]
