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
