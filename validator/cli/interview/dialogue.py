"""The interview on a terminal: line by line; the person can stop or go back at any question."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from validator.cli.interview import hints, messages, prompts
from validator.cli.interview.answers import suggested
from validator.cli.interview.interview import Interview
from validator.cli.interview.replies import Refused, read_reply
from validator.cli.interview.state import may_skip, settle, skip
from validator.model.quote import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from validator.cli.interview.prompts import Look
    from validator.cli.interview.state import Question, State
    from validator.cli.interview.waiting import Waiting

_STOP = frozenset(("stop", "停止"))
_BACK = frozenset(("back", "返回"))
_SKIP = frozenset(("skip", "跳过"))
_HELP = frozenset(("?", "？"))
_LONGEST = 500
_PROMPT = "> "


class StoppedError(Exception):
    """The person stopped; the answers are saved."""


@dataclass(frozen=True, slots=True)
class Dialogue:
    """Asks until no question is left.

    Attributes:
        waiting: the facts that rules need.
        suggestions: the values of formalities, by their source.
        keep: called with the state after every answer.
    """

    waiting: Waiting
    suggestions: Mapping[str, str]
    look: Look
    keep: Callable[[State], None]

    def run(self, state: State) -> State:
        """Ask, starting from a state.

        Returns:
            The state when all questions are answered.

        Raises:
            StoppedError: on Ctrl-C, Ctrl-D or the word stop.
        """
        past: list[State] = []
        shown = ""
        while (question := Interview(state, self.waiting).next()) is not None:
            shown = self._show_section(question, state, shown)
            reply = self._ask(question, state)
            if reply is _PASS_BY:
                past.append(state)
                state = skip(state, question)
            elif reply is not _TAKE_BACK:
                past.append(state)
                state = settle(state, question, reply)
            elif past:
                state = past.pop()
            else:
                say([messages.NO_EARLIER_QUESTION[self.look.language]])
            self.keep(state)
        return state

    def _show_section(self, question: Question, state: State, shown: str) -> str:
        """Print the current section when a section starts; documents belong to any."""
        part, name = question.part, str(question.place[0])
        if name == "evidence" or f"{part} {name}" == shown:
            return shown
        nodes = Interview(state, self.waiting).sections(part)
        number = [node.name for node in nodes].index(name) + 1
        if part == 2 and not shown.startswith("2"):  # noqa: PLR2004 - the second of two
            packs = self.waiting.instruments(state.answers)
            say(prompts.in_force_lines(packs, self.waiting.as_of, self.look))
        node = nodes[number - 1]
        say(prompts.section_heading(node, part, number, len(nodes), self.look))
        if part == 2:  # noqa: PLR2004
            packs = self.waiting.instruments(state.answers, node)
            say(prompts.waiting_lines(packs, self.look))
        return f"{part} {name}"

    def _ask(self, question: Question, state: State) -> Any:
        suggestion = suggested(question.node, self.suggestions)
        self._explain(question, state, suggestion)
        while True:
            typed = self._read()
            word = typed.strip().lower()
            if word in _STOP:
                raise StoppedError
            if word in _BACK:
                return _TAKE_BACK
            if word in _SKIP and may_skip(question):
                return _PASS_BY
            if word in _HELP:
                self._explain(question, state, suggestion)
                say(hints.help_lines(question, self.look))
            else:
                try:
                    return self._take(typed, question, state, suggestion)
                except Refused as refused:
                    say(f"! {escape(text[self.look.language], _LONGEST)}" for text in refused.texts)

    @staticmethod
    def _take(typed: str, question: Question, state: State, suggestion: str | None) -> Any:
        if typed.strip().lower() in _SKIP:
            raise Refused((messages.CANNOT_SKIP,))
        return read_reply(typed, question, state, suggestion)

    def _explain(self, question: Question, state: State, suggestion: str | None) -> None:
        say(prompts.question_lines(question, state, self.look))
        say(hints.hint(question, state, suggestion, self.look))

    def _read(self) -> str:
        while True:
            try:
                return input(_PROMPT)
            except UnicodeDecodeError:
                say([messages.NOT_UTF8[self.look.language]])
            except (EOFError, KeyboardInterrupt):
                say([""])
                raise StoppedError from None


_TAKE_BACK = object()
_PASS_BY = object()


def say(lines: Iterable[str]) -> None:
    """Print lines."""
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


def edit_lines() -> None:
    """Enable line editing with the usual keys, if Python supports it."""
    with contextlib.suppress(ImportError):
        import readline

        readline.set_auto_history(False)  # answers must not appear in the history
