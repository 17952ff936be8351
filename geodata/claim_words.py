"""A claim in one sentence: who takes which stance on what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geodata.columns import ClaimField, Stance
from geodata.day_words import edtf_words
from geodata.naming import is_plural, speaker_words, told_by_words, told_words
from geodata.translation import gettext, message, messages, ngettext

if TYPE_CHECKING:
    from geodata.claims import Claim
    from geodata.naming import Naming

_LABELS: Final = {
    Stance.REPORTS: message("reports"),
    Stance.CONFIRMS: message("confirms"),
    Stance.INFERS: message("concludes"),
    Stance.RECALLS: message("mentions as known"),
    Stance.DOES_NOT_CONFIRM: message("had not confirmed"),
    Stance.NO_STATEMENT: message("no statement found"),
    Stance.DENIES: message("denies"),
}
_MEANINGS: Final = {
    Stance.REPORTS: message("the speaker says that it happened"),
    Stance.CONFIRMS: message("the speaker has a part in it and says that it happened"),
    Stance.INFERS: message("the writer's own conclusion; nobody is cited for it"),
    Stance.RECALLS: message("mentioned in passing, as known"),
    Stance.DOES_NOT_CONFIRM: message("the speaker is said not to have confirmed it"),
    Stance.NO_STATEMENT: message("the source looked for a statement by the speaker and found none"),
    Stance.DENIES: message("the speaker says that it did not happen, or not in this way"),
}
_FIELD_LABELS: Final = {
    ClaimField.OCCURRENCE: message("that it happened"),
    ClaimField.DATE: message("the day"),
    ClaimField.PLACE: message("the place"),
    ClaimField.ACTOR: message("who took part"),
    ClaimField.NUMBER: message("the number"),
    ClaimField.ACCOUNT: message("the name, cause or terms"),
}
_FIELD_MEANINGS: Final = {
    ClaimField.OCCURRENCE: message("that it happened at all"),
    ClaimField.DATE: message("the day"),
    ClaimField.PLACE: message("the place"),
    ClaimField.ACTOR: message("who took part"),
    ClaimField.NUMBER: message("how many"),
    ClaimField.ACCOUNT: message("how it is called, its cause or its terms"),
}
# of one speaker, of several; one pattern alone where its verb is not the speaker's
_Pattern = str | tuple[str, str]
_OF_OCCURRENCE: Final[dict[Stance, _Pattern]] = {
    Stance.REPORTS: messages("{speaker} says it happened", "{speaker} say it happened"),
    Stance.CONFIRMS: messages("{speaker} confirms it", "{speaker} confirm it"),
    Stance.INFERS: messages(
        "{speaker} concludes it; nobody is cited", "{speaker} conclude it; nobody is cited"
    ),
    Stance.RECALLS: message("{recalling} mentions it as known"),
    Stance.DOES_NOT_CONFIRM: message("{speaker} had not confirmed it ({publisher}, {told})"),
    Stance.NO_STATEMENT: message("{publisher} found no statement by {speaker} by {told_by}"),
    Stance.DENIES: messages("{speaker} says it did not happen", "{speaker} say it did not happen"),
}
_OF_DETAIL: Final[dict[Stance, _Pattern]] = {
    Stance.REPORTS: messages("{speaker} tells {detail}", "{speaker} tell {detail}"),
    Stance.CONFIRMS: messages("{speaker} confirms {detail}", "{speaker} confirm {detail}"),
    Stance.INFERS: messages(
        "{speaker} concludes {detail}; nobody is cited",
        "{speaker} conclude {detail}; nobody is cited",
    ),
    Stance.RECALLS: message("{recalling} mentions as known {detail}"),
    Stance.DOES_NOT_CONFIRM: message("{speaker} had not confirmed {detail} ({publisher}, {told})"),
    Stance.NO_STATEMENT: message(
        "{publisher} found no statement by {speaker} on {detail} by {told_by}"
    ),
    Stance.DENIES: messages("{speaker} disputes {detail}", "{speaker} dispute {detail}"),
}
_REPORTED_DETAIL: Final[dict[ClaimField, _Pattern]] = {
    ClaimField.DATE: messages("{speaker} dates it {value}", "{speaker} date it {value}"),
    ClaimField.PLACE: messages("{speaker} places it at {value}", "{speaker} place it at {value}"),
    ClaimField.ACTOR: messages(
        "{speaker} names who took part: {value}", "{speaker} name who took part: {value}"
    ),
    ClaimField.NUMBER: messages(
        "{speaker} gives the number: {value}", "{speaker} give the number: {value}"
    ),
    ClaimField.ACCOUNT: message("{speaker} on its cause or terms: {value}"),
}
_CALLS_IT: Final = messages("{speaker} calls it {value}", "{speaker} call it {value}")
_DETAILS: Final = {
    ClaimField.DATE: message("the day"),
    ClaimField.PLACE: message("the place"),
    ClaimField.ACTOR: message("who took part"),
    ClaimField.NUMBER: message("the number"),
    ClaimField.ACCOUNT: message("its cause or terms"),
}
_DETAILS_WITH_VALUE: Final = {
    ClaimField.DATE: message("the day: {value}"),
    ClaimField.PLACE: message("the place: {value}"),
    ClaimField.ACTOR: message("who took part: {value}"),
    ClaimField.NUMBER: message("the number: {value}"),
    ClaimField.ACCOUNT: message("its cause or terms: {value}"),
}
_NAME_WITH_VALUE: Final = message("the name {value}")
_CITING: Final = message("{publisher}, citing {speaker},")
_VALUE: Final = "{value}"

_QUOTED: Final = re.compile(r"[“\"«„‘'].*")


def stance_label(stance: Stance | str) -> str:
    """Name a stance in a word or three, to stand beside a speaker."""
    return gettext(_LABELS[Stance(stance)])


def stance_meaning(stance: Stance | str) -> str:
    """Tell in a few words what a stance means."""
    return gettext(_MEANINGS[Stance(stance)])


def field_label(field: ClaimField | str) -> str:
    """Name what a claim on a field is about, to stand beside a stance."""
    return gettext(_FIELD_LABELS[ClaimField(field)])


def field_meaning(field: ClaimField | str) -> str:
    """Tell in a few words what a claim on a field is about."""
    return gettext(_FIELD_MEANINGS[ClaimField(field)])


def claim_sentence(claim: Claim, naming: Naming) -> str:
    """Tell in one sentence, without a full stop, who takes which stance on what.

    What somebody did not say, or was not found to have said, is told in the past tense with
    source and day.
    """
    return value_words(claim, naming).join(claim_sentence_parts(claim, naming))


def claim_sentence_parts(claim: Claim, naming: Naming) -> tuple[str, ...]:
    """Give the sentence without the claim's value: what stands before it, and what after.

    A sentence that does not name the value is one part.
    """
    publisher = naming.publisher(claim)
    words = {
        "speaker": speaker_words(claim.speaker) or publisher,
        "publisher": publisher,
        "told": told_words(claim),
        "told_by": told_by_words(claim),
    }
    # split while it is a pattern of ours: what a case says is never searched
    parts = _pattern(claim, value_words(claim, naming), publisher).split(_VALUE)
    return tuple(part.format_map(words) for part in parts)


def value_words(claim: Claim, naming: Naming) -> str:
    """Tell what value a claim gives, a place by its name and a date in words; "" for none."""
    if claim.field == ClaimField.PLACE:
        return naming.places.get(claim.value) or claim.value
    if claim.field == ClaimField.DATE:
        return edtf_words(claim.value, naming.timezone)
    return claim.value


def _pattern(claim: Claim, value: str, publisher: str) -> str:
    """Choose the sentence's pattern, with the detail it tells of and who recalls it put in."""
    pattern = _agreeing(_of_stance(claim, value), claim.speaker)
    own_voice = _squeezed(publisher).startswith(_squeezed(claim.speaker))
    recalling = "{publisher}" if own_voice else gettext(_CITING)
    return pattern.replace("{recalling}", recalling).replace("{detail}", _detail(claim, value))


def _agreeing(pattern: _Pattern, speaker: str) -> str:
    if isinstance(pattern, str):
        return gettext(pattern)
    return ngettext(*pattern, len(pattern) if is_plural(speaker) else 1)


def _of_stance(claim: Claim, value: str) -> _Pattern:
    stance, field = Stance(claim.stance), ClaimField(claim.field)
    if field is ClaimField.OCCURRENCE:
        return _OF_OCCURRENCE[stance]
    if stance in {Stance.REPORTS, Stance.RECALLS} and _is_a_name(field, value):
        return _CALLS_IT
    if stance is Stance.REPORTS and value:
        return _REPORTED_DETAIL[field]
    return _OF_DETAIL[stance]


def _detail(claim: Claim, value: str) -> str:
    field = ClaimField(claim.field)
    if field is ClaimField.OCCURRENCE:
        return ""
    if _is_a_name(field, value):
        return gettext(_NAME_WITH_VALUE)
    if not value or claim.stance == Stance.NO_STATEMENT:
        return gettext(_DETAILS[field])
    return gettext(_DETAILS_WITH_VALUE[field])


def _is_a_name(field: ClaimField, value: str) -> bool:
    return field is ClaimField.ACCOUNT and bool(_QUOTED.match(value))


def _squeezed(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
