"""What an organisation writes of its strategy and of its customers now, and what it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class StrategyPart:
    """A part of a customer strategy on one page.

    `hint`: what a good text holds. `dimensions`: the ids of those it rests on, the nearest first; a questionnaire need
    not have them. `from_segments`: whether the names of segments are a text to start from.
    """

    id: str
    name: str
    ask: str
    hint: str
    example: str
    dimensions: tuple[str, ...] = ()
    from_segments: bool = False


@dataclass(frozen=True)
class GuidingQuestion:
    """A question that a strategy answers, by the parts with these ids together."""

    id: str
    text: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Prompt:
    """A question by which people find out who their customer is now."""

    id: str
    text: str
    hint: str


@dataclass(frozen=True)
class BuyingRole:
    """A part that somebody plays when an account decides. `blank`: its name in a sentence."""

    id: str
    name: str
    meaning: str
    blank: str


@dataclass(frozen=True)
class Audience:
    """Whose words the examples are in. `lenses`: the functions they suit; prompts and roles by id."""

    id: str
    name: str
    account: str
    prompts: Mapping[str, str]
    roles: Mapping[str, str]
    lenses: tuple[str, ...] = ()


@dataclass(frozen=True)
class WrittenPages:
    """What the pages that an organisation writes ask for, in their order."""

    parts: tuple[StrategyPart, ...]
    questions: tuple[GuidingQuestion, ...]
    prompts: tuple[Prompt, ...]
    roles: tuple[BuyingRole, ...]
    audiences: tuple[Audience, ...]

    def audience_of(self, lens: str | None) -> Audience:
        """The audience whose examples suit a function; the first for any other."""
        return next((each for each in self.audiences if lens in each.lenses), self.audiences[0])


@dataclass(frozen=True)
class Contact:
    """Who plays a role at an account, by name or function, and when somebody last spoke with them."""

    person: str = ""
    last_contact: date | None = None


@dataclass(frozen=True)
class KeyAccount:
    """A key account, a segment or an inner customer. `contacts` by role; `segment`: the one it was taken from."""

    name: str
    id: str = ""
    segment: str | None = None
    contacts: Mapping[str, Contact] = field(default_factory=dict)

    def contact(self, role: str) -> Contact:
        """Who plays a role; an empty contact when nobody is known."""
        return self.contacts.get(role, Contact())


@dataclass(frozen=True)
class Written:
    """What an organisation wrote, by id of part and of prompt, with its accounts in their order.

    `as_of`: the day on which somebody looks at it, from which the time since a contact is counted.
    """

    pages: WrittenPages
    strategy: Mapping[str, str]
    discovery: Mapping[str, str]
    accounts: tuple[KeyAccount, ...]
    as_of: date

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was written."""
        return not (self.strategy or self.discovery or self.accounts)

    @property
    def parts_written(self) -> int:
        """How many of the parts asked for have a text."""
        return sum(part.id in self.strategy for part in self.pages.parts)

    def answers(self, question: GuidingQuestion) -> bool:
        """Whether all parts that answer a question are written."""
        return all(part in self.strategy for part in question.parts)
