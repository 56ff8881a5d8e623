"""Somebody types a value: while the text is right it applies, else the value before does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from designer.core.problems import Problem
from designer.session.guard import guarded
from designer.ui.panels.fields import Editor
from designer.ui.panels.line_field import LineField


class Entry:
    """The value of one editor, and the one to fall back to: that before the editing began.

    Editing begins with the first change and ends with Enter, or when the keyboard leaves a right
    value. A text that becomes wrong takes all of its editing back: what was typed until then is
    the beginning of something wrong. *commit* gives the setting a value, *tell* shows the reason.
    """

    def __init__(
        self,
        edit: Editor,
        commit: Callable[[Any], Problem | None],
        tell: Callable[[Problem | None], None],
    ) -> None:
        self._edit, self._commit, self._tell = edit, commit, tell
        self.value: Any = None
        self._before: Any = None
        self._editing = False
        self._wrong = False
        edit.edited.connect(self._edited)
        edit.refused.connect(self._refused)
        if isinstance(edit, LineField):
            edit.editingFinished.connect(self._finished)
        else:
            edit.edited.connect(self._finished)

    def show(self, value: Any, fresh: bool = False) -> None:
        """Show the design's *value*. What is being typed stays, unless it is to be *fresh*."""
        if fresh or not _same(value, self.value):
            self.value = value
            self._say(None)
            self._editing = False
            self._edit.show_value(value)

    def take_back(self) -> bool:
        """Give the setting the value from before the editing; whether there was any."""
        if not self._editing and not self._wrong:
            return False
        self._fall_back()
        self.show(self.value, fresh=True)
        return True

    @guarded
    def _edited(self, value: Any) -> None:
        self._begin()
        before, self.value = self.value, value
        problem = self._commit(value)
        if problem:
            self.value = before
            self._fall_back()
        self._say(problem)

    @guarded
    def _refused(self, problem: Problem) -> None:
        self._begin()
        self._fall_back()
        self._say(problem)

    def _begin(self) -> None:
        if not self._editing:
            self._editing, self._before = True, self.value

    def _fall_back(self) -> None:
        if self._editing and not _same(self.value, self._before):
            self.value = self._before
            self._commit(self._before)

    def _say(self, problem: Problem | None) -> None:
        self._wrong = problem is not None
        self._tell(problem)

    @guarded
    def _finished(self, *_: object) -> None:
        """Once somebody has finished, a right value is written as everywhere else."""
        if not self._wrong:
            self._editing = False
            if isinstance(self._edit, LineField):
                self._edit.show_value(self.value)


def _same(one: Any, other: Any) -> bool:
    return one == other and type(one) is type(other)
