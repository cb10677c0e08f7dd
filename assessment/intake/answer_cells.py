"""What the cells of an answer sheet mean; each is understood in one way, or left out and named."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from assessment.intake.answer_tables import UNIT, Cell, Found
from assessment.intake.answer_values import NUMBER
from assessment.intake.answer_words import Understood, answer_meant, named, own_words
from assessment.intake.answers_csv import LONGEST_COMMENT
from assessment.intake.answers_json import LONGEST_TEXT
from assessment.intake.sheets import CellError
from assessment.model import (
    BASIS_WORDS,
    PICKED,
    STARRED,
    Answer,
    Basis,
    Edition,
    Length,
    Remark,
    Response,
    RowKind,
    SheetHead,
    Status,
)
from assessment.rounding import HUNDREDTHS, plain, two_decimals
from assessment.wording import listed, shown

FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_UNIT = 120


class Reading:
    """Reads what was found in a sheet, noting repairs and refusals where they belong."""

    def __init__(self, edition: Edition, found: Found) -> None:
        self.edition, self.found = edition, found
        self.questionnaire = edition.questionnaire
        self._leave_out_differing()

    def response(self, length: Length) -> Response:
        """All that could be read, at that length."""
        priorities, starred = self._priorities()
        return Response(
            answers=self._answers(),
            length=length,
            comments=self._comments(),
            basis=self._basis(),
            profile=self._profile(),
            priorities=priorities,
            starred=starred,
            targets=self._targets(priorities),
            target_year=self._year(),
            deepened=self._deepened(length),
        )

    def _leave_out_differing(self) -> None:
        """Two copies of a row that say different things are both left out, since nobody can say which one holds."""
        for key, heads in list(self.found.cells.items()):
            differing = [cells for cells in heads.values() if len({_said(cell) for cell in cells}) > 1]
            if differing:
                places = listed(cell.place for cell in differing[0])
                for cell in differing[0]:
                    self._refuse(cell, f"{places} are about the same and differ, so nothing of either row is taken.")
                del self.found.cells[key]

    def _refuse(self, cell: Cell, text: str) -> None:
        self.found.refusals.append(Remark(cell.place, text))

    def _mended(self, cell: Cell, meant: str) -> None:
        how = "it holds a formula; its value" if cell.is_formula else ""
        self.found.repairs.append(Remark(cell.place, f"{how} {shown(cell.value)} is read as “{meant}”.".strip()))

    def _cells(self, kind: RowKind, head: SheetHead) -> Iterable[tuple[str, Cell]]:
        """The filled cells of a kind, each with the id of its row. A formula without a value is refused."""
        for (found_kind, id), heads in self.found.cells.items():
            if found_kind is not kind or not heads.get(head):
                continue
            cell = next((cell for cell in heads[head] if _said(cell)), heads[head][0])
            if _said(cell):
                yield id, cell
            elif cell.is_formula:
                self._refuse(cell, "it holds a formula without a value; write the words themselves.")

    def _text(self, cell: Cell) -> str | None:
        """What a cell says as text; none, with a refusal, for what Excel made of it."""
        text, fault = text_in(cell)
        if fault:
            self._refuse(cell, fault)
        return text

    def _answers(self) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for id, cell in self._cells(RowKind.QUESTION, SheetHead.ANSWER):
            question = self.questionnaire.question[id]
            text = self._text(cell)
            meant = answer_meant(text, question, self.questionnaire) if text is not None else None
            if meant is not None:
                answers[id] = meant.value
                self._remark(cell, meant, self._words(id, meant.value))
            elif text is not None:
                self._refuse(
                    cell, f"{shown(text)} is not clearly one of this question's answers; choose one from its list."
                )
        return answers

    def _words(self, id: str, answer: Answer) -> str:
        """The words of an answer, as the sheet's list has them."""
        question = self.questionnaire.question[id]
        if isinstance(answer, Status):
            return own_words(question, answer, self.questionnaire)
        return question.descriptor(answer)

    def _remark(self, cell: Cell, meant: Understood[Any], words: str) -> None:
        if not meant.is_exact or cell.is_formula:
            self._mended(cell, words)

    def _comments(self) -> dict[str, str]:
        return self._texts(self._cells(RowKind.QUESTION, SheetHead.COMMENT), LONGEST_COMMENT)

    def _texts(self, cells: Iterable[tuple[str, Cell]], longest: int) -> dict[str, str]:
        """Free texts as they were written; one that is too long is left out rather than cut."""
        texts = {}
        for id, cell in cells:
            text = self._text(cell)
            if text is None:
                continue
            if len(text.strip()) > longest:
                self._refuse(
                    cell, f"the text has {len(text.strip())} characters, at most {longest} are kept; shorten it."
                )
            else:
                texts[id] = text.strip()
                if cell.is_formula:
                    self._mended(cell, shown(texts[id])[1:-1])
        return texts

    def _chosen(self, cell: Cell, known: dict[str, Any], words: Iterable[str]) -> Any:
        """The one choice that is named, by the words of the list or by an id; none, with a refusal, where unclear."""
        text = self._text(cell)
        if text is None:
            return None
        found = named(text.strip(), known)
        if len(found) != 1:
            self._refuse(cell, f"{shown(text)} is not {listed(words, 'or')}; choose one from the list.")
            return None
        if text.strip() not in known or cell.is_formula:
            self._mended(cell, next(word for word, value in known.items() if value in found))
        return found.pop()

    def _basis(self) -> dict[str, Basis]:
        known = {words: basis for basis, words in BASIS_WORDS.items()} | {basis.value: basis for basis in Basis}
        cells = self._cells(RowKind.DIMENSION, SheetHead.BASIS)
        read = {id: self._chosen(cell, known, BASIS_WORDS.values()) for id, cell in cells}
        return {id: basis for id, basis in read.items() if basis is not None}

    def _profile(self) -> dict[str, str]:
        profile: dict[str, str] = {}
        for id, cell in self._cells(RowKind.PROFILE, SheetHead.ANSWER):
            field = self.edition.profile.field(id)
            if field is None or not field.options:
                profile |= self._texts([(id, cell)], LONGEST_UNIT if id == UNIT else LONGEST_TEXT)
                continue
            known = {option.label: option.id for option in field.options}
            known = {option.id: option.id for option in field.options} | known
            option = self._chosen(cell, known, (option.label for option in field.options))
            if option is not None:
                profile[id] = option
        return profile

    def _priorities(self) -> tuple[tuple[str, ...], str | None]:
        """The picked dimensions and the starred one. Too many, or two stars, are left out as a whole."""
        words = {STARRED: STARRED, PICKED: PICKED}
        cells = dict(self._cells(RowKind.DIMENSION, SheetHead.PRIORITY))
        refused = len(self.found.refusals)
        read = {id: self._chosen(cell, words, words) for id, cell in cells.items()}
        if len(self.found.refusals) > refused:
            # Without that cell nobody knows which ones were meant; what is stored must not be taken back for it.
            for id, cell in cells.items():
                if read[id]:
                    self._refuse(cell, "another priority could not be read, so none of them is taken; mend that one.")
            return (), None
        picked = [dimension.id for dimension in self.questionnaire.dimensions if read.get(dimension.id)]
        starred = [id for id in picked if read[id] == STARRED]
        most = self.questionnaire.verdict.priorities
        if len(picked) > most:
            for id in picked:
                self._refuse(
                    cells[id],
                    f"{len(picked)} priorities are picked, at most {most} may be; all are left out, mend this.",
                )
            return (), None
        if len(starred) > 1:
            for id in starred:
                self._refuse(cells[id], f"{len(starred)} priorities are starred, only one may be; none is starred now.")
        return tuple(picked), starred[0] if len(starred) == 1 else None

    def _targets(self, priorities: tuple[str, ...]) -> dict[str, int]:
        targets: dict[str, int] = {}
        for id, cell in self._cells(RowKind.DIMENSION, SheetHead.TARGET):
            target = self._target(cell)
            if target is not None and id not in priorities:
                self._refuse(cell, "only priorities have targets, and this is none; pick it or clear the target.")
            elif target is not None:
                targets[id] = target
        return targets

    def _target(self, cell: Cell) -> int | None:
        """A stage, or a number on the scale with at most two decimals, in hundredths."""
        text = (self._text(cell) or "").strip()
        if not text:
            return None
        stages = {stage.id: stage.target for stage in self.questionnaire.stages}
        stages |= {stage.name: stage.target for stage in self.questionnaire.stages}
        found = named(text, stages)
        number = Decimal(text.replace(",", ".")) * HUNDREDTHS if NUMBER.fullmatch(text) else None
        low, high = min(self.questionnaire.scale), max(self.questionnaire.scale)
        if number is not None and low <= number <= high and number == int(number):
            found.add(int(number))
        if len(found) != 1:
            names = listed((stage.name for stage in self.questionnaire.stages), "or")
            self._refuse(cell, f"{shown(text)} is not {names}, nor a number from {plain(low)} to {plain(high)}.")
            return None
        target = found.pop()
        if text not in {*stages, plain(target), two_decimals(target)} or cell.is_formula:
            self._mended(cell, plain(target))
        return target

    def _year(self) -> int | None:
        for _, cell in self._cells(RowKind.YEAR, SheetHead.ANSWER):
            text = (self._text(cell) or "").strip()
            if text.isascii() and text.isdigit() and FIRST_YEAR <= int(text[:9]) <= LAST_YEAR:
                if cell.is_formula:
                    self._mended(cell, text)
                return int(text)
            if text:
                self._refuse(cell, f"{shown(text)} is no year such as 2028; write four digits.")
        return None

    def _deepened(self, length: Length) -> frozenset[str]:
        """Dimensions of which a short sheet holds the other questions too."""
        if length is Length.FULL:
            return frozenset()
        held = [
            question for question in self.questionnaire.questions if (RowKind.QUESTION, question.id) in self.found.rows
        ]
        return frozenset(question.dimension for question in held if not question.short and not question.optional)


def text_in(cell: Cell) -> tuple[str | None, str]:
    """What a cell says as text; none for what Excel made of it, and then what is said of that."""
    value = cell.value
    match value:
        case str():
            return value, ""
        case bool():
            return None, f"it holds {'TRUE' if value else 'FALSE'}, which is no answer; left out."
        case int() | float():
            return _number_text(value), ""
        case datetime() | date() | time() | timedelta():
            return None, "Excel holds it as a date or a time; format the cell as text and write it again."
        case CellError():
            return None, f"it shows the error {value.code}; write it again, as text."
        case _:
            return None, f"{shown(value)} cannot be read; write it again."


def _said(cell: Cell) -> str:
    """What a cell says, for comparing; nothing where it is empty."""
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        return _number_text(cell.value)
    return "" if cell.value is None else str(cell.value).strip()


def _number_text(value: float) -> str:
    """A number as people write it: 4.0 is `4`."""
    return str(int(value)) if value == value // 1 else str(value)
