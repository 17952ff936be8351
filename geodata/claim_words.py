"""A claim in one sentence: who takes which stance on what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geodata.columns import ClaimField, Stance
from geodata.dates import DateError, parse_date
from geodata.day_words import day_words
from geodata.naming import is_plural, speaker_words, told_by_words, told_words

if TYPE_CHECKING:
    from geodata.claims import Claim
    from geodata.naming import Naming

_LABELS: Final = {
    Stance.REPORTS: "reports",
    Stance.CONFIRMS: "confirms",
    Stance.INFERS: "concludes",
    Stance.RECALLS: "mentions as known",
    Stance.DOES_NOT_CONFIRM: "had not confirmed",
    Stance.NO_STATEMENT: "no statement found",
    Stance.DENIES: "denies",
}
_PLURAL: Final = {
    "says": "say",
    "confirms": "confirm",
    "concludes": "conclude",
    "disputes": "dispute",
    "tells": "tell",
    "dates": "date",
    "places": "place",
    "names": "name",
    "gives": "give",
    "calls": "call",
}
_OF_OCCURRENCE: Final = {
    Stance.REPORTS: "{speaker} {says} it happened",
    Stance.CONFIRMS: "{speaker} {confirms} it",
    Stance.INFERS: "{speaker} {concludes} it; nobody is cited",
    Stance.RECALLS: "{recalling} mentions it as known",
    Stance.DOES_NOT_CONFIRM: "{speaker} had not confirmed it ({publisher}, {told})",
    Stance.NO_STATEMENT: "{publisher} found no statement by {speaker} by {told_by}",
    Stance.DENIES: "{speaker} {says} it did not happen",
}
_OF_DETAIL: Final = {
    Stance.REPORTS: "{speaker} {tells} {detail}",
    Stance.CONFIRMS: "{speaker} {confirms} {detail}",
    Stance.INFERS: "{speaker} {concludes} {detail}; nobody is cited",
    Stance.RECALLS: "{recalling} mentions as known {detail}",
    Stance.DOES_NOT_CONFIRM: "{speaker} had not confirmed {detail} ({publisher}, {told})",
    Stance.NO_STATEMENT: "{publisher} found no statement by {speaker} on {detail} by {told_by}",
    Stance.DENIES: "{speaker} {disputes} {detail}",
}
_REPORTED_DETAIL: Final = {
    ClaimField.DATE: "{speaker} {dates} it {value}",
    ClaimField.PLACE: "{speaker} {places} it at {value}",
    ClaimField.ACTOR: "{speaker} {names} who took part: {value}",
    ClaimField.NUMBER: "{speaker} {gives} the number: {value}",
    ClaimField.ACCOUNT: "{speaker} on its cause or terms: {value}",
}
_CALLS_IT: Final = "{speaker} {calls} it {value}"
_DETAILS: Final = {
    ClaimField.DATE: "the day",
    ClaimField.PLACE: "the place",
    ClaimField.ACTOR: "who took part",
    ClaimField.NUMBER: "the number",
    ClaimField.ACCOUNT: "its cause or terms",
}
_DETAIL_WITH_VALUE: Final = "{detail}: {value}"
_NAME_WITH_VALUE: Final = "the name {value}"
_CITING: Final = "{publisher}, citing {speaker},"

_QUOTED: Final = re.compile(r"[“\"«„‘'].*")


def stance_label(stance: Stance | str) -> str:
    """Name a stance in a word or three, to stand beside a speaker."""
    return _LABELS[Stance(stance)]


def claim_sentence(claim: Claim, naming: Naming) -> str:
    """Tell in one sentence, without a full stop, who takes which stance on what.

    What somebody did not say, or was not found to have said, is told in the past tense with
    source and day.
    """
    publisher = naming.publisher(claim)
    speaker = speaker_words(claim.speaker) or publisher
    own_voice = _squeezed(publisher).startswith(_squeezed(claim.speaker))
    value = _value_words(claim, naming)
    verbs = _PLURAL if is_plural(claim.speaker) else {verb: verb for verb in _PLURAL}
    return _pattern(claim, value).format(
        **verbs,
        speaker=speaker,
        publisher=publisher,
        recalling=publisher if own_voice else _CITING.format(publisher=publisher, speaker=speaker),
        value=value,
        detail=_detail_words(claim, value),
        told=told_words(claim),
        told_by=told_by_words(claim),
    )


def _value_words(claim: Claim, naming: Naming) -> str:
    if claim.field == ClaimField.PLACE:
        return naming.places.get(claim.value) or claim.value
    if claim.field == ClaimField.DATE and claim.value:
        try:
            return day_words(parse_date(claim.value, naming.timezone))
        except DateError:  # the case has told of it; here it is shown as it stands
            return claim.value
    return claim.value


def _pattern(claim: Claim, value: str) -> str:
    stance, field = Stance(claim.stance), ClaimField(claim.field)
    if field is ClaimField.OCCURRENCE:
        return _OF_OCCURRENCE[stance]
    if stance in {Stance.REPORTS, Stance.RECALLS} and _is_a_name(field, value):
        return _CALLS_IT
    if stance is Stance.REPORTS and value:
        return _REPORTED_DETAIL[field]
    return _OF_DETAIL[stance]


def _detail_words(claim: Claim, value: str) -> str:
    field = ClaimField(claim.field)
    if field is ClaimField.OCCURRENCE:
        return ""
    if _is_a_name(field, value):
        return _NAME_WITH_VALUE.format(value=value)
    detail = _DETAILS[field]
    if not value or claim.stance == Stance.NO_STATEMENT:
        return detail
    return _DETAIL_WITH_VALUE.format(detail=detail, value=value)


def _is_a_name(field: ClaimField, value: str) -> bool:
    return field is ClaimField.ACCOUNT and bool(_QUOTED.match(value))


def _squeezed(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
