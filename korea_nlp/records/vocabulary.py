"""The values that the fields of a record may hold; each list stands here and nowhere else."""

from typing import Literal

ActorKind = Literal["person", "organization", "government", "state", "media", "group"]
MentionForm = Literal["name", "alias", "role", "metonym", "nominal", "pronoun"]

Bound = Literal["exact", "approximate", "at_least", "at_most", "more_than", "less_than"]
Trend = Literal["none", "up", "down"]
Status = Literal["killed", "injured", "killed_or_injured", "captured", "missing", "deployed", "detained"]
Relation = Literal["none", "additional", "subset", "fraction", "times"]

Grain = Literal["day", "week", "month", "quarter", "season", "year", "decade", "duration"]

EventKind = Literal[
    "missile_launch", "nuclear_test", "satellite_launch", "artillery_fire", "military_exercise", "troop_deployment",
    "arms_transfer", "casualties", "attack", "border_incident", "drone_or_balloon_incursion", "meeting", "visit",
    "agreement", "statement", "sanction", "threat", "accusation", "rejection", "aid", "demand", "appointment",
    "construction", "training", "other",
]  # fmt: skip
PloverRoot = Literal[
    "AGREE", "SUPPORT", "AID", "CONSULT", "COOPERATE", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
    "MOBILIZE", "SANCTION", "COERCE", "ASSAULT", "STATEMENT",
]  # fmt: skip
Mode = Literal["actual", "planned", "possible", "negated"]
ArgumentRole = Literal["agent", "patient", "recipient", "addressee", "place", "instrument"]

Reference = Literal["named", "referred", "implied"]  # from the plainest
ClaimKind = Literal["direct", "indirect", "mixed"]
Stance = Literal[
    "assert", "deny", "confirm", "predict", "threaten", "promise", "demand", "accuse", "praise", "believe", "other"
]
Certainty = Literal["certain", "probable", "possible"]  # from the surest to the least sure
