"""Places named in a text: what is found, which one is meant, and what is not a place."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.columns import PlaceKind
from geodata.drafting.atlas.entries import distance_km
from geodata.drafting.places_in_text import (
    PlaceContext,
    PlaceMention,
    find_places,
    resolve_spans,
)
from geodata.places import Place, places_frame

SOUTH_CAUCASUS = (43.0, 38.0, 51.0, 42.5)


def mention_of(text: str, words: str, context: PlaceContext | None = None) -> PlaceMention:
    """Return the mention with exactly those words."""
    found = {mention.text: mention for mention in find_places(text, context)}
    assert words in found, f"found only {sorted(found)}"
    return found[words]


def km_from(mention: PlaceMention, latitude: float, longitude: float) -> float:
    assert mention.chosen is not None, f"{mention.text} has no candidate"
    place = mention.chosen.place
    return distance_km(place.mark_latitude, place.mark_longitude, latitude, longitude)


@pytest.mark.parametrize(
    ("text", "words", "latitude", "longitude"),
    [
        ("Lorries were filmed in Geranboy in Azerbaijan.", "Geranboy", 40.61, 46.79),
        ("Lorries were filmed in Goranboy in Azerbaijan.", "Goranboy", 40.61, 46.79),
        ("Shells fell near Terter, officials in Azerbaijan said.", "Terter", 40.34, 46.93),
        ("Shells fell near Tartar, officials in Azerbaijan said.", "Tartar", 40.34, 46.93),
        ("Qatar dünən Gəncə şəhərinə çatdı.", "Gəncə", 40.68, 46.36),
        ("Колонна прошла через город Гянджа в Азербайджане.", "Гянджа", 40.68, 46.36),
        ("Qafilə Laçın və Şuşa yolundadır.", "Laçın", 39.64, 46.55),
        ("The bridge at Kolín was closed for a day.", "Kolín", 50.03, 15.2),
    ],
)
def test_spellings_find_their_place(
    text: str, words: str, latitude: float, longitude: float
) -> None:
    assert km_from(mention_of(text, words), latitude, longitude) < 40


@pytest.mark.parametrize(
    ("text", "words", "latitude", "longitude"),
    [
        ("A barn burnt down in Moscow, Idaho, on Friday.", "Moscow", 46.73, -117.0),
        ("Trains from Moscow to Kazan run again, Russia's railways said.", "Moscow", 55.75, 37.6),
        ("The county seat of Paris, Texas, has a new school.", "Paris", 33.66, -95.55),
        ("The Seine rose in Paris, and trains in France were late.", "Paris", 48.85, 2.35),
        ("Ministers met in Tbilisi, Georgia, and in Batumi.", "Georgia", 42.0, 43.5),
        ("Farmers near Macon and Augusta, Georgia, lost peaches.", "Georgia", 32.7, -83.4),
        ("Police in London, Ontario, and in Toronto made arrests.", "London", 42.98, -81.23),
        ("In Springfield, Ill., and in Chicago the heat was worst.", "Springfield", 39.8, -89.64),
    ],
)
def test_namesakes_are_told_apart_by_what_is_beside_them(
    text: str, words: str, latitude: float, longitude: float
) -> None:
    assert km_from(mention_of(text, words), latitude, longitude) < 250


@pytest.mark.parametrize(
    ("text", "words", "latitude", "longitude"),
    [
        ("Видео снято в Тертере и Геранбое.", "Тертере", 40.34, 46.93),
        ("Видео снято в Тертере и Геранбое.", "Геранбое", 40.61, 46.79),
        ("Колонна ушла из Нагорного Карабаха.", "Нагорного Карабаха", 39.92, 46.76),
        ("Görüntülər Tərtərdə və Goranboyda çəkilib.", "Goranboyda", 40.61, 46.79),
        ("Texnika Gəncədəki aerodromdan aparılır.", "Gəncədəki", 40.68, 46.36),
        ("Փախստականները Գորիսից գնացին Երևան։", "Գորիսից", 39.51, 46.34),
    ],
)
def test_names_bent_by_a_case_are_found(
    text: str, words: str, latitude: float, longitude: float
) -> None:
    context = PlaceContext(area=SOUTH_CAUCASUS)

    assert km_from(mention_of(text, words, context), latitude, longitude) < 40


def test_a_village_that_is_in_no_list_is_found_where_the_text_calls_it_one() -> None:
    mention = mention_of("Shells hit the village of Qwerzan near Gori in Georgia.", "Qwerzan")

    assert mention.chosen is not None
    assert mention.chosen.place.kind is PlaceKind.VAGUE_REGION
    assert mention.chosen.score <= 0.1


def test_a_long_text_is_read_to_its_end() -> None:
    text = "They met in Tbilisi and in Gori, Georgia. " * 400
    mentions = find_places(text)

    assert len(mentions) == 1_200
    assert km_from(mentions[-2], 41.98, 44.11) < 10


def test_the_area_of_the_case_settles_what_the_text_leaves_open() -> None:
    text = "A column was seen near Terter."
    mention = mention_of(text, "Terter", PlaceContext(area=SOUTH_CAUCASUS))

    assert km_from(mention, 40.34, 46.93) < 40


def test_the_own_places_of_a_case_come_first() -> None:
    own = Place(
        place_id="mill",
        name="Old Mill",
        kind=PlaceKind.POINT,
        geometry=shapely.Point(46.5, 39.9),
        mark_latitude=39.9,
        mark_longitude=46.5,
        variants=("London",),
    )
    context = PlaceContext(places=places_frame([own]))

    mention = mention_of("They met in London on Monday.", "London", context)

    assert mention.chosen is not None
    assert mention.chosen.place == own


@pytest.mark.parametrize(
    "text",
    [
        "Moscow has yet to comment on the reports.",
        "Two trucks overturned on the pass, which Baku called a mishap.",
        "Facing criticism from Yerevan, the mission said little.",
        "Talks with Ankara will go on in spring.",
        "Kyiv denied the claim on Tuesday.",
        "В Баку заявили об обратном.",
    ],
)
def test_a_government_named_by_its_capital_is_a_speaker(text: str) -> None:
    (mention,) = find_places(text)

    assert mention.is_speaker
    assert not mention.is_place


def test_a_capital_among_the_places_of_the_case_may_still_be_a_speaker() -> None:
    own = Place(
        place_id="baku",
        name="Baku",
        kind=PlaceKind.POINT,
        geometry=shapely.Point(49.9, 40.4),
        mark_latitude=40.4,
        mark_longitude=49.9,
    )
    context = PlaceContext(places=places_frame([own]))

    assert mention_of("Baku said that it was over.", "Baku", context).is_speaker
    assert mention_of("It was over in Baku by noon.", "Baku", context).is_place


@pytest.mark.parametrize(
    "text",
    [
        "Thousands marched in Moscow on Sunday.",
        "The train from Baku was late.",
        "A fire broke out near Yerevan at dawn.",
    ],
)
def test_what_happens_in_a_capital_happens_there(text: str) -> None:
    (mention,) = find_places(text)

    assert mention.is_place


def test_demonyms_are_marked_as_what_they_are() -> None:
    mention = mention_of("Russian lorries crossed the bridge.", "Russian")

    assert mention.is_demonym
    assert not mention.is_place
    assert mention.chosen is not None
    assert mention.chosen.place.kind is PlaceKind.COUNTRY


@pytest.mark.parametrize(
    ("words", "kind", "precision"),
    [
        ("Karabakh", PlaceKind.VAGUE_REGION, 5),
        ("Nagorno-Karabakh", PlaceKind.VAGUE_REGION, 5),
        ("Lachin Corridor", PlaceKind.VAGUE_REGION, 5),
        ("Middle East", PlaceKind.VAGUE_REGION, 5),
        ("Azerbaijan", PlaceKind.COUNTRY, 6),
    ],
)
def test_what_is_vague_stays_vague(words: str, kind: PlaceKind, precision: int) -> None:
    mention = mention_of(f"Troops were sent to the {words} in autumn.", words)

    assert mention.chosen is not None
    assert (mention.chosen.place.kind, mention.chosen.place.geo_precision) == (kind, precision)


def test_a_corridor_that_no_list_has_is_only_roughly_where_its_name_is() -> None:
    mention = mention_of("Aid went through the Aleppo Corridor in Syria.", "Aleppo Corridor")

    assert mention.chosen is not None
    assert mention.chosen.place.kind is PlaceKind.VAGUE_REGION
    assert "only roughly" in mention.chosen.reason


def test_the_airfield_of_a_town_is_meant_where_the_text_says_so() -> None:
    text = "The cargo was flown out of Azerbaijan from the military airfield at Ganja."

    assert km_from(mention_of(text, "Ganja"), 40.739, 46.32) < 5


def test_an_airport_with_another_ones_coordinates_is_not_used() -> None:
    mention = mention_of("He landed at Lachin airport in Azerbaijan.", "Lachin")

    assert km_from(mention, 39.64, 46.55) < 60


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Paris said that he was tired.",
        "John Lincoln and Mary Jackson, 41, were married in the afternoon.",
        "In May and March they went on as on Monday.",
        "Nice work, they said, and More of it.",
        "He read The Times.",
    ],
)
def test_names_of_people_and_other_words_are_no_places(text: str) -> None:
    assert find_places(text) == ()


def test_every_candidate_says_why_it_is_ranked_there() -> None:
    mention = mention_of("Two men from Springfield were fined.", "Springfield")

    assert len(mention.candidates) > 3
    assert all(candidate.reason for candidate in mention.candidates)
    scores = [candidate.score for candidate in mention.candidates]
    assert scores == sorted(scores, reverse=True)


def test_a_name_that_is_in_no_list_says_so() -> None:
    text = "The shop in Zzyzzqua Valley near Gori, Georgia, was shut."
    (mention,) = resolve_spans(text, [(12, 27)])
    both = resolve_spans(text, [(12, 27), (33, 37)])

    assert mention.candidates == ()
    assert both[0].chosen is not None
    assert "in no list" in both[0].chosen.reason
    assert both[0].chosen.place.kind is PlaceKind.VAGUE_REGION


@pytest.mark.parametrize("span", [(0, 0), (-1, 3), (2, 1), (0, 99)])
def test_a_span_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="expected a span within 0 and 6"):
        resolve_spans("London", [span])


@pytest.mark.parametrize("text", ["", " ", "1234 5678", "…—…", "😀" * 50])
def test_a_text_without_words_names_no_place(text: str) -> None:
    assert find_places(text) == ()


PIECES = st.sampled_from(
    [
        *("Paris", "Texas", "U.S.", "St.", "Ky.", "Moscow", "said", "in", "the", "County", "Lake"),
        *(
            "Russian",
            "Гянджа",
            "Москве",
            "Laçında",
            "'s",
            ",",
            ".",
            "-",
            "\n",
            "of",
            "North",
            "Dr.",
        ),
        *("Street", "Highway", "95", "“", "”", "(", ")", "W.Va.", "Port-au-Prince", "O’Fallon"),
    ]
)


@settings(deadline=None, max_examples=200)
@given(st.lists(PIECES, max_size=25), st.sampled_from([" ", "", "  "]))
def test_spans_lie_in_the_text_in_order_and_hold_their_words(pieces: list[str], gap: str) -> None:
    text = gap.join(pieces)
    mentions = find_places(text)

    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(mention.text.strip() for mention in mentions)
    ends = [0, *(mention.end for mention in mentions)]
    assert all(end <= mention.start for end, mention in zip(ends, mentions, strict=False))
    assert all(0 <= one.score <= 1 for mention in mentions for one in mention.candidates)
