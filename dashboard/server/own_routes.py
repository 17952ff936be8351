"""Routes of our own: whatever goes wrong in one is told in words, and the log says how."""

from __future__ import annotations

import logging
from functools import wraps
from typing import TYPE_CHECKING, Final

from starlette.responses import Response
from starlette.routing import Route

from dashboard.server.responses import problem
from dashboard.server.turns import AGAIN_AFTER, GivenUpError, GoneError, NoTurnError
from dashboard.terminal import printable
from geodata.errors import CaseError
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

LOG: Final = logging.getLogger(__name__)
FILES_UNREADABLE: Final = message("The files of this case cannot be read now.")
FAILED: Final = message("The server failed at that; its log says how.")
CLOSED: Final = 499
"""The status of an answer that nobody reads, as proxies name it in their logs."""


class TooSlowError(Exception):
    """What a page sends did not come in time; `dashboard.server.incoming` answers it."""


def own_route(
    path: str, answer: Callable[[Request], Awaitable[Response]], method: str = "GET"
) -> Route:
    """Route a path to an answer; where it fails, the reader is told so in a sentence."""

    @wraps(answer)
    async def in_words(request: Request) -> Response:
        try:
            return await answer(request)
        except TooSlowError:
            raise
        except NoTurnError as error:
            refusal = problem(503, str(error))
            if not isinstance(error, GivenUpError):
                refusal.headers["Retry-After"] = AGAIN_AFTER
            return refusal
        except GoneError:
            return Response(status_code=CLOSED)
        except CaseError as error:
            LOG.warning("%s", printable(f"{request.url.path}: {error}"))
            return problem(503, gettext(FILES_UNREADABLE))
        except Exception:
            LOG.exception("%s could not be answered", printable(request.url.path))
            return problem(500, gettext(FAILED))

    return Route(path, in_words, methods=[method])
