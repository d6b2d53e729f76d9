"""Dates in words: which words make one, and the days they mean against a publication.

Each case is one line: a sentence with its dates in brackets, a bar, and one answer a date: its day, or first and last
day with two dots between, and its grain where that is not ``day``. ``@`` and a day before the sentence is the
publication, else it is Friday, 24 January 2025; ``@-`` is none.
"""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from korea_nlp.dates import (
    Context,
    Expression,
    Grammar,
    Interval,
    NamedDay,
    NamedDays,
    TimeWord,
    read_day,
    resolve,
    underspecified,
)
from korea_nlp.dates.days import moved, part_of, unit_of
from korea_nlp.dates.grammar import fold
from korea_nlp.errors import LexiconError
from korea_nlp.lexicon import load_lexicon

PUBLISHED = "2025-01-24"

FULL = """
The ship sailed on [January 3, 2024]. | 2024-01-03
The ship sailed on [Jan. 3, 2024], they said. | 2024-01-03
It was signed on [24 January 2025] in Seoul. | 2025-01-24
It was signed on [the 9th of March, 2019]. | 2019-03-09
It was signed on [3 Sept 2018]. | 2018-09-03
A test on [Friday, 20 December 2024], failed. | 2024-12-20
A test on [Friday, Dec. 20, 2024], failed. | 2024-12-20
The log reads [2024-11-05] and [2024/11/06]. | 2024-11-05; 2024-11-06
The log reads [11/05/2024] and [25/11/2024]. | 2024-11-05; 2024-11-25
The photograph of [May 4, 2017] shows a pier. | 2017-05-04
It fell on [Feb. 29, 2024]. | 2024-02-29
There is no Feb. 30, 2024. |
The talks of [June 3-5, 2023] failed. | 2023-06-03..2023-06-05 duration
They met from [June 3 to 5, 2023]. | 2023-06-03..2023-06-05 duration
They met [June 29 to July 2, 2023]. | 2023-06-29..2023-07-02 duration
They met [Dec. 30, 2023 to Jan. 2, 2024]. | 2023-12-30..2024-01-02 duration
They met [Dec. 30 to Jan. 2, 2024]. | 2023-12-30..2024-01-02 duration
They met from [8 July to 10 August 2024]. | 2024-07-08..2024-08-10 duration
They met from [19–22 March 2021] in Hanoi. | 2021-03-19..2021-03-22 duration
A cruise between [June 21 and 25] was told. | 2024-06-21..2024-06-25 duration
A cruise on [May 9 and 10, 2023] was told. | 2023-05-09..2023-05-10 duration
A cruise on [May 9 and 10] and another were told. | 2024-05-09..2024-05-10 duration
Firing came on [March 8] and [14, 2022]. | 2022-03-08; 2022-03-14
Firing came on [Sept. 28] and [Oct. 4, 2022]. | 2022-09-28; 2022-10-04
Firing came on [Dec. 31] and [Jan. 1, 2023]. | 2022-12-31; 2023-01-01
It was dated [May 7, Juche 92 (2003)]. | 2003-05-07
"""

MONTHS = """
The deal was made in [November 2022]. | 2022-11-01..2022-11-30 month
The deal was made in [Sept. 2022]. | 2022-09-01..2022-09-30 month
The deal was made in [September of 2022]. | 2022-09-01..2022-09-30 month
The deal was made in [February, 2024]. | 2024-02-01..2024-02-29 month
The deal was made in [December]. | 2024-12-01..2024-12-31 month
The deal was made in [January]. | 2025-01-01..2025-01-31 month
The deal was made in [May]. | 2024-05-01..2024-05-31 month
The deal of [May] and [August 2023] held. | 2023-05-01..2023-05-31 month; 2023-08-01..2023-08-31 month
The deals of [November] and [January 2024]. | 2023-11-01..2023-11-30 month; 2024-01-01..2024-01-31 month
It rose in [October and November]. | 2024-10-01..2024-11-30 duration
It rose from [July to September 2024]. | 2024-07-01..2024-09-30 duration
It rose from [November 2022 to January 2023]. | 2022-11-01..2023-01-31 duration
It rose from [November to January 2023]. | 2022-11-01..2023-01-31 duration
It rose between [February and December 2017]. | 2017-02-01..2017-12-31 duration
Since [late May] they drill. | 2024-05-21..2024-05-31 month
By [mid-June] they drilled. | 2024-06-11..2024-06-20 month
By [early June], they drilled. | 2024-06-01..2024-06-10 month
By [the end of April 2024] they drilled. | 2024-04-21..2024-04-30 month
By [the beginning of December] they drilled. | 2024-12-01..2024-12-10 month
In [mid-to-late October] they drilled. | 2024-10-11..2024-10-31 month
In [last October] they drilled. | 2024-10-01..2024-10-31 month
[Last January] they drilled. | 2024-01-01..2024-01-31 month
[Next March] they drill. | 2025-03-01..2025-03-31 month
[This January] they drill. | 2025-01-01..2025-01-31 month
In [February last year] they drilled. | 2024-02-01..2024-02-29 month
In [February of this year] they drill. | 2025-02-01..2025-02-28 month
It rose in [March 2018] and [May that year]. | 2018-03-01..2018-03-31 month; 2018-05-01..2018-05-31 month
They may march, and Theresa May said so. |
May the road rise to meet you. |
Chung Sung-Jun took the picture at the Mar-a-Lago club. |
"""

YEARS = """
It was built in [1987]. | 1987-01-01..1987-12-31 year
The war of [1950-53] left a truce. | 1950-01-01..1953-12-31 duration
The [2018-19] summits brought little. | 2018-01-01..2019-12-31 duration
The [2018/19] winter brought little. | 2018-01-01..2019-12-31 duration
The [2018–2019] summits brought little. | 2018-01-01..2019-12-31 duration
From [2011 to 2017] it grew. | 2011-01-01..2017-12-31 duration
Between [2011 and 2017] it grew. | 2011-01-01..2017-12-31 duration
Since [2022] it has grown. | 2022-01-01..2022-12-31 year
It closed in [early 2020]. | 2020-01-01..2020-03-31 year
It closed in [mid-2020]. | 2020-04-01..2020-09-30 year
It closed in [late 2020]. | 2020-10-01..2020-12-31 year
It closes by [the end of 2026]. | 2026-12-01..2026-12-31 year
It closed in [the first half of 2024]. | 2024-01-01..2024-06-30 year
It closed in [the second half of last year]. | 2024-07-01..2024-12-31 year
In [the 1990s] it starved. | 1990-01-01..1999-12-31 decade
In [the early 2000s] it traded. | 2000-01-01..2003-12-31 decade
In [the mid-1990s] it starved. | 1994-01-01..1996-12-31 decade
In [the late 1970s] it borrowed. | 1977-01-01..1979-12-31 decade
In [the '60s] it grew. | 1960-01-01..1969-12-31 decade
In [the 1960s and 1970s] it grew. | 1960-01-01..1979-12-31 duration
[Juche 113 (2024)] was a year of floods. | 2024-01-01..2024-12-31 year
In [Juche 1] he was born. | 1912-01-01..1912-12-31 year
It grew in [the third quarter]. | 2024-07-01..2024-09-30 quarter
It grew in [the third quarter of 2023]. | 2023-07-01..2023-09-30 quarter
It grew in [Q2 2023]. | 2023-04-01..2023-06-30 quarter
In [the spring of 2023] it thawed. | 2023-03-01..2023-05-31 season
In [winter 2022] it froze. | 2022-12-01..2023-02-28 season
It thawed [last summer]. | 2024-06-01..2024-08-31 season
It froze [this winter]. | 2024-12-01..2025-02-28 season
It froze in [late autumn]. | 2024-11-01..2024-11-30 season
By [fiscal year 2023] it was paid. | 2023-01-01..2023-12-31 year
The plan runs to [year-end]. | 2025-12-01..2025-12-31 year
Resolution 1718 and Resolution 2094 ([2013]) bind all. | 2013-01-01..2013-12-31 year
About 2000 men and 1990 troops, more than 2015 in all, at 1950 km. |
The fall of the wall, a spring and 2024-model cars. |
They held the Winter Olympics. |
Since the start of the [2016] campaign it grew. | 2016-01-01..2016-12-31 year
"""

WEEKDAYS = """
It flew on [Friday]. | 2025-01-24
It flew [Friday morning], they said. | 2025-01-24
It flew on [Thursday]. | 2025-01-23
It flew on [Saturday]. | 2025-01-25
It flew on [Sunday]. | 2025-01-19
It flew [early Monday]. | 2025-01-20
It flew [early on Monday]. | 2025-01-20
It flew [late on Monday night]. | 2025-01-20
It flew [last Friday]. | 2025-01-17
It flew [last Thursday]. | 2025-01-23
It flies [next Friday]. | 2025-01-31
It flew [this Tuesday]. | 2025-01-21
[Friday]'s flight failed. | 2025-01-24
It flew on [Saturday (January 25) morning]. | 2025-01-25
It flew on [Monday, October 7]. | 2024-10-07
It flies [next Tuesday, Jan. 28]. | 2025-01-28
It flew on [Friday last week]. | 2025-01-17
It flies [Monday through Friday next week]. | 2025-01-27..2025-01-31 duration
It flies on [Tuesday of next week]. | 2025-01-28
It flew on [Sat., Feb. 3, 2018]. | 2018-02-03
The fast runs from [Monday to Wednesday]. | 2025-01-20..2025-01-22 duration
The talks of [Monday and Tuesday] failed. | 2025-01-20..2025-01-21 duration
It flew [last weekend]. | 2025-01-18..2025-01-19 duration
It flew over [the weekend]. | 2025-01-18..2025-01-19 duration
It flew [this past weekend]. | 2025-01-18..2025-01-19 duration
@2025-01-26 It flew over [the weekend]. | 2025-01-25..2025-01-26 duration
The Sunday Times and every Friday, on Mondays. |
Kim Jong Sun, head of the section, spoke. |
"""

RELATIVE = """
It flew [today]. | 2025-01-24
It flew [earlier today]. | 2025-01-24
It flew [yesterday]. | 2025-01-23
It flew [yesterday morning]. | 2025-01-23
It flies [tomorrow night]. | 2025-01-25
It flew [tonight]. | 2025-01-24
It flew [this morning]. | 2025-01-24
It flew [last night]. | 2025-01-23
It flew [the day before yesterday]. | 2025-01-22
It flies [the day after tomorrow]. | 2025-01-26
It flew [this week]. | 2025-01-20..2025-01-26 week
It flew [last week]. | 2025-01-13..2025-01-19 week
It flies [next week]. | 2025-01-27..2025-02-02 week
It flew [earlier this week]. | 2025-01-20..2025-01-24 week
It flew [this month]. | 2025-01-01..2025-01-31 month
It flew [last month]. | 2024-12-01..2024-12-31 month
It flew [late last month]. | 2024-12-21..2024-12-31 month
It flew [earlier this month]. | 2025-01-01..2025-01-24 month
It flies [later this month]. | 2025-01-24..2025-01-31 month
It flew [last year]. | 2024-01-01..2024-12-31 year
It flew [late last year]. | 2024-10-01..2024-12-31 year
It flew [earlier this year]. | 2025-01-01..2025-01-24 year
It flies by [the end of the year]. | 2025-12-01..2025-12-31 year
It flies by [the end of next month]. | 2025-02-21..2025-02-28 month
It flew [next year]. | 2026-01-01..2026-12-31 year
It flew [two weeks ago]. | 2025-01-10
It flew [a week ago]. | 2025-01-17
It flew [10 days ago]. | 2025-01-14
It flew [three months ago]. | 2024-10-01..2024-10-31 month
It flew [20 years ago]. | 2005-01-01..2005-12-31 year
Over [the past two years] it grew. | 2023-01-24..2025-01-24 duration
Over [the past year] it grew. | 2024-01-24..2025-01-24 duration
Over [the next 10 days] it grows. | 2025-01-24..2025-02-03 duration
In [the last 48 hours] it grew. | 2025-01-22..2025-01-24 duration
It flew on [April 19, 2024]. [The following day], it sank. | 2024-04-19; 2024-04-20
It flew on [April 19, 2024] and sank [the same day]. | 2024-04-19; 2024-04-19
It flew on [April 19, 2024]. It rained [the previous day]. | 2024-04-19; 2024-04-18
It flew on [April 19, 2024]. It rained [the day before]. | 2024-04-19; 2024-04-18
It flew on [April 19, 2024] and sank [three days later]. | 2024-04-19; 2024-04-22
It flew on [April 19, 2024] and sank [two weeks later]. | 2024-04-19; 2024-05-03
It flew on [April 19, 2024]; [a year earlier] it sank. | 2024-04-19; 2023-01-01..2023-12-31 year
It began on [May 2, 2023]; [that year] was dry. | 2023-05-02; 2023-01-01..2023-12-31 year
It flew [the next morning]. | 2025-01-25
On [the 15th], the talks ended. | 2025-01-15
On [the 30th], the talks ended. | 2024-12-30
It was sealed 60 days before departure, three weeks after the vote, for two days, at 5 p.m. |
In 2.5 years ago there is no time, nor in USA Today. |
"""

YEARLESS = """
It flew on [January 14]. | 2025-01-14
It flew on [Jan. 24th]. | 2025-01-24
It flew on [December 31]. | 2024-12-31
It flew on [June 9]. | 2024-06-09
It flies on [Feb. 3]. | 2025-02-03
@2024-12-30 It flies on [Jan. 2]. | 2025-01-02
@2025-07-23 It runs until [August 1]. | 2025-08-01
It flew on [Feb. 29]. | 2024-02-29
SEOUL, [Jan. 23] (Yonhap) -- It flew. | 2025-01-23
Pyongyang, [January 1] (KCNA) -- It flew. | 2025-01-01
They met on [June 12, 2018]. On [July 6] it flew. | 2018-06-12; 2018-07-06
They met on [June 12, 2018]. On [Jan. 6] it flew. | 2018-06-12; 2025-01-06
The February 8 Vinalon Complex and the June 18 Machine Plant stood. |
"""

NAMED = """
On [New Year's Day] it flew. | 2025-01-01
A [New Year's Eve] crash was told. | 2024-12-31
On the [Day of the Sun] they sang. | 2024-04-15
On [Christmas] they sang. | 2024-12-25
On [Christmas Eve 2017] they sang. | 2017-12-24
On [Thanksgiving Day] they ate. | 2024-11-28
On [Memorial Day] they ate. | 2024-05-27
On [Easter Sunday] they ate. | 2024-03-31
On [Good Friday] they fasted. | 2024-03-29
At [Chuseok] they ate. | 2024-09-17
For [Seollal] they travel. | 2025-01-29
On [Party Foundation Day] they marched. | 2024-10-10
On [Election Day 2024] they voted. | 2024-11-05
After [9/11] they flew. | 2001-09-11
The [June 15 Joint Declaration] of the two Koreas stood. | 2000-06-15
The [September 19 military agreement] was void. | 2018-09-19
They sold Christmas trees on any independence day. |
"""

MORE = """
The two-day talks begin on [3 March]. | 2025-03-03
The summit was held on [February 27-28, 2019] in Hanoi. | 2019-02-27..2019-02-28 duration
SEOUL, [Jan. 24] (Yonhap) -- Troops moved. | 2025-01-24
PYONGYANG, [Jan. 22] (KCNA) -- Troops moved. | 2025-01-22
(SEOUL = [Jan. 23]) Troops moved. | 2025-01-23
It has grown since [2022]. | 2022-01-01..2022-12-31 year
It has grown since [last October]. | 2024-10-01..2024-10-31 month
It grew over [the past three months]. | 2024-10-24..2025-01-24 duration
It grew over [the last five years]. | 2020-01-24..2025-01-24 duration
It will grow for [the next two weeks]. | 2025-01-24..2025-02-07 duration
It froze in [early January]. | 2025-01-01..2025-01-10 month
It froze in [early January 2024]. | 2024-01-01..2024-01-10 month
It thawed in [late March of last year]. | 2024-03-21..2024-03-31 month
On [Lunar New Year] they travel. | 2025-01-29
It marked the [Day of the Shining Star] in song. | 2025-02-16
It marked [Party anniversary]. | 2024-10-10
It marked the [Party's founding anniversary]. | 2024-10-10
It marked [Liberation Day] in Seoul. | 2024-08-15
It marked [Armed Forces Day]. | 2024-10-01
It marked the [Day of Victory in the Fatherland Liberation War]. | 2024-07-27
On [Hangul Day] it shut. | 2024-10-09
On [Children's Day] they played. | 2024-05-05
On [National Foundation Day] they rested. | 2024-10-03
On [the eve of the Lunar New Year] they cook. | 2025-01-28
It flew [the day before]. | 2025-01-23
On [Jan. 6], it flew; it had been moved [the day before]. | 2025-01-06; 2025-01-05
It flew [the day after]. | 2025-01-25
It began in [the second week of January]. | 2025-01-08..2025-01-14 week
It fell in [the first week of 2025]. | 2025-01-01..2025-01-07 week
In [the final quarter of 2023] it fell. | 2023-10-01..2023-12-31 quarter
In [the first quarter of this year] it rose. | 2025-01-01..2025-03-31 quarter
In [the fourth quarter of last year] it fell. | 2024-10-01..2024-12-31 quarter
In [the first half of this year] it falls. | 2025-01-01..2025-06-30 year
In [the first nine months of 2024] it fell. | 2024-01-01..2024-09-30 duration
From [January to November] it rose. | 2024-01-01..2024-11-30 duration
From [March 13 to 23] they drill. | 2025-03-13..2025-03-23 duration
From [Aug. 19 through Aug. 29] they drilled. | 2024-08-19..2024-08-29 duration
Between [1994 and 1998] it starved. | 1994-01-01..1998-12-31 duration
Between [May and July] it rained. | 2024-05-01..2024-07-31 duration
It fell in [the summer of 1950]. | 1950-06-01..1950-08-31 season
It fell [this past summer]. | 2024-06-01..2024-08-31 season
It comes [next spring]. | 2025-03-01..2025-05-31 season
In [the 1970s and 80s] it grew. | 1970-01-01..1989-12-31 duration
In [the late 1990s] it starved. | 1997-01-01..1999-12-31 decade
It came [a decade ago]. | 2015-01-01..2015-12-31 year
It came [half a year ago]. | 2024-07-01..2024-07-31 month
It came about [three weeks ago]. | 2025-01-03
It came more than [a year ago]. | 2024-01-01..2024-12-31 year
It came some [70 years ago]. | 1955-01-01..1955-12-31 year
It came [earlier in the day]. | 2025-01-24
It came [earlier in the week]. | 2025-01-20..2025-01-24 week
It came [later in the month]. | 2025-01-24..2025-01-31 month
It came [the previous week]. | 2025-01-13..2025-01-19 week
It came [the week before]. | 2025-01-13..2025-01-19 week
It came [the following month]. | 2025-02-01..2025-02-28 month
It came [the year before last]. | 2023-01-01..2023-12-31 year
It came [the month before]. | 2024-12-01..2024-12-31 month
It is due [this coming Tuesday]. | 2025-01-28
It is due [the coming week]. | 2025-01-24..2025-01-31 duration
It is due [in three days' time]. | 2025-01-27
It came on the night of [Jan. 21]. | 2025-01-21
It came [Thursday afternoon] local time. | 2025-01-23
It came at 7 a.m. on [Tuesday]. | 2025-01-21
It came by [the end of last year]. | 2024-12-01..2024-12-31 year
It came by [the end of January]. | 2025-01-21..2025-01-31 month
It came at [the start of the year]. | 2025-01-01..2025-01-31 year
It came in [mid-January]. | 2025-01-11..2025-01-20 month
It came in [mid 2024]. | 2024-04-01..2024-09-30 year
It came in [late 2024] or [early 2025]. | 2024-10-01..2024-12-31 year; 2025-01-01..2025-03-31 year
It came on [April 15th, 2012]. | 2012-04-15
It came on [15.04.2012]. | 2012-04-15
It came on [2012-4-15]. | 2012-04-15
It came on [Apr 15 2012]. | 2012-04-15
It came on [15-Apr-2012]. | 2012-04-15
It came on [Sunday, April 15, 2012], at dawn. | 2012-04-15
It came on [Sunday (Jan. 19)]. | 2025-01-19
The [June 25, 2024] blast. | 2024-06-25
The [June 2018] summit in Singapore. | 2018-06-01..2018-06-30 month
The [2018] summit in Singapore. | 2018-01-01..2018-12-31 year
The [2018] and [2019] summits. | 2018-01-01..2018-12-31 year; 2019-01-01..2019-12-31 year
The [Sept. 19, 2018] military pact. | 2018-09-19
Its 13th launch [this year] failed. | 2025-01-01..2025-12-31 year
[So far this year] it has flown twice. | 2025-01-01..2025-01-24 year
Throughout [2024] it drilled. | 2024-01-01..2024-12-31 year
Until [March 2026] it waits. | 2026-03-01..2026-03-31 month
In [April and May last year] it rose. | 2024-04-01..2024-05-31 duration
On [Tuesday] and again on [Thursday] it flew. | 2025-01-21; 2025-01-23
These days nobody goes. |
[Juche 105] was a year of tests. | 2016-01-01..2016-12-31 year
On [Jan. 8, Juche 73 (1984)], he was born. | 1984-01-08
The [July 27] armistice holds. | 2024-07-27
The March of the volunteers; may they march second to none in a fall of two. |
Article 9, 1,950 men, a 2020-strong crowd, 12 March Street. |
The Second of them came at 10:30. |
"""

PARTS_OF_A_PERIOD = """
Sales rose in [the first 10 days of November]. | 2024-11-01..2024-11-10 duration
Sales rose in [the first 20 days of this month]. | 2025-01-01..2025-01-20 duration
Sales fell in [the last three months of 2019]. | 2019-10-01..2019-12-31 duration
Sales fell in [the final two weeks of June 2023]. | 2023-06-17..2023-06-30 duration
The gate opened on [the first Tuesday of October]. | 2024-10-01
The gate opened on [the last Friday of May 2023]. | 2023-05-26
The gate opened on [the third Thursday of last month]. | 2024-12-19
It runs in [the week of Dec. 9]. | 2024-12-09..2024-12-15 week
It runs on [the weekend of 7-8 December]. | 2024-12-07..2024-12-08 duration
Output rose in [the 2nd half of 2021]. | 2021-07-01..2021-12-31 year
It comes in [the latter half of next year]. | 2026-07-01..2026-12-31 year
It was closed in [the early part of 2022]. | 2022-01-01..2022-03-31 year
"""

CODES = """
Output fell in [Q4] and rose in [Q3 2022]. | 2024-10-01..2024-12-31 quarter; 2022-07-01..2022-09-30 quarter
Output rose in [3Q23] and [H1 2021]. | 2023-07-01..2023-09-30 quarter; 2021-01-01..2021-06-30 duration
Output rose in [2H 2020]. | 2020-07-01..2020-12-31 duration
The budget of [FY2022] was cut. | 2022-01-01..2022-12-31 year
It lasted 2h, with H1N1 on board a Q400, and H5 failed. |
In [the late '80s] it was shut. | 1987-01-01..1989-12-31 decade
For most of [the 19th century] it was shut. | 1801-01-01..1900-12-31 duration
"""

BOTH_ENDS = """
It is shut from [the 3rd to the 9th of June 2023]. | 2023-06-03..2023-06-09 duration
It was shut from [the 6th to the 12th of this month]. | 2025-01-06..2025-01-12 duration
She held the post from [June 2016 to 2019]. | 2016-06-01..2019-12-31 duration
She held the post between [June 2016 and May 2019]. | 2016-06-01..2019-05-31 duration
It will come between [Feb. 2 and Feb. 14]. | 2025-02-02..2025-02-14 duration
It came between [Nov. 28 and Dec. 3, 2022]. | 2022-11-28..2022-12-03 duration
"""

BESIDE_ITS_DAY = """
It was lifted [early Jan. 9] and again [late Dec. 2]. | 2025-01-09; 2024-12-02
It was signed on [October, 14th]. | 2024-10-14
It was signed on [June 2 in 2019], and on [July 8 , 2020] . | 2019-06-02; 2020-07-08
It sailed on [Tuesday the 14th]. | 2025-01-14
The [Tuesday] the 14th Brigade came was [Jan. 7]. | 2025-01-21; 2025-01-07
It sailed on [the 9th], he said. | 2025-01-09
It came [four days after] the [May 8] vote. | 2024-05-12; 2024-05-08
It came [a week before] [July 27, 2023]. | 2023-07-20; 2023-07-27
It came [the day after] [Sept. 9, 2022]. | 2022-09-10; 2022-09-09
It flew on [May 9, 2023]; it was seen [two days before that]. | 2023-05-09; 2023-05-07
It left [last week on Tuesday]. | 2025-01-14
It left [a few days ago], [several weeks ago], [a fortnight ago]. | 2025-01-21; 2025-01-03; 2025-01-10
It grew over [the past few weeks]. | 2025-01-03..2025-01-24 duration
It freed [last week] of all times a crew. | 2025-01-13..2025-01-19 week
The resolution in force since [2016] binds all. | 2016-01-01..2016-12-31 year
He told "This Week" and Fox News Sunday, on the “Today” show. |
It came a day after the two leaders met and the day after the vote; in three weeks they rebuilt it. |
"""

UNKNOWN = """
@- It flew on [Friday]. | XXXX-WXX-5
@- It flew [yesterday]. | -P1D
@- It flew [two weeks ago]. | -P2W
@- It flew [last month]. | -P1M month
@- It flew in [June]. | XXXX-06 month
@- It flew on [June 9]. | XXXX-06-09
@- It flew over [the past two years]. | -P2Y/P0D duration
@- It flew [last weekend]. | XXXX-WXX-WE duration
@- It flew on [Christmas Eve]. | XXXX-12-24
@- It flew in [the third quarter]. | XXXX-Q3 quarter
@- It flew [last quarter]. | -P3M quarter
@- It grew over [the past decade]. | -P10Y/P0D duration
@- It flew in [2019]. | 2019-01-01..2019-12-31 year
@- It flew on [May 2, 2023] and sank [the next day]. | 2023-05-02; 2023-05-03
"""


def cases(block: str) -> list:
    return [pytest.param(line, id=re.sub(r"[^\w ]", "", line)[:50]) for line in block.strip().splitlines()]


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    lunar = [line.split(",")[:2] for line in load_lexicon("lunar_days").text.splitlines()[1:]]
    days = NamedDays(load_lexicon("calendar").rows(NamedDay), [(name, day) for name, day in lunar])
    return Grammar(load_lexicon("time_words").rows(TimeWord, key=("word", "kind")), days)


def read(grammar: Grammar, text: str, published: date | None) -> list[tuple[str, str]]:
    """Read a text without any parse, as the component does."""
    answers, told, story = [], None, None
    for found in grammar.find(text):
        said = found.expression
        interval = resolve(said, grammar.days, Context(published, told, story))
        words = text[found.start : found.end]
        if interval is None:
            if published is None:
                answers.append((words, underspecified(said, grammar.days)))
            continue
        told = interval
        story = interval if said.year and published and said.year != published.year else story
        days = str(interval.first) if interval.grain == "day" else f"{interval.first}..{interval.last}"
        answers.append((words, days if interval.grain == "day" else f"{days} {interval.grain}"))
    return answers


def marked(line: str) -> tuple[str, date | None, list[tuple[str, str]]]:
    """Split a case into its text, its publication and the dates it should give."""
    sentence, _, answers = line.partition(" |")
    published: date | None = date.fromisoformat(PUBLISHED)
    if sentence.startswith("@"):
        day, sentence = sentence[1:].split(" ", 1)
        published = read_day(day)
    words = re.findall(r"\[(.*?)\]", sentence)
    wanted = [answer.strip() for answer in answers.split(";") if answer.strip()]
    assert len(words) == len(wanted), f"{line!r}: {len(words)} marks, {len(wanted)} answers"
    return re.sub(r"[\[\]]", "", sentence), published, list(zip(words, wanted, strict=True))


KINDS = FULL + MONTHS + YEARS + WEEKDAYS + RELATIVE + YEARLESS + NAMED + MORE
KINDS += PARTS_OF_A_PERIOD + CODES + BOTH_ENDS + BESIDE_ITS_DAY


@pytest.mark.parametrize("line", cases(KINDS))
def test_date_is_found_and_resolved(grammar, line):
    text, published, wanted = marked(line)

    assert read(grammar, text, published) == wanted


@pytest.mark.parametrize("line", cases(UNKNOWN))
def test_date_without_publication_says_how_far(grammar, line):
    text, published, wanted = marked(line)

    found = read(grammar, text, published)

    assert [(words, answer.split()[0]) for words, answer in found] == [(w, a.split()[0]) for w, a in wanted]


@given(st.text(st.sampled_from("0123456789-/. ,'()adefhjlmnorstuvy\n–")), st.dates())
@settings(max_examples=150, deadline=None)
def test_any_string_gives_days_or_none(grammar, text, published):
    for words, answer in read(grammar, text, published):
        assert words
        assert answer


WORDS = (
    *(
        "the",
        "last",
        "next",
        "this",
        "past",
        "two",
        "12",
        "31",
        "1999",
        "2024",
        "may",
        "june",
        "friday",
        "week",
        "year",
    ),
    *("day", "of", "in", "to", "and", "-", ",", "early", "end", "ago", "before", "'s", "spring"),
)


@given(st.lists(st.sampled_from(WORDS), max_size=14), st.dates())
@settings(max_examples=300, deadline=None)
def test_any_words_give_ordered_days(grammar, words, published):
    text = " ".join(words).title() if len(words) % 2 else " ".join(words)
    end = 0
    for found in grammar.find(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
        interval = resolve(found.expression, grammar.days, Context(published))
        assert interval is None or interval.first <= interval.last
        assert underspecified(found.expression, grammar.days)


@given(st.text())
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("published", [date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29)])
def test_edges_of_the_calendar_do_not_fail(grammar, published):
    text = (
        "Yesterday, tomorrow, last week, next year, 300 years ago, the next 90 decades, on Feb. 29, last May, Easter."
    )

    assert isinstance(read(grammar, text, published), list)


@pytest.mark.parametrize("text", ["2025-13-45", "", "soon", "24.01.2025", None, 20250124.5])
def test_bad_publication_is_unknown(text):
    assert read_day(text) is None


@pytest.mark.parametrize("text", ["2025-01-24", "2025-01-24T10:00:00Z", " 2025-01-24 08:00"])
def test_publication_may_carry_a_time(text):
    assert read_day(text) == date(2025, 1, 24)


def test_unknown_rule_of_a_named_day_is_refused():
    with pytest.raises(LexiconError, match="'full moon'"):
        NamedDays([NamedDay("moon day", "full moon", True, "nobody")], [])


def test_every_named_day_has_a_day(grammar):
    missing = [name for name in grammar.days if grammar.days.in_year(name, 2024) is None]

    assert missing == []


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [("early", 1, 10), ("mid", 11, 20), ("late", 21, 30), ("first half", 1, 15), ("second half", 16, 30)],
)
def test_parts_of_a_month(part, first, last):
    found = part_of(unit_of(date(2024, 6, 5), "month"), part)

    assert found == Interval(date(2024, 6, first), date(2024, 6, last), "month")


def test_a_month_after_the_31st_is_the_last_day():
    assert moved(date(2024, 1, 31), 1, "month") == date(2024, 2, 29)


def test_direction_decides_between_last_and_next(grammar):
    friday = Expression("weekday", weekday=0)
    answers = [resolve(friday, grammar.days, Context(date(2025, 1, 24), direction=way)) for way in ("past", "future")]

    assert [str(answer.first) for answer in answers if answer] == ["2025-01-20", "2025-01-27"]
