"""Where stories come from: families of copies, credit lines, and the chain through which a claim came."""

from korea_nlp.origins.credits import Credit, CreditReader
from korea_nlp.origins.families import Family, Origins, find_origins
from korea_nlp.origins.matching import Limits
from korea_nlp.origins.relay import Relay, relay

__all__ = ["Credit", "CreditReader", "Family", "Limits", "Origins", "Relay", "find_origins", "relay"]
