"""Sentences of our own with the dates that they hold: the words, and what they come to.

All are taken to be published on Wednesday, 17 April 2024.
"""

from datetime import date
from typing import Final, NamedTuple

PUBLISHED: Final = date(2024, 4, 17)


class Dated(NamedTuple):
    """A sentence, and for each date in it its words and its EDTF."""

    text: str
    dates: tuple[tuple[str, str], ...] = ()


ENGLISH: Final = (
    Dated(
        "The mayor opened the bridge on Wednesday.",
        (("on Wednesday", "2024-04-17"),),
    ),
    Dated("The harbour was shelled overnight.", (("overnight", "[2024-04-16..2024-04-17]"),)),
    Dated(
        "Two barns burned over the weekend.", (("over the weekend", "[2024-04-13..2024-04-14]"),)
    ),
    Dated(
        "In the past 24 hours no ship left port.",
        (("In the past 24 hours", "[2024-04-16..2024-04-17]"),),
    ),
    Dated(
        "It came a week after a barge sank there.",
        (("came a week after", "2024-04-10~"),),
    ),
    Dated("Three farms were sold this week.", (("this week", "[2024-04-15..2024-04-17]"),)),
    Dated("The mayor will speak this week.", (("this week", "[2024-04-15..2024-04-21]"),)),
    Dated(
        "The divers were to go down early on Thursday.",
        (("early on Thursday", "2024-04-18"),),
    ),
    Dated("The search was still going on Sunday night.", (("on Sunday night", "2024-04-14"),)),
    Dated("Snow fell in the hills on Monday.", (("on Monday", "2024-04-15"),)),
    Dated(
        "The council will vote on Friday, its clerk said on Tuesday.",
        (("on Friday", "2024-04-19"), ("on Tuesday", "2024-04-16")),
    ),
    Dated(
        "The ferry stopped at noon on 16 April.",
        (("at noon on 16 April", "2024-04-16"),),
    ),
    Dated("The dam was finished on 3 November.", (("on 3 November", "2023-11-03"),)),
    Dated("The talks will resume on 3 May.", (("on 3 May", "2024-05-03"),)),
    Dated(
        "On March 28 the school closed, and it will reopen on May 6.",
        (("On March 28", "2024-03-28"), ("on May 6", "2024-05-06")),
    ),
    Dated(
        "The law of 12 June 2019 was changed on September 1, 2021.",
        (("12 June 2019", "2019-06-12"), ("on September 1, 2021", "2021-09-01")),
    ),
    Dated(
        "The fire of 5-6 August 2022 destroyed the mill.",
        (("5-6 August 2022", "2022-08-05/2022-08-06"),),
    ),
    Dated(
        "Between 3 and 5 March the road was blocked.",
        (("Between 3 and 5 March", "2024-03-03/2024-03-05"),),
    ),
    Dated(
        "It rained from 28 February to 2 March 2023.",
        (("from 28 February to 2 March 2023", "2023-02-28/2023-03-02"),),
    ),
    Dated(
        "The shop burned on 7 or 8 January 2024.",
        (("on 7 or 8 January 2024", "[2024-01-07,2024-01-08]"),),
    ),
    Dated("He was born in the spring of 1987.", (("in the spring of 1987", "1987-21"),)),
    Dated("The village was rebuilt in the fall of 2018.", (("in the fall of 2018", "2018-23"),)),
    Dated("Nobody has lived there since the 1970s.", (("since the 1970s", "197X"),)),
    Dated(
        "The quarry opened in 2004 and closed in 2016.", (("in 2004", "2004"), ("in 2016", "2016"))
    ),
    Dated(
        "In late October 2023 the bakery moved.",
        (("In late October 2023", "[2023-10-21..2023-10-31]"),),
    ),
    Dated(
        "Mid-June 2022 brought the first heat.", (("Mid-June 2022", "[2022-06-11..2022-06-20]"),)
    ),
    Dated(
        "The library reopened in early March.", (("in early March", "[2024-03-01..2024-03-10]"),)
    ),
    Dated("In February two trains collided.", (("In February", "2024-02"),)),
    Dated("The tunnel was flooded in December.", (("in December", "2023-12"),)),
    Dated("The museum was founded in October 1931.", (("in October 1931", "1931-10"),)),
    Dated("The lease runs until 31 December 2026.", (("until 31 December 2026", "2026-12-31"),)),
    Dated("Yesterday the guard refused to speak.", (("Yesterday", "2024-04-16"),)),
    Dated("The clerk said today that the clips were old.", (("today", "2024-04-17"),)),
    Dated("The gate opens tomorrow.", (("tomorrow", "2024-04-18"),)),
    Dated("Last week three boats sank.", (("Last week", "[2024-04-08..2024-04-14]"),)),
    Dated(
        "The price fell last month and rose last year.",
        (("last month", "2024-03"), ("last year", "2023")),
    ),
    Dated("Work will start next month.", (("next month", "2024-05"),)),
    Dated("Three days ago the well ran dry.", (("Three days ago", "2024-04-14"),)),
    Dated("The well was dug two years ago.", (("two years ago", "2022~"),)),
    Dated("Last summer the lake was closed.", (("Last summer", "2023-22"),)),
    Dated(
        "The orchestra toured in the winter of 2022-23.", (("in the winter of 2022-23", "2022-24"),)
    ),
    Dated(
        "The ceasefire of Sunday, 14 April held.",
        (("Sunday, 14 April", "2024-04-14"),),
    ),
    Dated(
        "The gas was cut at 06:40 on 9 April 2024.",
        (("at 06:40 on 9 April 2024", "2024-04-09T06:40"),),
    ),
    Dated("On 02.03.2024 the notice was signed.", (("On 02.03.2024", "2024-03-02"),)),
    Dated("The form is dated 2023-11-30.", (("2023-11-30", "2023-11-30"),)),
    Dated("It was posted on 25/12/2023.", (("on 25/12/2023", "2023-12-25"),)),
    Dated("The receipt says 05/06/2023.", (("05/06/2023", "[2023-05-06,2023-06-05]"),)),
    Dated("The bypass was built from 2011 to 2014.", (("from 2011 to 2014", "2011/2014"),)),
    Dated("The 2016 election changed little.", (("2016", "2016"),)),
    Dated("By the end of March the camp was empty.", (("By the end of March", "[..2024-03-31]"),)),
    Dated(
        "In 2019 the river rose on 4 May and again on 20 August.",
        (("In 2019", "2019"), ("on 4 May", "2019-05-04"), ("on 20 August", "2019-08-20")),
    ),
    Dated(
        "The strike began on 8 January 2024 and ended the following day.",
        (("on 8 January 2024", "2024-01-08"), ("the following day", "2024-01-09")),
    ),
    Dated(
        "In the first half of 2023 exports doubled.", (("In the first half of 2023", "2023-40"),)
    ),
    Dated("The survey of Q2 2022 was lost.", (("Q2 2022", "2022-34"),)),
    Dated("The chapel stood there in the 18th century.", (("in the 18th century", "17XX"),)),
    Dated("Around 10 March the first swallows came.", (("Around 10 March", "2024-03-10~"),)),
    Dated(
        "The bus left on the morning of 11 April.", (("on the morning of 11 April", "2024-04-11"),)
    ),
    Dated("Early on Saturday a wall collapsed.", (("Early on Saturday", "2024-04-13"),)),
    Dated("On Thursday night the lights went out.", (("On Thursday night", "2024-04-11"),)),
    Dated(
        "Earlier this week two clerks resigned.",
        (("Earlier this week", "[2024-04-15..2024-04-17]"),),
    ),
    Dated(
        "The parade is planned for May 9, 2025.",
        (("for May 9, 2025", "2025-05-09"),),
    ),
    Dated(
        "He resigned in September and returned this January.",
        (("in September", "2023-09"), ("this January", "2024-01")),
    ),
    Dated("Some 2,000 people left in 40 buses."),
    Dated("The garrison had 1960 soldiers and 90 carriers."),
    Dated("A 17-year-old was fined 2024 dollars."),
    Dated("They may march again, the baker said."),
    Dated("Mrs May met Mr March and April Jones."),
    Dated("The road is 1,945 metres long, 19 to 20 wide."),
    Dated("About 1500 houses on the 17th floor line were counted between 1200 and 1500 people."),
    Dated("Room 2020 is on Monday Street's corner with the fall of the terrain."),
    Dated("The second best team won 3-5 and 17.4 points."),
    Dated("Every Friday the market opens."),
    Dated("The Sunday Times printed it."),
)

OTHERS: Final = (
    Dated("Мост открыли в среду.", (("в среду", "2024-04-17"),)),
    Dated("Дорогу закрыли 3 марта 2024 года.", (("3 марта 2024 года", "2024-03-03"),)),
    Dated("Школа откроется 6 мая, её откроет мэр.", (("6 мая", "2024-05-06"),)),
    Dated(
        "В феврале выпал снег, а осенью 2018 года — град.",
        (("В феврале", "2024-02"), ("осенью 2018 года", "2018-23")),
    ),
    Dated("Деревня пуста с 1970-х годов.", (("с 1970-х годов", "197X"),)),
    Dated(
        "Вчера сторож молчал, а на прошлой неделе говорил.",
        (("Вчера", "2024-04-16"), ("на прошлой неделе", "[2024-04-08..2024-04-14]")),
    ),
    Dated(
        "Пожар 5-6 августа 2022 года уничтожил мельницу.",
        (("5-6 августа 2022 года", "2022-08-05/2022-08-06"),),
    ),
    Dated(
        "Договор действует до 31 декабря 2026 года.", (("до 31 декабря 2026 года", "2026-12-31"),)
    ),
    Dated(
        "В 2004 году карьер открыли, два года назад закрыли.",
        (("В 2004 году", "2004"), ("два года назад", "2022~")),
    ),
    Dated(
        "В конце октября 2023 года пекарня переехала.",
        (("В конце октября 2023 года", "[2023-10-21..2023-10-31]"),),
    ),
    Dated("Переговоры пройдут 3 мая, и это будет третий раз.", (("3 мая", "2024-05-03"),)),
    Dated("В лагере было 1500 человек и 20 палаток."),
    Dated("Körpü çərşənbə günü açıldı.", (("çərşənbə günü", "2024-04-17"),)),
    Dated("Məktəb 2024-cü il martın 28-də bağlandı.", (("2024-cü il martın 28-də", "2024-03-28"),)),
    Dated("Yol 3 noyabr 2023-cü ildə açılıb.", (("3 noyabr 2023-cü ildə", "2023-11-03"),)),
    Dated(
        "Fevralda qar yağdı, 2018-ci ilin payızında isə dolu.",
        (("Fevralda", "2024-02"), ("2018-ci ilin payızında", "2018-23")),
    ),
    Dated("Kənd 1970-ci illərdən boşdur.", (("1970-ci illərdən", "197X"),)),
    Dated(
        "Dünən gözətçi susdu, keçən həftə danışdı.",
        (("Dünən", "2024-04-16"), ("keçən həftə", "[2024-04-08..2024-04-14]")),
    ),
    Dated("Görüş mayın 3-də keçiriləcək.", (("mayın 3-də", "2024-05-03"),)),
    Dated("Avqustun 5-6-da dəyirman yandı.", (("Avqustun 5-6-da", "2023-08-05/2023-08-06"),)),
    Dated("Düşərgədə 1500 nəfər və 20 çadır var idi."),
)

FURTHER: Final = (
    "It closed in early June 2023, in mid-June 2023 and late in June 2023.",
    "It closed at the beginning of February 2024, in the middle of May, at the end of February.",
    "It closed in late February 2023 and reopened in late February 2024.",
    "It closed last May, reopens next May, and this May is quiet.",
    "It closed in April last year and will reopen in June next year.",
    "Last April it closed. Next April it will open. This April it rests.",
    "From April to June 2024 it was shut; from November 2023 to February 2024, too.",
    "It will be shut between November and February.",
    "It was shut after 15 April, open after 16 April, shut after 17 April, and again after May.",
    "It was shut until 16 April, before 17 April, by 17 April and since 17 April.",
    "It was shut from March to May.",
    "It will close in May or June 2025.",
    "It closed in spring 2023, in the summer of 2022, in autumn 2021 and in the winter of 2020-21.",
    "It closed in early spring 2023, in mid-summer 2023, in late autumn 2022, late winter 2023.",
    "Last summer it closed; next winter it will open; this spring it is painted.",
    "It was shut over the winter, in the early summer, through the autumn.",
    "It closed in winter 2023.",
    "It was early 2023; it was mid-2022; it was late 2021; it was the end of 2020.",
    "It was shut in 2020-2023, in 1992–94, in 1999/2000.",
    "It was shut between 2019 and 2021, or in 2020 or 2021.",
    "It was built in the 1990s, in the early 1980s, in the mid-1970s, in the late 1960s.",
    "It was built in the 1900s; others in the 2000s, the late 2000s.",
    "It was built in the 90s, in the early '80s, in the late 20s.",
    "It is of the 19th century, the wall of the 2nd century, the gate of the 21st-century sort.",
    "It closed in the first quarter of 2024, in Q3 2023, and the fourth quarter of the year 2022.",
    "It closed in the first half of 2023 and in the second half of June 2023.",
    "It closes in the second half of June and in the first half of February.",
    "Last week it closed. Next week it opens. This week it is painted.",
    "Last month it closed. Next month it will open. This month it is painted.",
    "Last year it closed. Next year it will open. This year it is painted.",
    "Last weekend it closed. Next weekend it will open. This weekend it is painted.",
    "It closed earlier this week, and will open later this month.",
    "It closed earlier this year; it will open later this week, later this year.",
    "It closed earlier in the month and opens later in the year.",
    "It closed the previous week, will open in the coming week; in the current month it rests.",
    "It closed two days ago, a week ago, three months ago, ten years ago, a year ago.",
    "It closed 13 months ago and 25 years ago, 40 days ago.",
    "It comes just a day after the flood, only two weeks after the fire.",
    "It came less than a month after the storm.",
    "It was hit overnight, over the weekend, during the past 24 hours.",
    "It will be shut over the weekend and overnight.",
    "On 5 May it closed. Two days later it opened. The next day it closed.",
    "On 5 May 2023 it closed; a week earlier it had been painted; the day before, it was open.",
    "The following day it closed; the same day it was open; three weeks later it was gone.",
    "It closed yesterday, opens tomorrow, and rests today.",
    "It closed the day before yesterday and opens the day after tomorrow.",
    "It closed last night, this morning, this afternoon, this evening; it opens tonight.",
    "It closed on Monday, on Tuesday, on Wednesday, on Thursday, on Friday and on Sunday.",
    "It will close on Monday, on Tuesday, on Wednesday, on Thursday, on Friday and on Sunday.",
    "Last Wednesday it closed; next Wednesday it will open; this Wednesday it rests.",
    "Last Friday it closed; next Friday it will open; this Friday it will rest.",
    "It was shut from Monday to Thursday, and Saturday–Sunday.",
    "It will be shut Friday through Monday.",
    "It closed on Friday, 3 May 2023, and on Tuesday (2 May 2023).",
    "It closed on Wednesday 17 April, on Tuesday, 2 May, on Monday 29 February.",
    "It closed on Sunday 30 February and on 31 April 2023 and 29 February 2023.",
    "It closed on the 9th. It will open on the 30th. It closed on the 31st of this month.",
    "It closed on the 17th, opens on the 18th.",
    "On May 3 it closed; on May 3rd, 2023 it opened; on the 3rd of May, 2022 it burned.",
    "It closed 3 May last year and opens on 3 May next year; on 3 May this year it rests.",
    "It was shut 3-5 May 2023, from 28 February to 2 March 2024, and 30 December to 2 January.",
    "It was shut May 3-5, from May 30 to June 2, and December 30 to January 2, 2024.",
    "It will be shut 28 to 30 April; on 3 or 5 May; on 3 and 4 May; on 3 and 9 May.",
    "It will be shut between 3 and 9 May 2025 and between 3 May and 4 June.",
    "It was shut on 3, 5 and 9 May 2023; on 3, 5 or 9 May.",
    "It will be shut on 28, 29 and 31 February.",
    "It was shut on 2023-05-03, on 2023-5-3, on 2023/05/03, on 2023.05.03.",
    "It was shut on 03.05.2023, on 3/5/2023, on 05/13/2023, on 13-05-2023, on 31/02/2023.",
    "It was shut on 3.05.23 and 13.13.23, 2023-05-03 – 2023-05-09, 3.5.2023-9.5.2023.",
    "It was shut at 2023-05-03T10:37Z and at 2023-05-03 10:37:00+04:00, 2023-05-03 24:61.",
    "It closed at 06:40 on 3 May 2023, at noon on Monday, at midnight on 4 May 2023.",
    "It closed at 6.40 pm on 3 May 2023 and on 4 May 2023 at 07:15 local time.",
    "It closed at 10:37 GMT on 3 May 2023, at 10:37 UTC+4 on 4 May 2023.",
    "It closed about 3 May 2023, around May 2023, circa 1890, c. 1900, perhaps in 1910.",
    "It was shut since 3 May 2023, until 5 May 2023, before 9 May 2023, after 10 May 2023.",
    "It has been shut since May 2023, since 2019, since last week, since the 1990s, since Monday.",
    "It will be shut until Friday, until 3 May, until June, until 2026, by the end of May.",
    "It was open by 2023, by May 2023, no later than 3 May 2023, not before 5 May 2023.",
    "In 2019 it rose on 4 May. It was repaired in June. On 9 April it fell.",
    "In March 2022 it was closed. On 9 May it was opened. In February it was sold.",
    "On Friday, 29 February it closed.",
    "May 2023 was wet; the May sun; march on; in the fall; the second of May Street.",
    "At 8 pm some 2,023 people and 1999 cars stood in 12 rows on 5 of 7 days.",
    "Every Monday and each Friday; on Good Friday; on the first Monday of May; Monday prayers.",
    "Летом прошлого года мост закрыли, следующей весной откроют.",
    "В начале мая 2023 года мост закрыли, в середине июня открыли, в конце 2022 года красили.",
    "Мост закрыли 3–5 мая, 28 февраля – 2 марта 2024 года, 3 и 9 мая 2023 года.",
    "Мост закрыли в понедельник, откроют в следующую пятницу, в прошлую среду красили.",
    "Мост закрыли две недели назад, три дня назад, год назад, месяц назад.",
    "Мост закрыли позавчера, сегодня откроют, завтра закроют, послезавтра покрасят.",
    "Мост закрыли на этой неделе, в этом месяце, в прошлом году; откроют в следующем году.",
    "Мост стоял с 2019 по 2021 год, в 1992–1994 годах, в начале 1980-х годов, в XIX веке.",
    "Мост закрыли 03.05.2023, 3.5.2023 и 3 мая.",
    "Мост закрыли в первом квартале 2024 года и во второй половине июня 2023 года.",
    "Körpü 2023-cü ilin mayında bağlandı, iyunun əvvəlində açıldı, ilin sonunda boyandı.",
    "Körpü 3-5 may 2023-cü ildə, mayın 28-dən iyunun 2-dək bağlı idi.",
    "Körpü bazar ertəsi bağlandı, gələn cümə açılacaq, ötən çərşənbə boyandı.",
    "Körpü iki həftə əvvəl, üç gün əvvəl, bir il əvvəl bağlandı; sabah, bu gün, srağagün.",
    "Körpü keçən ay, bu il, gələn il, bu həftə; 1990-cı illərin əvvəlində tikildi.",
    "Körpü 03.05.2023 tarixində və mayın 3-ü və ya 5-i bağlandı.",
)
"""More of what dates look like, several in a sentence; what is found in them is held whole."""
