"""Every column of every table: its meaning, its vocabulary and what its cells may hold.

`docs/` explains the tables to people; this module is what the program checks against. Names follow
Darwin Core (dwc:), Dublin Core, ACLED and UCDP where these have one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Literal

from geodata.schema_versions import FIRST, LATEST
from geodata.translation import message


class Stance(StrEnum):
    """How a claim stands to what it is about."""

    REPORTS = "reports"
    CONFIRMS = "confirms"
    INFERS = "infers"
    RECALLS = "recalls"
    DOES_NOT_CONFIRM = "does-not-confirm"
    NO_STATEMENT = "no-statement"
    DENIES = "denies"


class ClaimField(StrEnum):
    """What a claim is about; an empty cell means `occurrence`."""

    OCCURRENCE = "occurrence"
    DATE = "date"
    PLACE = "place"
    ACTOR = "actor"
    NUMBER = "number"
    ACCOUNT = "account"


class PlaceKind(StrEnum):
    """What sort of thing a place is; settles how it is drawn."""

    POINT = "point"
    AREA = "area"
    LINE = "line"
    VAGUE_REGION = "vague region"
    COUNTRY = "country"


class Reliability(StrEnum):
    """Reliability of a source on the Admiralty scale (NATO AJP-2.1)."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


GEO_PRECISION: Final[Mapping[int, str]] = {
    1: message("exact"),
    2: message("within 25 km"),
    3: message("district"),
    4: message("province"),
    5: message("vague region or line"),
    6: message("country"),
    7: message("international"),
}
"""UCDP's `where_prec`."""

RELIABILITY: Final[Mapping[Reliability, str]] = {
    Reliability.A: message("completely reliable"),
    Reliability.B: message("usually reliable"),
    Reliability.C: message("fairly reliable"),
    Reliability.D: message("not usually reliable"),
    Reliability.E: message("unreliable"),
    Reliability.F: message("reliability cannot be judged"),
}
"""What the letters of the Admiralty scale stand for."""

BETWEEN: Final = "|"
"""Stands between names in one cell: actors, sources and what is said of each source."""

SOURCE_ID: Final = r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}"
"""Source ids name files: nothing in them may lead out of the case's folder."""

FARTHEST_M: Final = 5_000_000.0
"""A wider margin than an eighth of the way round the globe is no statement about a place."""


@dataclass(frozen=True)
class Column:
    """One column.

    Parameters
    ----------
    name, meaning
        As in the file, and in a sentence.
    required
        Whether the file must have it.
    filled
        Whether each of its cells must hold something.
    unique
        Whether no two rows may share a value.
    kind
        `text`, `number` (float) or `whole number`.
    low, high
        Bounds of a number, both included.
    vocabulary
        The words that a cell may hold, where not any.
    pattern
        What a filled cell must match as a whole, with what to tell where it does not.
    aliases
        Other names under which the column is known.
    """

    name: str
    meaning: str
    required: bool = False
    filled: bool = False
    unique: bool = False
    kind: Literal["text", "number", "whole number"] = "text"
    low: float | None = None
    high: float | None = None
    vocabulary: type[StrEnum] | None = None
    pattern: tuple[str, str] | None = None
    aliases: tuple[str, ...] = field(default=(), repr=False)

    @property
    def dtype(self) -> str:
        """The pandas dtype of its typed cells."""
        return {"text": "str", "number": "float64", "whole number": "Int32"}[self.kind]


EVENTS: Final = (
    Column(
        "event_id",
        "Permanent, never reused (dwc:eventID)",
        filled=True,
        unique=True,
        aliases=("id",),
    ),
    Column(
        "title",
        "Neutral and short, without hindsight",
        required=True,
        filled=True,
        aliases=("name", "event", "headline", "event_title", "event_name", "what"),
    ),
    Column(
        "description",
        "A sentence or two in our words",
        aliases=("desc", "notes", "note", "details", "summary", "text"),
    ),
    Column(
        "kind",
        "The case's own code list (cf. ACLED event_type)",
        aliases=("type", "category", "event_type", "event_kind"),
    ),
    Column(
        "date",
        "When it happened, in EDTF level 1 or 2",
        required=True,
        aliases=(
            *("event_date", "when", "day", "datetime", "date_time", "timestamp"),
            *("start_date", "date_start", "occurred", "time", "year"),
        ),
    ),
    Column("verbatim_date", "The date as printed (dwc:verbatimEventDate)"),
    Column("date_basis", "How the date was resolved"),
    Column("place_id", "Key into the places (dwc:locationID)", aliases=("location_id",)),
    Column(
        "latitude",
        "Of the mark, WGS84 degrees (dwc:decimalLatitude)",
        kind="number",
        low=-90,
        high=90,
        aliases=("lat", "y", "decimal_latitude"),
    ),
    Column(
        "longitude",
        "Of the mark, WGS84 degrees (dwc:decimalLongitude)",
        kind="number",
        low=-180,
        high=180,
        aliases=("lon", "lng", "long", "x", "decimal_longitude"),
    ),
    Column(
        "coordinate_uncertainty_m",
        "Radius in metres (dwc:coordinateUncertaintyInMeters)",
        kind="number",
        low=0,
        high=FARTHEST_M,
        aliases=("uncertainty_m", "coordinate_uncertainty_in_meters"),
    ),
    Column(
        "geo_precision",
        "1 exact to 7 international (UCDP where_prec)",
        kind="whole number",
        low=1,
        high=7,
        aliases=("where_prec",),
    ),
    Column("verbatim_locality", "The place as printed (dwc:verbatimLocality)"),
    Column("actors", "Names, separated by | (cf. ACLED actor1, actor2)", aliases=("actor",)),
)

EVENT_SOURCE: Final = (
    Column(
        "place",
        "A place's name, looked up",
        aliases=("location", "city", "town", "place_name", "locality", "where"),
    ),
    Column(
        "source",
        "Who tells of the event; several names separated by |",
        aliases=("publisher", "outlet", "source_name", "media"),
    ),
    Column("url", "Where it can be read", aliases=("link", "href", "source_url", "web")),
    Column(
        "reported", "EDTF day or instant on which the source told of it", aliases=("published",)
    ),
)
"""What a table of events may hold besides where the case has no claims of its own."""

CLAIMS: Final = (
    Column("claim_id", "Permanent, never reused", filled=True, unique=True),
    Column("event_id", "The event it is about", required=True, filled=True),
    Column(
        "source_id",
        "The document that carries it; empty where only a url is known",
        pattern=(SOURCE_ID, "letters, digits, “.”, “_” and “-”, not starting with “.”"),
    ),
    Column("speaker", "Who says it: an office, then a name", required=True, filled=True),
    Column(
        "stance",
        "How it stands to what it is about",
        required=True,
        filled=True,
        vocabulary=Stance,
    ),
    Column("field", "What it is about", vocabulary=ClaimField),
    Column("value", "EDTF for a date, a place_id for a place, else words"),
    Column("reported", "EDTF day or instant on which the source carried it"),
    Column(
        "seq",
        "Order within a day where no time is printed",
        kind="whole number",
        low=0,
        high=1_000_000,
    ),
    Column("said", "When the speaker said it (EDTF), where that is earlier or otherwise known"),
    Column("paragraph", "Number of the summary's paragraph", kind="whole number", low=1, high=1e6),
    Column("quote", "Words of that paragraph that carry it (W3C TextQuoteSelector)"),
    Column(
        "original_start",
        "Position in the user's own copy (W3C TextPositionSelector)",
        kind="whole number",
        low=0,
        high=2**31 - 1,
    ),
    Column(
        "original_end",
        "Position after the last character",
        kind="whole number",
        low=0,
        high=2**31 - 1,
    ),
    Column("says", "The claim in one neutral sentence", required=True),
    Column("url", "Where it can be read, if not the source's own"),
)

SOURCES: Final = (
    Column(
        "source_id",
        "Names the document and its files",
        required=True,
        filled=True,
        unique=True,
        pattern=(SOURCE_ID, "letters, digits, “.”, “_” and “-”, not starting with “.”"),
    ),
    Column("title", "As printed", required=True),
    Column("publisher", "Who published it"),
    Column("published", "When (EDTF)"),
    Column("published_basis", "stated, or inferred and from what"),
    Column("language", "BCP 47 code of the document's language"),
    Column("url", "Where it can be read"),
    Column("archived_url", "Where a copy is kept"),
    Column("retrieved", "When it was fetched (EDTF)"),
    Column("sha256", "Of the original's bytes", pattern=(r"[0-9a-fA-F]{64}", "64 hex digits")),
    Column("original_source", "A copy of whose statement or story"),
    Column("note", "Anything a reader should know of it"),
    Column("reliability", "Admiralty scale", vocabulary=Reliability),
)

CASE: Final = (
    Column("title", "Neutral and short", required=True, filled=True),
    Column("timezone", "IANA name; the days of the case are told in it"),
    Column("languages", "BCP 47 codes separated by |, the page's first"),
    Column("licence", "Of the case's own words"),
    Column("limits", "What the case cannot tell, in a sentence"),
    Column(
        "schema_version",
        "Of this format; without it the first",
        kind="whole number",
        low=FIRST,
        high=LATEST,
    ),
)

CORRECTIONS: Final = (
    Column("claim_id", "The claim that was corrected", required=True, filled=True),
    Column(
        "source_id",
        "The document that carries it",
        pattern=(SOURCE_ID, "letters, digits, “.”, “_” and “-”, not starting with “.”"),
    ),
    Column("corrected", "When it was corrected (EDTF)", required=True, filled=True),
    Column("column", "Which of its cells; empty where the claim was taken out"),
    Column("before", "What stood there"),
    Column("after", "What stands there since"),
    Column("reason", "Why"),
)
"""What has been changed of claims since they were first told here."""

PLACES: Final = (
    Column("place_id", "Key (dwc:locationID)", required=True, filled=True, unique=True),
    Column("name", "Neutral", filled=True),
    Column("names", "Object: language → name"),
    Column("variants", "List of further spellings"),
    Column("kind", "What sort of thing it is", vocabulary=PlaceKind),
    Column("uncertainty_m", "Radius in metres", kind="number", low=0, high=FARTHEST_M),
    Column("geo_precision", "1 exact to 7 international", kind="whole number", low=1, high=7),
    Column("mark_latitude", "Where the mark stands", kind="number", low=-90, high=90),
    Column("mark_longitude", "Where the mark stands", kind="number", low=-180, high=180),
    Column("basis", "Where outline, mark and radius are from"),
)
