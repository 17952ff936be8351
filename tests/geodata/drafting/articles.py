"""Texts of our own about nothing that happened, with much of what reading has to tell apart."""

from typing import Final

PLACED: Final = (
    "The road from Gori to Kareli was shut, and so was the one to Kutaisi, Georgia.",
    "A warehouse burned in Springfield, Illinois, and another in Springfield, Ore., overnight.",
    "Police in Paris, Texas, and Athens, Ga., spoke; those of Portland, Maine did not.",
    "The river rose in Laurel County, near London, Kentucky, and in Clay County, Ky.",
    "The Ohio River and Lake Sevan froze; the Kura did not; the Black Sea never does.",
    "He lives at 12 Baker Street, off the A40, near Route 66 and I-95, on Nizami St. in Baku.",
    "Trains stopped on King's Cross Road, at Victoria Station, on Highway 5 and the M25 motorway.",
    "Mayor Jordan Washington met Chad Israel and Mrs. Georgia Brown in Vienna.",
    "Jack London, 45, of Reading, wrote to Paris Hilton, 30, about Florence Nightingale.",
    "Dr Lincoln and President Lincoln went to Lincoln; Lincoln said so.",
    "The Dublin City Council met; Cork City did not; the Limerick council was late.",
    "French and Armenian drivers, a Londoner and two Azerbaijanis waited at the Georgian border.",
    "The US, the UK, the UAE and the EU signed; the U.S. and the U.K. did, too.",
    "Washington said that Moscow and Beijing had asked Ankara; Brussels has yet to comment.",
    "Two men of the village of Qoyunluqara and of the hamlet of Oldwick Green left.",
    "They crossed Birchwood Forest, Mount Oldstone, the Greywater Valley and Hollow Ridge Dam.",
    "Fort Oldham and Camp Greystone were empty; Port Grey was not; Lake Oldham was dry.",
    "St Peter's stood in St Albans; Saint John's Church in St. Louis was shut.",
    "The Karabakh plain, northern Armenia, eastern Georgia and south-west London were wet.",
    "In Nice it was nice; in Reading they read; Mobile phones failed in Mobile, Alabama.",
    "May met March in April; Sunday Times, Monday Street and the Friday Bridge were named.",
    "Turkey ate turkey; Chile was chilly; China's china; a jersey from Jersey; Guinea pigs.",
    "The Ganja airfield, Baku airport, Heathrow Airport and Ganja International Airport were shut.",
    "LONDON was loud; NATO and the UN met in NEW YORK; BAKU (Agency) said nothing.",
    "Between Yerevan and Tbilisi lies a border; from Tbilisi to Batumi it is 380 km.",
    "The port of Poti, the city of Zugdidi, the town of Gali and the district of Terter voted.",
    "Santa Clara, San Juan, Los Angeles, El Paso, Las Vegas and New Orleans were warm.",
    "Congo, DR Congo, Guinea, Guinea-Bissau, Niger, Nigeria, Sudan and South Sudan met.",
    "In the Caucasus, in Transcaucasia, in the Balkans and in the Middle East it rained.",
    "A Reuters reporter in Stepanakert, Khankendi to others, saw it; Stepanakert was quiet.",
    "Near Barda, Aghdam and Aghjabadi, and in Agdam, Ağdam, Akna; in Tartar, Terter and Tərtər.",
    "Cambridge beat Oxford; Chelsea beat Everton; Paris Saint-Germain beat Lyon.",
    "Richmond, Virginia's capital; Virginia Woolf; West Virginia; Virginia Beach; Virginia, 7.",
    "Fire crews from Kent, Essex and Sussex drove to Dover; Kent Clark drove to Essex Road.",
    "Lebanon, N.H., and Lebanon, Pa. are towns; Lebanon is a country; so is Cuba, Mo., a town.",
    "At R-London the member for London spoke; D-Texas did not; Sen. Paris (R-Ky.) left.",
    "Мост у Гянджи закрыли; колонна прошла через Тертер и Агдам в сторону Баку.",
    "В Тертерском районе, в Геранбое, под Степанакертом и в Лачинском коридоре было тихо.",
    "Жители Москвы, Еревана и Тбилиси уехали из Баку в Санкт-Петербург и Нижний Новгород.",
    "Gəncədə, Tərtərdə və Goranboyda yol bağlandı; Bakıdan Ağdama qatar getmədi.",
    "Laçın dəhlizi, Xankəndi, Şuşa və Kəlbəcər rayonunda qar yağdı.",
    "Ankara'da ve İstanbul'da, Kars'tan İzmir'e giden yolda kar vardı.",
    "A column left Goranboi and Tartarr for Gence and Lachyn.",
    "The Northern Territory, North Carolina, Carolina, the Carolinas, New South Wales burned.",
    "Georgia, a state, and Georgia, a country, are far from Georgia Avenue.",
    "Jerusalem artichokes, Brussels sprouts, Turkish delight, Danish pastry, French fries.",
    "Victoria, Alexandria, Sofia, Florence, Charlotte and Adelaide met Sydney and Austin.",
    "Moscow-based firms, Paris-bound trains, the London-Paris line, a Baku–Tbilisi train.",
    "On Highway 61, Main Street 12, Lenin St. 5, Oak Avenue 7B and Elm Rd to Second Street.",
    "On US 66, in the US; on Route 9W, route 9, Interstate 80 and I-5; A1 was shut, B12 was not.",
    "From New Street to Old Road; The Long Winding Green Hill Road; at Bush Street, Bush said.",
    "In Tampa, Fla., it rained; in Fla. it did not; (Tex.) and [Calif.] did; Va.\nVa. said so.",
    "Ill. health; Mass. was held in Boston, Mass.; Wash. hands in Seattle, Wash. Ore. is mined.",
    "In Norman, Okla, it rained; in Tampa, Fla it did not; (Austin, Tex) and Gary, Ind; did.",
    "The city Oldwick Green voted; Newbury Vale city did; port Oldwick; Lake Van 3 and A River.",
    "He is in OK, OR or IN; Norman, OK, Salem, OR, Gary, IN; HI from Hilo, HI.",
    "Laurel county, Kent county council, county Kent, co. Kent and the county of Kent agreed.",
    "Lake Erie, lake Van, Erie lake, Mount Sinai, mount Etna, the Amu Darya, Dead Sea Coast.",
    "The province of Siirt, Siirt province, Province of Kars, Kars  province, Kars, province.",
    "Barda district, Barda District 5, Barda raion, Barda rayonu, Goygol municipality 3 voted.",
    "Tbilisi-Yerevan, Tbilisi and Mtskheta-Mtianeti; Baku/Sumgayit; Ganja (Elizavetpol) - Gence.",
    "south of Gori, west of Khashuri, near Surami; Gori, Kareli or Surami; Gori/Kareli.",
    "Gori and Kareli left; Kareli, Gori and Agara stayed; neither Gori nor Agara knew Mariam.",
    "Paris said. Paris, she said, left. Said Paris: no. Mr. Paris, Dr. London, Gen. Ontario spoke.",
    "Ms Georgia, aged 5; Victoria (7); Florence’s mother; Sofia's Boris; Boris of Sofia; O’Cork.",
    "the paris agreement, PARIS AGREEMENT, Paris Agreement, Treaty of Lisbon, Geneva Convention",
    "Rome's mayor, the mayor of Rome, Rome mayor Rossi, mayor Rossi of Rome, Mayor Rome",
    "Goychay, Göyçay, Goycay, Geokchai and Геокчай; Şəki, Sheki, Shaki, Шеки; Lənkəran, Lankaran.",
    "Göyçayda, Göyçaydan, Göyçaya, Göyçayın, Şəkidə, Şəkidən, Şəkiyə, Şəkinin, Lənkərana.",
    "В Шеки, из Шеки, под Шуши, у Ленкорани, к Евлаху, за Евлахом, в Нахичеванской республике.",
    "Евлахский мост, улица Низами, 12, проспект Ленина, село Талыш, город Баку, озеро Гёйгёль.",
    "Diyarbakır'dan Van'a, Muş'un, Siirt ilinde, Kars Kalesi, Van Gölü'nde, Ağrı Dağı'na.",
    "Old Town, New Market, Upper Lower Town, Middle Green, West Quay and North End were empty.",
    "Unknownville, Nowhere Creek, the Nameless River, Blankton and the Blank Hills burned.",
    "The Hague, the Netherlands, The Gambia, the Bronx, The Bahamas, the Vatican, the Crimea.",
    "St. Petersburg, Saint Petersburg, St Petersburg, Fla., Ste. Marie, Mt. Vernon, Ft. Worth.",
    "PARIS (AP) — London, Rome and Berlin; BERLIN, May 3 — Bonn; Vienna | Graz; Graz: Linz",
    "At 40.5, 46.2 and 40°30'N 46°15'E, near Yevlakh at km 12, 5 km from Barda, 12 km to Agdam.",
)

ARTICLES: Final = {
    "flood": """Bridge over the Kura closed after flood

MINGACHEVIR, April 16 (Riverside Agency) - The road bridge near Mingachevir was closed to lorries \
on Tuesday, the transport ministry said. About 40 lorries and 120 cars were waiting on the eastern \
bank by noon, according to two drivers who asked not to be named.

Water rose by two metres on 15 April, the mayor of Yevlakh, Rashad Oldov, told reporters. “We have \
never seen this,” he said. The army did not confirm that soldiers had been sent to the town. Baku \
has yet to comment on who will pay for repairs.

In September 2021 a flood had already destroyed 12 houses in Geranboy. Residents of Springfield, a \
twin town, collected money then. A new bridge will be opened in Ganja in the autumn of 2025.

A spokesman for the governor denied that anyone was hurt. Police said that they could neither \
confirm nor deny reports of a second breach. The Georgian government said it had offered boats.
""",
    "strike": """Dockers say harbour stays shut

Published 3 May 2023

By A. Writer

The harbour of Poti will stay shut until Monday, the dockers' union said on Wednesday. The port \
authority denies this: “Two of five cranes work,” its director, Nino Farside, told Harbour Radio.

According to the coast guard, 14 ships are waiting outside Batumi, including three from Turkey. \
Union leader Levan Hillside claimed that 600 people had stopped work; the ministry put the number \
at about 200. Neither figure could be verified independently.

“It is a lie,” Hillside said. He added that talks, planned for Friday, had been called off. The \
ministry confirmed that. It was not clear who would lead them.

The last strike, in the winter of 2019-20, ended after three weeks. Between 2010 and 2015 there \
were none, the agency reported, citing its archive.

Read more: Cranes of Poti
""",
    "column": """Column leaves camp near Terter

Witnesses in Terter said a column of about 30 vehicles left the camp near the town early on \
Wednesday morning and drove north-east, towards Ganja. A video posted on Telegram appears to show \
lorries on the Barda road; its place and day could not be checked.

The foreign ministry said on 17 April that the withdrawal “has begun”. The defence ministry of a \
neighbouring country had announced on the day before that it would begin “soon”, without a date. \
An aide to the president confirmed the statement in a post at 11:20.

By 12 June all posts along the Lachin Corridor had been handed over, the foreign ministry says. A \
monitoring group, however, counted two posts still manned on 14 June. The group's earlier reports \
have been disputed by the ministry.

The airfield of Ganja was used for the last flights, a local website wrote, citing an unnamed \
officer. Asked about this, a spokeswoman said she had no information.
""",
    "court": """Court frees three after fire in Springfield, Illinois

SPRINGFIELD, Ill. — A court on Thursday ordered the release of three men held since a warehouse on \
Baker Street burned overnight on March 28. Judge Paris Lincoln said the evidence was “thin”.

Prosecutor Jordan Chester, 45, of Lebanon, Ill., told The Evening Herald that he would appeal. His \
office later declined to comment. The men's lawyer, Georgia Brown, said they had been in Peoria, \
about 110 km away, “the whole night”.

The fire killed two people and destroyed 3,000 square metres. It was the third in Sangamon County \
this year; one in January was arson, the sheriff has said. The owner, based in Paris, France, did \
not respond to requests for comment on Wednesday.

Insurance will pay at least $2.5 million, it was reported. Nobody has been charged yet. The next \
hearing is set for May 6.
""",
    "russian": """Мост у Гянджи закрыли на ремонт

Мост у Гянджи закрыли в среду, сообщило министерство транспорта. По словам водителей, у моста \
стоят около 40 грузовиков. В мэрии Евлаха заявили, что вода поднялась 15 апреля на два метра.

«Такого мы не видели», — сказал мэр. Армия не подтвердила, что в Тертер отправлены солдаты. \
Представитель губернатора опроверг сообщения о пострадавших.

В сентябре 2021 года паводок разрушил 12 домов в Геранбое. Новый мост откроют осенью 2025 года.
""",
    "azerbaijani": """Gəncə yaxınlığında körpü bağlandı

Gəncə yaxınlığındakı körpü çərşənbə günü bağlanıb, Nəqliyyat Nazirliyi bildirib. Sürücülərin \
sözlərinə görə, körpünün yanında 40-a yaxın yük maşını gözləyir.

Yevlax şəhərinin meri deyib ki, su aprelin 15-də iki metr qalxıb. Ordu Tərtərə əsgər \
göndərildiyini təsdiqləməyib. Qubernatorun sözçüsü xəsarət alanlar barədə xəbərləri təkzib edib.

2021-ci ilin sentyabrında daşqın Goranboyda 12 evi dağıtmışdı. Yeni körpü 2025-ci ilin payızında \
açılacaq.
""",
}
