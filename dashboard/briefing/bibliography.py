"""The sources of a view as a bibliography, and what else stands at the foot of what leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geodata.translation import gettext, message

if TYPE_CHECKING:
    from dashboard.briefing.shown import ShownSource, ShownView

_PUBLISHED: Final = message("Published {day}.")
_UNDATED: Final = message("Day of publication not known.")
_COPY: Final = message("Passes on {original}.")
_ARCHIVED: Final = message("Archived copy: {address}")
_RETRIEVED: Final = message("Retrieved {day}.")
_BASE_MAP: Final = message("Base map: {base_map}.")
_LICENCE: Final = message("Licence of the case: {licence}.")
_QUERY: Final = message("Query: {query}")
_VERSION: Final = message("Version of the case: {version}")
_MADE: Final = message("Made {day}.")


def reference(source: ShownSource) -> str:
    """Give a source in one line: who published it, when and how that is known, where it is."""
    title = source.own_title
    parts = [f"{source.publisher}: “{title}”." if title else f"{source.publisher}."]
    parts.append(dated(source))
    if source.copy_of:
        parts.append(gettext(_COPY).format(original=source.copy_of))
    if source.url:
        parts.append(source.url)
    if source.archived_url:
        parts.append(gettext(_ARCHIVED).format(address=source.archived_url))
    if source.retrieved_words:
        parts.append(gettext(_RETRIEVED).format(day=source.retrieved_words))
    return " ".join(parts)


def dated_words(source: ShownSource) -> str:
    """Give the day on which a source was published, and how that is known; "" without a day."""
    known = f" ({source.published_basis})" if source.published_basis else ""
    return f"{source.published_words}{known}" if source.published_words else ""


def dated(source: ShownSource) -> str:
    """Tell when a source was published, and how that is known."""
    if not source.published_words:
        return gettext(_UNDATED)
    return gettext(_PUBLISHED).format(day=dated_words(source))


def credit(shown: ShownView) -> str:
    """Name the base map, and say what its boundaries do not mean."""
    return f"{gettext(_BASE_MAP).format(base_map=shown.base_map_words)} {shown.boundary_words}"


def origin(shown: ShownView) -> list[str]:
    """Tell where it comes from: address, query, version, licence, the day of making."""
    lines = [shown.address] if shown.address else []
    lines.append(gettext(_QUERY).format(query=shown.query))
    lines.append(gettext(_VERSION).format(version=shown.version))
    if shown.licence:
        lines.append(gettext(_LICENCE).format(licence=shown.licence))
    if shown.made:
        lines.append(gettext(_MADE).format(day=shown.made))
    return lines
