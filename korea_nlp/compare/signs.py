"""Words beside a number that say what kind of number it is: an age, a share, a plan, what was, what is left."""

import re

SPAN = r"(?:second|hour|day|week|month|year)\b(?! (?:ago|earlier|before|later|old))"
RATE = re.compile(rf"^\W*(?:(?:per|an?|each|every) {SPAN}|annual|yearly|monthly|weekly|daily)", re.I)
RATE_WITHIN = re.compile(rf"\b(?:per|an?|each|every) {SPAN}\W*$", re.I)
RATE_BEFORE = re.compile(r"\b(?:annual(?:ly)?|yearly|monthly|weekly|daily)\W+(?:\w+\W+){0,3}$", re.I)
PART = re.compile(r"\b(?:of which|of whom|of them|among them|among these|including|includes?)\b[^.;]{0,24}$", re.I)
TO_COME = (
    r"will|would|could|can|may|might|should|plan\w*|expect\w*|capable|ready|prepar\w+ to|offer\w*|"
    r"threat\w*|propos\w*|vow\w*|pledg\w*|promis\w*|intend\w*|forecast\w*|project(?:ion|ions|ed)|target\w*"
)
MAY_BE = re.compile(rf"\b(?:{TO_COME})\b(?! have (?:been|\w+ed|\w+en)\b)", re.I)
VAGUE = re.compile(r"\b(?:few|several|multiple|many|couple|numerous|countless|single|some of|one of|pairs?)\b", re.I)
ORDER = re.compile(r"\b(?:dozen|score|hundred|thousand|million|billion)s\b", re.I)  # "hundreds of soldiers": no number
TENS = r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
# "four-party talks", "the six- nation talks", not "forty-six" nor "20-strong"
IN_A_NAME = re.compile(rf"^(?!{TENS})[\w.,]+ ?- ?(?!year|old|strong)[a-z]{{3,}}", re.I)
AGED = re.compile(r"-years?-old\b", re.I)  # "the 47-year-old official" is called so
CODE = re.compile(r"0\d|\d+\.[A-Z]{2}\b")  # "005930.KS" is a share
IN_TEN = re.compile(r" in (?:\d+|three|four|five|ten|every)\b", re.I)  # "six in 10 Americans"
MISSING_TOO = re.compile(r"\b(?:dead|died|killed|deaths) (?:or|and) (?:missing|disappeared)\b", re.I)
OR_TWO = re.compile(r"\b(?:hour|day|week|month|year)s? or $", re.I)  # "the coming week or two"
TIMES = re.compile(r"\btimes\b", re.I)  # "six times less likely"
# "aged 15", "school age up to 15", "children under five"
OF_AGE = re.compile(
    r"\b(?:ages?|aged)(?: of| from| between)?\W*(?:over|under|above|below|up to)?\W*$|"
    r"\b(?:children|kids|pupils|youths|teenagers|adults|people|men|women|those|anyone|everyone)\W+"
    r"(?:over|under|above|below|older than|younger than)\W*$",
    re.I,
)
LIMIT = re.compile(r"^(?:over|under|above|below|older than|younger than|up to)\b", re.I)
SINCE = re.compile(r"\b(?:since|until|till|back to|in|from|by|of|before|after)\W*$", re.I)  # "dates back to 2009"
IN_TURN = re.compile(
    r"\b(?:puts?|sum|figures?|amount|total|estimates?d?|count|tally|toll|number|speaks?|spoke|spoken|own|reckons?)\b",
    re.I,
)
FORMER = re.compile(
    r"\b(?:(?:up|down|fell|rose|widened|narrowed|grew|dropped|slipped|swing|\d) (?:[\w,.]+ ){0,8}?from|"
    r"(?:compared|compares) (?:with|to)|against|versus)(?: (?:a|an|about|some|nearly|only|the))*\W*$",
    re.I,
)
OF_ALL = re.compile(
    r"^\W*(?:(?:of|among) (?:the|those|these|its|their|all)\b[^;]*|for [^,;]* alone),[^;]*$", re.I
)  # "Of the 238 hurt, 109 ..."
# "185 of the wounded", "nine of the 10 killed", "nearly a quarter of the dead -- 469 -- are children"
OF_THOSE = re.compile(
    r"\bof (?:the|those|its|their) (?:\d[\d,]*|dead|deaths|wounded|injured|killed|victims|hurt)\b", re.I
)
SHARE = re.compile(
    r"\b(?:third|quarter|half|majority|most|many|percent) of (?:the|those|its|their) [^.;]{0,30}\W+$", re.I
)
BASE = re.compile(r"\bbase(?: of| year)? $", re.I)
NEW_CLAUSE = re.compile(
    r"[;:]|,? (?:and|but|while|where|whereas|which) (?=a |an |the |another |at )|, (?:and|while|where) "
)
SPOT = re.compile(  # where of an event, at whose other places others died
    r"\b(airport|camp|church|county|district|embassy|hospital|hotel|market|metro|mosque|park|prison|province|school|"
    r"station|stadium|suburb|subway|town|village)s?\b",
    re.I,
)
OTHER = re.compile(r"\bthe other\W*$", re.I)  # "the other 140 were guests"
IDENTIFIED = re.compile(r"^[^.;]{0,60}\bidentified\b", re.I)  # "24 victims had been identified so far"
LAST_DAY = re.compile(r"\b(?:last|past) (?:24|48|72) hours\b", re.I)
OWN = re.compile(r"\b(?:its|their|our|posted|booked)\b", re.I)
WHOLE = re.compile(r"\b(?:across the|nationwide|countrywide|statewide|whole (?:country|state)|nationally)\b", re.I)
TOTAL = re.compile(
    r"\b(?:toll|totals?|so far|since|in all|altogether|overall|(?:past|last) (?:\w+ )?(?:days|weeks|months)|"
    r"conflict|war|days of|week of|offensive|operation)\b",
    re.I,
)
INCIDENT = re.compile(
    r"\b(?:strikes?|air ?strikes?|raids?|blasts?|bomb\w*|explo\w+|shelling|ambush\w*|today|overnight)\b", re.I
)
OF_THEM = re.compile(r"\bof (?:them|whom)\b", re.I)
ALONE = re.compile(r"^[^,.;]{0,40}\balone\b", re.I)  # "358 cases on Sunday alone"
REMAIN = re.compile(r"\b(?:remain\w*|still (?:in|at|being)|are left|critical|intensive care)\b", re.I)
# words that begin with no small letter; what stands before is looked at last, since that is quicker
LARGE = re.compile(r"[^\W\d_a-z](?<![^\W\d_].)(?<![^\W\d_]-.)[^\W\d_]*(?:-[^\W\d_]+)*", re.S)
MORE_THAN = re.compile(r"\b(?:more|other) than\b")
OTHERS = re.compile(r"\bothers?\b", re.I)  # "killed a soldier and 11 other people"
