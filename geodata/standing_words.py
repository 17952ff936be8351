"""A standing in sentences: with who says so and when, and beside it what was not confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geodata.columns import Stance
from geodata.naming import speakers_words, told_by_words, told_words
from geodata.standing import StandingName
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.claims import Claim
    from geodata.naming import Naming
    from geodata.standing import Standing

_LABELS: Final = {
    StandingName.NOT_YET_TOLD: message("not yet told"),
    StandingName.CONTESTED: message("contested"),
    StandingName.DENIED: message("denied"),
    StandingName.CONFIRMED: message("confirmed"),
    StandingName.UNCONFIRMED: message("unconfirmed"),
    StandingName.REPORTED: message("reported"),
    StandingName.BACKGROUND: message("background"),
    StandingName.INFERRED: message("inferred"),
}
_RULES: Final = {
    StandingName.NOT_YET_TOLD: message(
        "Nobody says that it happened, and nobody denies it or is said not to have confirmed it, "
        "so it counts as not yet told."
    ),
    StandingName.CONTESTED: message(
        "Somebody says that it happened, and somebody else denies it, so it counts as contested, "
        "whoever confirms it."
    ),
    StandingName.DENIED: message(
        "Somebody denies it, and nobody says that it happened, so it counts as denied."
    ),
    StandingName.CONFIRMED: message(
        "Somebody with a part in it confirms it, and nobody denies it, so it counts as confirmed, "
        "whoever has not confirmed it."
    ),
    StandingName.UNCONFIRMED: message(
        "Somebody is said not to have confirmed it, and nobody confirms or denies it, so it counts "
        "as unconfirmed, whoever reports it."
    ),
    StandingName.REPORTED: message(
        "Somebody reports it, and nobody confirms or denies it or is said not to have confirmed "
        "it, so it counts as reported."
    ),
    StandingName.BACKGROUND: message(
        "It is mentioned as known, and nobody reports it anew, so it counts as background."
    ),
    StandingName.INFERRED: message(
        "A writer concludes it, and nobody is cited for it, so it counts as inferred."
    ),
}
_PROCEDURE: Final = (
    message("Take the claims told by the moment shown."),
    message("Copies of one statement count once."),
    message(
        "Of each speaker only the newest occasion counts: all it says in one source at one time."
    ),
    message(
        "A denial or a non-confirmation counts only where it is of the event, not of a detail."
    ),
    message("Read the lines from the top: the first that fits is the standing."),
)
_MEANINGS: Final = {
    StandingName.NOT_YET_TOLD: message("nobody has told of it yet"),
    StandingName.CONTESTED: message("one says yes, another no"),
    StandingName.DENIED: message("somebody denies it, nobody says yes"),
    StandingName.CONFIRMED: message("an official with a part in it says so; not checked by us"),
    StandingName.UNCONFIRMED: message("an official did not confirm it"),
    StandingName.REPORTED: message("somebody says so"),
    StandingName.BACKGROUND: message("mentioned as known"),
    StandingName.INFERRED: message("the writer's own conclusion"),
}

_BY_STANCE: Final = {
    Stance.CONFIRMS: message("confirmed by {speakers}"),
    Stance.REPORTS: message("reported by {speakers}"),
    Stance.RECALLS: message("mentioned as known by {speakers}"),
    Stance.INFERS: message("concluded by {speakers}; nobody is cited"),
    Stance.DENIES: message("denied by {speakers}"),
}
_STANDINGS: Final = {
    StandingName.NOT_YET_TOLD: message("not yet told"),
    StandingName.CONTESTED: message("contested: {affirmed}; {denied}"),
    StandingName.DENIED: "{denied}",
    StandingName.UNCONFIRMED: message("unconfirmed; {affirmed}"),
}
_ATTRIBUTED: Final = "{affirmed}"
_UNCONFIRMED_ALONE: Final = message("unconfirmed")
_NOT_CONFIRMED: Final = message("Not confirmed by {speakers}, {told} ({publisher}).")
_EARLIER: Final = message("Earlier that day not confirmed by {speakers} ({publisher}).")
_LATER: Final = message("Later that day not confirmed by {speakers} ({publisher}).")
_SILENT: Final = message("{publisher} found no statement by {speakers} by {told}.")

_SPEAKERS_TOLD: Final = message("{speakers}, {told}")
_PART: Final = "; "


def standing_label(name: StandingName | str) -> str:
    """Name a standing, to stand beside its meaning; about an event see `standing_words`."""
    return gettext(_LABELS[StandingName(name)])


def standing_procedure() -> tuple[str, ...]:
    """Tell in a few sentences how the claims of an event come to its standing."""
    return tuple(gettext(sentence) for sentence in _PROCEDURE)


def standing_rule_words(name: StandingName | str) -> str:
    """Tell in one sentence why an event has this standing: its line of the rule."""
    return gettext(_RULES[StandingName(name)])


def standing_meaning(name: StandingName | str) -> str:
    """Tell in a few words what a mark of this standing means."""
    return gettext(_MEANINGS[StandingName(name)])


def standing_words(standing: Standing, naming: Naming) -> tuple[str, ...]:
    """Tell a standing with who says so and when, and beside it what was not confirmed or found.

    The first sentence is the standing itself; never a bare "confirmed".
    """
    unconfirmed = standing.name is StandingName.UNCONFIRMED
    affirmed = _attributed(standing.affirmed_by if unconfirmed else standing.by)
    pattern = _STANDINGS.get(standing.name, _ATTRIBUTED)
    if unconfirmed and not affirmed:
        pattern = _UNCONFIRMED_ALONE
    first = gettext(pattern).format(affirmed=affirmed, denied=_attributed(standing.denied_by))
    return (
        f"{first[:1].upper()}{first[1:]}.",
        *_not_confirmed(standing, naming),
        *_silences(standing, naming),
    )


def _attributed(claims: Iterable[Claim]) -> str:
    """Tell by whom and when something was confirmed, reported and so on."""
    first: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        first.setdefault((claim.stance, claim.speaker), claim)
    parts = []
    for stance, pattern in _BY_STANCE.items():
        by_time: dict[str, list[Claim]] = {}
        for claim in first.values():
            if claim.stance == stance:
                by_time.setdefault(told_words(claim), []).append(claim)
        groups = [
            gettext(_SPEAKERS_TOLD).format(speakers=speakers_words(own), told=told)
            for told, own in by_time.items()
        ]
        if groups:
            parts.append(gettext(pattern).format(speakers=_PART.join(groups)))
    return _PART.join(parts)


def _not_confirmed(standing: Standing, naming: Naming) -> list[str]:
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in standing.not_confirmed_by:
        pattern = _not_confirmed_pattern(claim, standing)
        told = told_words(claim) if pattern == _NOT_CONFIRMED else ""
        groups.setdefault((pattern, naming.publisher(claim), told), []).append(claim)
    return [
        gettext(pattern).format(speakers=speakers_words(own), publisher=publisher, told=told)
        for (pattern, publisher, told), own in groups.items()
    ]


def _not_confirmed_pattern(claim: Claim, standing: Standing) -> str:
    """Choose "that day" only beside a confirmation of that very day."""
    confirmed = standing.by if standing.name is StandingName.CONFIRMED else ()
    if {other.told_day for other in confirmed} != {claim.told_day}:
        return _NOT_CONFIRMED
    # told together with the confirmation it is about the time before
    newest = max((other.seq, other.told_second) for other in confirmed)
    return _EARLIER if (claim.seq, claim.told_second) <= newest else _LATER


def _silences(standing: Standing, naming: Naming) -> list[str]:
    groups: dict[tuple[str, str], list[Claim]] = {}
    for claim in standing.silent:
        groups.setdefault((naming.publisher(claim), told_by_words(claim)), []).append(claim)
    return [
        gettext(_SILENT).format(publisher=publisher, speakers=speakers_words(own), told=told)
        for (publisher, told), own in groups.items()
    ]
