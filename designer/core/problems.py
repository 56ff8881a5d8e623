"""What a user can cause is a value: a code and its numbers. Words are for others."""

from __future__ import annotations

from collections.abc import Mapping

from designer.core.value import Value, part


class Problem(Value):
    """Something that cannot be: *code* names the rule that was broken, *values* its numbers."""

    code: str
    values: Mapping[str, object] = part(default_factory=dict[str, object])


class Refused(Exception):
    """Raised by a rule or a check; caught where a value is wanted, and never seen by a user."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.problem = Problem(code, values)
