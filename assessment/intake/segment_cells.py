"""What the cells of a page of customers mean; each is understood in one way, or left out and named."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from assessment.intake.answer_cells import text_in
from assessment.intake.answer_tables import Cell, Found
from assessment.intake.answer_values import NUMBER
from assessment.intake.answer_words import named
from assessment.intake.segment_columns import Said, columns
from assessment.intake.segments_csv import LONGEST_NAME, LONGEST_WORDS
from assessment.intake.sheets import Book
from assessment.model import (
    EVIDENCE_CHOICES,
    KNOWN_SEGMENT,
    RATINGS,
    REST_KEY,
    STATUS_CHOICES,
    YES_OR_NO,
    Evidence,
    Remark,
    SaidSegment,
    SaidSegments,
    SegmentRow,
    SegmentStatus,
    Side,
    TargetingRules,
    evidence_row,
    rating_row,
)
from assessment.wording import listed, shown

T = TypeVar("T")
# Plain numbers of a row that sum to more were written in per cent. Shares are kept in ten-thousandths.
FRACTIONS_UP_TO, WHOLE = 2, 10_000
LONGEST_NUMBER = 20


def read_segments(book: Book, rules: TargetingRules, found: Found) -> SaidSegments:
    """What the page of customers says; repairs and refusals are noted where they belong."""
    by_key = columns(book, rules, found)
    reading = _Reading(rules, found, by_key)
    said = tuple(one for key in by_key if key != REST_KEY and (one := reading.segment(key)))
    return SaidSegments(reading.without_namesakes(said), reading.shares[SegmentRow.SPEND].get(REST_KEY))


class _Reading:
    def __init__(self, rules: TargetingRules, found: Found, by_key: Mapping[str, Said]) -> None:
        self.rules, self.found, self.by_key = rules, found, by_key
        self.shares = {row: self._shares(row) for row in (SegmentRow.REVENUE, SegmentRow.SPEND)}

    def _refuse(self, cell: Cell, text: str) -> None:
        self.found.refusals.append(Remark(cell.place, text))

    def _mended(self, cell: Cell, meant: str) -> None:
        how = "it holds a formula; its value" if cell.is_formula else ""
        self.found.repairs.append(Remark(cell.place, f"{how} {shown(cell.value)} is read as “{meant}”.".strip()))

    def _text(self, cell: Cell) -> str | None:
        text, fault = text_in(cell)
        if fault:
            self._refuse(cell, fault)
        return None if text is None else text.strip()

    def segment(self, key: str) -> SaidSegment | None:
        """What one column says; none for an empty one, and for a new one without a name."""
        said = self.by_key[key]
        if not said:
            return None
        id = key.removeprefix(KNOWN_SEGMENT) if key.startswith(KNOWN_SEGMENT) else ""
        name = self._words(said.get(SegmentRow.NAME), LONGEST_NAME)
        if not name and not id:
            self._refuse(
                next(iter(said.values())),
                "this column has no name that can be read, so nothing of it is taken; name the segment.",
            )
            return None
        status = self._chosen(said.get(SegmentRow.STATUS), STATUS_CHOICES)
        return SaidSegment(
            id=id,
            name=name,
            status=status,
            must_serve=self._chosen(said.get(SegmentRow.MUST_SERVE), YES_OR_NO),
            revenue_share=self.shares[SegmentRow.REVENUE].get(key),
            spend_share=self.shares[SegmentRow.SPEND].get(key),
            accessible_size=self._size(said.get(SegmentRow.SIZE)),
            milestone=self._words(said.get(SegmentRow.MILESTONE), LONGEST_WORDS),
            owner=self._words(said.get(SegmentRow.OWNER), LONGEST_WORDS),
            end=self._day(said.get(SegmentRow.END)),
            ratings=self._ratings(said, status),
            evidence=self._evidence(said),
        )

    def without_namesakes(self, said: tuple[SaidSegment, ...]) -> tuple[SaidSegment, ...]:
        """The segments without those that share a name, since nobody can say which one is meant."""
        names = [one.name.casefold() for one in said if one.name]
        kept = []
        for one in said:
            if one.name and names.count(one.name.casefold()) > 1:
                key = next(key for key, cells in self.by_key.items() if self._is(cells, one.name))
                place = self.by_key[key][SegmentRow.NAME]
                self._refuse(
                    place, f"{shown(one.name)} stands twice; every segment has a name of its own, so neither is taken."
                )
            else:
                kept.append(one)
        return tuple(kept)

    @staticmethod
    def _is(said: Said, name: str) -> bool:
        cell = said.get(SegmentRow.NAME)
        return cell is not None and " ".join(str(cell.value).split()) == name

    def _words(self, cell: Cell | None, most: int) -> str:
        """A line of words; one that is too long is left out rather than cut."""
        text = " ".join((self._text(cell) or "").split()) if cell else ""
        if cell and len(text) > most:
            self._refuse(cell, f"the text has {len(text)} characters, at most {most} are kept; shorten it.")
            return ""
        if cell and text and cell.is_formula:
            self._mended(cell, text)
        return text

    def _chosen(self, cell: Cell | None, choices: Mapping[T, str]) -> T | None:
        """The one choice that is named by the words of its list."""
        text = self._text(cell) if cell else None
        if not cell or text is None:
            return None
        found = named(text, [(words, value) for value, words in choices.items()])
        if len(found) != 1:
            self._refuse(cell, f"{shown(text)} is not {listed(choices.values(), 'or')}; choose one from the list.")
            return None
        value = found.pop()
        if text != choices[value] or cell.is_formula:
            self._mended(cell, choices[value])
        return value

    def _shares(self, row: SegmentRow) -> dict[str, Fraction]:
        """The shares of a row, by key: fractions as Excel holds them, or per cent as people write them."""
        read: dict[str, tuple[Cell, Fraction, bool]] = {}
        for key, said in self.by_key.items():
            if not (cell := said.get(row)) or (key == REST_KEY and row is SegmentRow.REVENUE):
                continue
            text = self._text(cell)
            number = None if text is None else _number(text.removesuffix("%").strip())
            if text is not None and number is None:
                self._refuse(cell, f"{shown(text)} is no share; write one such as 25 %.")
            elif text is not None and number is not None:
                read[key] = (cell, number, text.endswith("%"))
        plain = sum((number for _, number, in_percent in read.values() if not in_percent), Fraction(0))
        found: dict[str, Fraction] = {}
        for key, (cell, number, in_percent) in read.items():
            is_percent = in_percent or plain > FRACTIONS_UP_TO
            share = Fraction(int((number / (100 if is_percent else 1)) * WHOLE + Fraction(1, 2)), WHOLE)
            if share > 1:
                self._refuse(cell, f"{shown(str(cell.value))} is more than the whole; write a share up to 100 %.")
                continue
            found[key] = share
            if is_percent != in_percent or cell.is_formula:
                self._mended(cell, f"{float(100 * share):g} %")
        return found

    def _size(self, cell: Cell | None) -> Fraction | None:
        text = self._text(cell) if cell else None
        number = _number(text) if cell and text else None
        if cell and text and number is None:
            self._refuse(cell, f"{shown(text)} is no size; write a number of 0 or more.")
        return number

    def _day(self, cell: Cell | None) -> date | None:
        """A day: as Excel holds it, or written as 2027-06-30."""
        if cell is None:
            return None
        if isinstance(cell.value, datetime):
            return cell.value.date()
        if isinstance(cell.value, date):
            return cell.value
        text = self._text(cell)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self._refuse(cell, f"{shown(text)} is no date; write one such as 2027-06-30.")
            return None

    def _ratings(self, said: Said, status: SegmentStatus | None) -> dict[str, int]:
        ratings: dict[str, int] = {}
        for criterion in self.rules.criteria:
            cell = said.get(rating_row(criterion.id))
            text = self._text(cell) if cell else None
            if not cell or text is None:
                continue
            number = _number(text)
            if number is None or number not in RATINGS:
                whole = f"a whole number from {min(RATINGS)} to {max(RATINGS)}"
                self._refuse(cell, f"{shown(text)} is no rating; write {whole}.")
            elif criterion.needs_revenue and status is SegmentStatus.PLANNED:
                self._refuse(cell, f"“{criterion.name}” is not rated for a planned segment; it is left out.")
            else:
                ratings[criterion.id] = int(number)
                if text != str(int(number)) or cell.is_formula:
                    self._mended(cell, str(int(number)))
        return ratings

    def _evidence(self, said: Said) -> dict[Side, Evidence]:
        read = {side: self._chosen(said.get(evidence_row(side)), EVIDENCE_CHOICES) for side in Side}
        return {side: grade for side, grade in read.items() if grade is not None}


def _number(text: str) -> Fraction | None:
    """A number that is not negative, with a decimal point or comma."""
    if NUMBER.fullmatch(text) and len(text) <= LONGEST_NUMBER:
        return Fraction(Decimal(text.replace(",", ".")))
    return None
