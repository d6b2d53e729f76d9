"""Roles that stand for somebody named beside or before them: "the North Korean minister", "Russia's envoy, Ivanova"."""

from korea_nlp.components.actors.compose import Composer
from korea_nlp.components.actors.reading import Reading
from korea_nlp.layers import Mention

LATEST = 12  # people that are looked back at


class GenericLinker:
    """Gives a role that the tables know no holder of to the person whom the text names in it."""

    def __init__(self, composer: Composer) -> None:
        self.knowledge = composer.knowledge
        self.held: dict[str, set[str]] = {}
        for office in self.knowledge.offices.values():
            for holder in self.knowledge.holders.get(office.id, ()):
                self.held.setdefault(holder.actor, set()).update(office.role.split("-"))

    def link(self, reading: Reading) -> None:
        """Change mentions of the draft."""
        draft = reading.draft
        order = sorted(range(len(draft.mentions)), key=lambda at: draft.mentions[at].start)
        people: list[Mention] = []
        for rank, at in enumerate(order):
            mention = draft.mentions[at]
            actor = draft.actors[mention.actor]
            if actor.kind != "person":
                continue
            if not mention.rule.startswith(("role:", "office:")) or "@" in mention.rule:
                people.append(mention)
                continue
            following = draft.mentions[order[rank + 1]] if rank + 1 < len(order) else None
            person = self._apposed(reading, mention, following) or self._before(reading, mention, people)
            if person is None:
                continue
            rule = f"named:{reading.view.words(mention.start, mention.end)}→{person.start}"
            draft.mentions[at] = Mention(mention.start, mention.end, "role", person.actor, rule)
            if person is following:
                draft.update(person.actor, country=actor.country, role=None, affiliation=None)

    @staticmethod
    def _apposed(reading: Reading, mention: Mention, following: Mention | None) -> Mention | None:
        """Return the name right after a role: "Russia's deputy U.N. envoy, Anna Evstigneeva, blamed"."""
        if following is None or following.start != mention.end + 1 or reading.view.text(mention.end) != ",":
            return None
        if reading.draft.actors[following.actor].kind != "person":
            return None
        return following if reading.view.text(following.end) in (",", ".", ")") else None

    def _before(self, reading: Reading, mention: Mention, people: list[Mention]) -> Mention | None:
        """Return the person of that country and role named last: "the North Korean minister"."""
        draft = reading.draft
        if reading.lower(mention.start - 1) != "the":
            return None
        role = draft.actors[mention.actor]
        wanted = set(role.id.rpartition(":")[2].split("-"))
        if role.id.startswith("office:"):
            wanted = set(self.knowledge.offices[role.id.removeprefix("office:")].role.split("-"))
        for person in reversed(people[-LATEST:]):
            actor = draft.actors[person.actor]
            if actor.country != role.country:
                continue
            said = {word.strip(".,") for word in (actor.role or "").lower().split()}
            if wanted <= said | self.held.get(actor.id, set()):
                return person
        return None
