"""Tables of our own in which much is odd or wrong; everything in them is invented."""

from __future__ import annotations

from typing import Final

from tests.geodata.test_layouts import ACLED, ACLED_ROW, UCDP, UCDP_ROW, gdelt, table

EVENTS: Final = (
    "event_id,title,description,kind,date,verbatim_date,date_basis,place_id,latitude,longitude,"
    "coordinate_uncertainty_m,geo_precision,verbatim_locality,actors,Mood, \n"
    "strike,Strike,Dockers stop work,strike,2024-04-17,17 April,printed,quay,,,,,the quay,"
    "Dockers|Port,calm,\n"
    "march,March,,march,2024-04-16/2024-04-18,,,,40.5,46.25,,2,,Dockers,,\n"
    "talks,Talks,,talk,2024-04~,,,,-33.125,-70.5,30000,,,Port|Ministry,,\n"
    '"shut","Harbour shut,\nin two lines",,strike,"[2024-04-16,2024-04-17]",,,haze,,,,,,,,\n'
    "since,Watch begins,,watch,2024-04-17/..,,,Old Quay,,,,,,,,\n"
    "until,Watch before,,watch,../2024-04-10,,,outline,,,,,,,,\n"
    "undated,Undated,,talk,,,,land,,,,,,,,\n"
    "instant,Late call,,talk,2024-04-17T22:30:00Z,,,,40.5,46.25,,3,,,,\n"
    'at,Bare id,,talk,2024-04-19,,,"at:40.5,46.25",,,,,,,,\n'
    'comma,Cafe\u0301 closed  ,,talk,2020-23,,,,"40,75",\u22120.5,,1,,,,\n'
    "elsewhere,Unknown place,,talk,2024-04-20,,,nowhere,41,47,250,,,,,\n"
    "inherits,Own radius,,talk,2024-04-20,,,haze,,,500,7,,,,\n"
    "moved,Own coordinates,,talk,2024-04-20,,,quay,41.5,,,,,,,\n"
    "nearby,Own mark,,talk,2024-04-20,,,quay,41.5,47.5,,,,,,\n"
    "strike,Again,,talk,2024-04-21,,,,,,,,,,,\n"
    ",No id,,talk,2024-04-21,,,,,,,,,,,\n"
    ",No id either,,talk,2024-04-21,,,,,,,,,,,\n"
    "untitled,,,talk,2024-04-21,,,,,,,,,,,\n"
    "no-day,No such day,,talk,2024-02-30,,,,,,,,,,,\n"
    "swapped,Swapped,,talk,2024-04-21,,,,146.5,40.5,,,,,,\n"
    "outside,Outside,,talk,2024-04-21,,,,95,200,,,,,,\n"
    "half,Half,,talk,2024-04-21,,,,,46,,,,,,\n"
    "lost,Lost,,talk,2024-04-21,,,quayy,,,,,,,,\n"
    "numbers,Numbers,,talk,soon,,,,40,46,-5,2.5,,,,\n"
    "wide,Wide,,talk,2024-04-21,,,,40,46,6000000,8,,,,\n"
    "bell\x07,Bell,,talk,2024-04-21,,,,,,,,,,,\n"
    "short,Short,talk\n"
    "long,Long,,talk,2024-04-21,,,,,,,,,,,,,surplus\n"
    "blanks,Blanks after it,,talk,2024-04-21,,,road,,,,,,,,, ,\n"
    "\n"
)
UNCLOSED: Final = (
    'open,"Never closed,,talk,2024-04-21,,,,,,,,,,,\nlast,Last,,talk,2024-04-21,,,,,,,,,,,\n'
)
CLAIMS: Final = (
    "claim_id,event_id,source_id,speaker,stance,field,value,reported,seq,said,paragraph,quote,"
    "original_start,original_end,says,url\n"
    "a1,strike,agency,Dockers,reports,,,2024-04-17,1,,1,work had stopped,,,Work has stopped,\n"
    "a2,strike,agency,Dockers,reports,number,400,,2,2024-04-16,2,Four\u00a0hundred,10,22,400,\n"
    "b1,strike,copy,Dockers,reports,,,2024-04-18T09:00,0,,,,,,Work has stopped,\n"
    "b2,strike,copy,Port,denies,,,2024-04-18T08:00+04:00,1,,,never,,,Nothing stopped,\n"
    "b3,strike,copy,Port,denies,,,2024-04-18T07:00,2,,,,,,Nothing stopped,\n"
    "c1,march,,Dockers,confirms,,,2024-04-17,,,,,,,They march,https://news.example.org/a?b=1\n"
    "c2,talks,silent,Ministry,no-statement,,,,,,,,,,No word,\n"
    "c3,talks,silent,Ministry,does-not-confirm,place,,2024-05,,,,,,,Not there,\n"
    "d1,shut,agency,Port,reports,place,Quayside,2024-04-17,,,,,,,At the quay,\n"
    "d2,shut,agency,Port,infers,date,2024-04-16~,2024-04-17,,,,,,,The day before,\n"
    "d3,instant,agency,Port,recalls,account,“the call”,2024-04-18,,,,,,,The call,\n"
    "e1,strike,agency,Dockers,confirm,,,2024-04-17,,,,,,,Typing,\n"
    "e2,strik,agency,Dockers,reports,,,2024-04-17,,,,,,,No such event,\n"
    "e3,no-day,agency,Dockers,reports,,,2024-04-17,,,,,,,Rejected event,\n"
    "e4,strike,agence,Dockers,reports,,,2024-04-17,,,,,,,No such source,\n"
    "e5,strike,,Dockers,reports,,,2024-04-17,,,,,,,Nowhere,ftp://example.org/\n"
    "e6,strike,agency,Dockers,reports,place,Nowhere-on-Sea,2024-04-17,,,,,,,No such place,\n"
    "e7,strike,agency,Dockers,reports,date,17.04.2024,2024-04-17,,,,,,,No such form,\n"
    "e8,strike,agency,Dockers,reports,date,,2024-04-17,,,,,,,Which day,\n"
    "e9,strike,agency,Dockers,denies,date,,2024-04-17,,,,,,,Not that day,\n"
    "f1,strike,agency,Dockers,reports,,,2024-04-17,1.5,,,,,,Half a place,\n"
    "f2,strike,agency,Dockers,reports,,,2024-04-17,-1,,0,,,,Below,\n"
    "f3,strike,agency,Dockers,reports,,,2024-04-17,,,7,,,,No such paragraph,\n"
    "f4,strike,agency,Dockers,reports,,,2024-04-17,,,1,Four hundred,,,Elsewhere,\n"
    "f5,strike,agency,Dockers,reports,,,2024-04-17,,,,quite other words,,,Not there,\n"
    "f6,strike,agency,Dockers,reports,,,2024-04-17,,,,,5,,Half a position,\n"
    "f7,strike,agency,Dockers,reports,,,2024-04-17,,,,,9,5,Backwards,\n"
    "f8,strike,agency,Dockers,reports,,,2024-04-17/..,,,,,,,Endless,\n"
    "f9,undated,silent,Dockers,reports,,,,,,,,,,Never told,\n"
    "g1,strike,agency,,reports,colour,,2024-04-17,,yesterday,,,,,Three things,\n"
    "a1,strike,agency,Dockers,reports,,,2024-04-17,,,,,,,Again,\n"
)
SOURCES: Final = (
    "source_id,title,publisher,published,published_basis,language,url,archived_url,retrieved,"
    "sha256,original_source,note,reliability\n"
    "agency,Dockers stop,Agency,2024-04-18,stated,en,https://agency.example/1,,2024-05-01,"
    f"{'aB' * 32},,First,B\n"
    "copy,Dockers stop,Copy,2024-04,inferred,en,,,,,agency,,\n"
    "silent,Untitled,,,,,,,,,,,F\n"
    "unused,Nobody's,Nobody,2024-04-17/2024-04-19,,,,,,,,,\n"
    "../up,Up,,,,,,,,,,,\n"
    "agency,Twice,,,,,,,,,,,\n"
    "sums,Sums,,17 April 2024,,,,,never,12ab,,,G\n"
    ",Nameless,,,,,,,,,,,\n"
)
SUMMARY: Final = (
    "# Agency, 18 April 2024\n\n¶1 The dockers said that work\nhad stopped at the quay.\n\n"
    "¶2 Four hundred men stood at the gates all morning long, it said.\n"
)
ORIGINAL: Final = "Some four hundred men stood at the gates all morning long. Work had stopped.\n"
CORRECTIONS: Final = (
    "claim_id,source_id,corrected,column,before,after,reason\n"
    "a2,agency,2024-04-20,value,300,400,Counted anew\n"
    "z9,agency,2024-04-21T10:00,,,,Taken out\n"
    ",agency,2024-04-21,says,a,b,No claim\n"
    "a1,../up,,says,a,b,No day\n"
    "a1,agency,last week,says,a,b,No such day\n"
)
DESCRIPTION: Final = (
    "title,timezone,languages,licence,limits,schema_version\n"
    "A quarrel in a harbour,Asia/Baku,en| az||,CC0,Nobody asked the ministry,2\n"
    "Another,Asia/Nowhere,,,,9\n"
)


def _feature(geometry: str, **properties: str) -> str:
    told = ",".join(f'"{name}":{value}' for name, value in properties.items())
    return f'{{"type":"Feature","properties":{{{told}}},"geometry":{geometry}}}'


def _point(longitude: float, latitude: float) -> str:
    return f'{{"type":"Point","coordinates":[{longitude},{latitude},12]}}'


_SQUARE = '{"type":"Polygon","coordinates":[[[46,40],[47,40],[47,41],[46,41],[46,40]]]}'
_LINE = '{"type":"LineString","coordinates":[[46,40],[47,40]]}'
_FEATURES = (
    _feature(
        _point(46.5, 40.25),
        place_id='"quay"',
        name='"Old Quay"',
        names='{"az":"Köhnə körpü","ru":7}',
        variants='"Quayside|The Quay"',
        geo_precision="1",
        basis='"walked"',
    ),
    _feature(_point(46.75, 40.5), place_id='"quay-2"', name='"Second"', variants='["Old  QUAY"]'),
    _feature(_point(46, 40), place_id='"haze"', kind='"vague region"', uncertainty_m="12000.5"),
    _feature(
        _SQUARE,
        place_id='"outline"',
        name='"District"',
        mark_latitude="40.75",
        mark_longitude="46.125",
        geo_precision="3",
    ),
    _feature(_LINE, place_id='"road"', uncertainty_m="40"),
    _feature(_SQUARE, place_id='"land"', kind='"country"', geo_precision="6"),
    _feature(_point(40.5, 146.5), place_id='"swapped"'),
    _feature(_point(200, 40), place_id='"outside"'),
    _feature('{"type":"Polygon","coordinates":[]}', place_id='"empty"'),
    _feature("null", place_id='"null"'),
    _feature('{"type":"Sphere","coordinates":[1,2]}', place_id='"sphere"'),
    _feature(_LINE, place_id='"unlike"', kind='"point"'),
    _feature(_point(1, 2), place_id='"castle"', kind='"castle"', geo_precision='"9"'),
    _feature(_point(1, 2), place_id='"quay"'),
    _feature(_point(1, 2), name='"Nameless"', uncertainty_m='"wide"'),
    "7",
)
PLACES: Final = '{"type":"FeatureCollection","features":[\n' + ",\n".join(_FEATURES[:-1]) + "\n]}\n"
PROJECTED: Final = (
    '{"type":"FeatureCollection",'
    '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3857"}},"features":['
    '{"type":"Feature","id":"far","properties":null,'
    '"geometry":{"type":"Point","coordinates":[5009377.0857,4865942.2795]}},7]}'
)

FOLDERS: Final = {
    "quarrel": {
        "events.csv": EVENTS + UNCLOSED,
        "sources/case.csv": DESCRIPTION,
        "sources/sources.csv": SOURCES,
        "sources/claims.csv": CLAIMS,
        "sources/corrections.csv": CORRECTIONS,
        "sources/agency.md": SUMMARY,
        "sources/agency.txt": ORIGINAL,
        "places.geojson": PLACES,
    },
    "events-alone": {
        "events.csv": (
            "Name;When;Where;Media;Link;Published\n"
            "Fair;17 April 2024;far;Gazette | The Agency|Gazette;https://a.example|;"
            "2024-04-18|20.04.2024|2024\n"
            "Fire;2024-04-17;Far;;;\n"
        ),
        "sources/case.csv": "title,timezone\nTwo events,Asia/Nowhere\n",
        "places.geojson": PROJECTED,
    },
}
"""Cases in folders."""

_OF_OWN_NAMES = (
    "\ufeffsep=;\n"
    "id;headline;when;lat;lng;uncertainty_m;where_prec;town;outlet;web;published;actor;n\n"
    "a;Dotted;17.04.2024;40,5;46,25;;;;Agency;;;A|B;1\n"
    ";Slashed;17/04/2024;;;;;Quito;Agency|Gazette;https://a.example|https://g.example;"
    "18.04.2024|2024-05;;2\n"
    ";American;04/17/2024;;;;;Nowhere-on-Sea;Gazette|Agency;https://one.example;;;3\n"
    "row-7;Compact;20240417;;;;;Nowhere-on-Sea;;;2024-04-19T10:00Z;;4\n"
    ";Named;17 April 2024;1;2;7000;;Quito;ge-zette;;;;5\n"
    ";Month;April 2024;1;2;;4;;A-gency;;;;6\n"
    ";Midnight;2024-04-17 00:00:00;;;;;;A gency;;;;7\n"
    ";Hour;2024-04-17 10:37;;;;;;Агентство;;;;8\n"
    ";Zone;2024-04-17 23:30:00 -0100;;;;;;;;;;9\n"
    ";Open;2024-04-17/..;;;;;;;;;;10\n"
    ";Ambiguous;03/04/2024;;;;;;;;;;11\n"
    ";Undated;;;;;;;;;;;12\n"
    ";Endless;2024-04-17;;;;;;Agency;;2024-05-01/..;;13\n"
    ";Never told;2024-04-17;;;;;;Agency|Gazette;;2024-05-01|never;;14\n"
    "a;Twice;2024-04-17;;;;;;;;;;15\n"
    ";Swapped;2024-04-17;100;40;;;;;;;;16\n"
    ";Far north;2024-04-17;91;181;;;;;;;;17\n"
    ";Scaled;2024-04-17;1e1;.5;+3;;;;;;;18\n"
)
_GERMAN = (
    "Überschrift\tWann genau\tbreite\tLänge\tOrt\tQuelle\tArt\tAdresse\tZahl\n"
    "Brand am Kai\t17.04.2024\t40.5\t46.25\tKai\tBlatt\tUnfall\thttps://blatt.example/1\t12\n"
    "Streik im Hafen\t18.4.2024\t40,25\t46,5\t\tBlatt|Anzeiger\tStreik\t\t13\n"
    "\t2024-04-19\t\t\t\t\t\t\t\n"
)
_ACLED = table(
    ACLED,
    ACLED_ROW,
    ACLED_ROW
    | {"event_id_cnty": "EXA2", "event_date": "2024-04-15", "time_precision": "2"}
    | {"geo_precision": "1", "source": "Gazette", "assoc_actor_1": "One; Two", "actor2": ""},
    ACLED_ROW
    | {"event_id_cnty": "EXA3", "event_date": "2024-04-15", "time_precision": "3"}
    | {"geo_precision": "", "sub_event_type": "", "actor1": "", "source": ""},
    ACLED_ROW | {"event_id_cnty": "EXA3-2", "geo_precision": "8"},
    ACLED_ROW | {"event_id_cnty": "EXA4", "event_date": "in spring"},
)
_UCDP = table(
    [name for name in UCDP if name != "where_description"],
    UCDP_ROW,
    UCDP_ROW
    | {"id": "8", "type_of_violence": "9", "date_prec": "2", "date_end": "2024-04-20"}
    | {"source_office": "", "source_date": "undated", "where_prec": "1"},
    UCDP_ROW | {"id": "9", "date_prec": "4", "date_start": "2024-04-01", "date_end": "2024-04-30"},
    UCDP_ROW | {"id": "10", "date_prec": "5", "where_prec": "7", "side_b": ""},
    UCDP_ROW | {"id": "11", "where_prec": "9"},
)
_GDELT = (
    gdelt()
    + gdelt(c0="1000000002", c1="20240416", c51="1", c16="", c28="20", c60="not an address")
    + gdelt(c0="1000000003", c1="20240230")
    + gdelt(c0="1000000004", c51="5", c28="99", c56="", c57="")
)
_NEARLY = (
    "event_id_cnty,event_date,event_type,actor,location,title,source\n"
    "EXA1,17 April 2024,Riots,Alpha,Exampletown,Riots in town,Gazette\n"
)
_FEATURE_FILE = (
    '{"type":"FeatureCollection","features":[\n'
    + ",\n".join(
        (
            _feature(_point(46.5, 40.25), title='"Point"', date='"2024-04-17"', n="1"),
            _feature(_LINE, title='"Line"', date='"2024-04-17"', source='"Agency"'),
            _feature(_SQUARE, title='"Area"', date='"2024-04"', geo_precision="3"),
            _feature("null", title='"No place"', date='"2024-04-18"'),
            _feature(_point(46.5, 140), title='"Outside"', date='"2024-04-18"'),
            _feature(_point(46.5, 40), title='"Undated"', date="null"),
            _feature(_point(46.5, 40), title="null", date='"2024-04-18T10:00:00Z"'),
        )
    )
    + "\n]}\n"
)

LONE: Final[dict[str, str | bytes]] = {
    "own-names.csv": _OF_OWN_NAMES,
    "german.tsv": _GERMAN,
    "acled.csv": _ACLED,
    "ucdp.csv": _UCDP,
    "gdelt.txt": _GDELT,
    "nearly-acled.csv": _NEARLY,
    "features.geojson": _FEATURE_FILE,
    "windows-1251.csv": "title,date\nЗабастовка в порту началась,2024\n".encode("cp1251"),
    "windows-1252.csv": "title,date\nGrève générale à Nîmes déclarée,2024\n".encode("cp1252"),
    "utf-16.csv": "title\tdate\nŞuşa\t2024\n".encode("utf-16"),
    "utf-16-unmarked.csv": "title\tdate\nRoad\t2024\n".encode("utf-16-le"),
    "damaged.csv": "title,date\nGəncə və Şuşa,2024\nXank".encode() + b"\xff,2024\n",
}
"""Files of events by themselves."""

READ_AS: Final = {
    "german.tsv": {
        "title": "Überschrift",
        "date": "Wann genau",
        "latitude": "breite",
        "longitude": "Länge",
        "place": "Ort",
        "source": "Quelle",
        "kind": "",
    }
}
"""What some of their columns are said to mean."""

UNREADABLE: Final[dict[str, str | bytes]] = {
    "nothing.csv": "",
    "header.csv": "title,date\n",
    "picture.csv": b"\x89PNG\r\n\x1a\n",
    "bytes.csv": bytes(range(1, 32)) * 9,
    "columns.csv": "headlin,wen,latitude\nA,2024,1\n",
    "half.csv": "title,date,lat\nA,2024,1\n",
    "acled-without.csv": "event_id_cnty,event_date,event_type,actor,location\nA,2024,B,C,D\n",
    "unclosed.csv": 'title,"date\nA,2024\n',
    "control.csv": f"title,da\x01te,{'n' * 40}\n",
    "word.docx": "title,date\nA,2024\n",
    "list.geojson": '{"type":"Feature"}',
    "old.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
}
"""Files of which nothing can be read."""
