"""The View and Tools menus: how the design is looked at. None of it changes the design."""

from __future__ import annotations

from PySide6.QtWidgets import QMainWindow

from designer.i18n import tr
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.canvas.view import ChainView
from designer.ui.theme import Look
from designer.words import problem_short


class ViewCommands:
    """Zoom, presentation, problems, and the settings of the view."""

    def __init__(
        self, window: QMainWindow, session: Session, look: Look, canvas: ChainView
    ) -> None:
        self._window = window
        self._session = session
        self._look = look
        self._canvas = canvas

    @guarded
    def zoom_in(self) -> None:
        """Make the chain larger."""
        self._canvas.zoom_in()

    @guarded
    def zoom_out(self) -> None:
        """Make the chain smaller."""
        self._canvas.zoom_out()

    @guarded
    def zoom_reset(self) -> None:
        """Show the chain at its own size."""
        self._canvas.zoom_reset()

    @guarded
    def fit(self) -> None:
        """Show the whole chain."""
        self._canvas.fit()

    @guarded
    def present(self) -> None:
        """Show the design full screen, one layer a step, from the selected layer on."""
        from designer.ui.teach.present import Presentation

        self.presentation = Presentation(self._session, self._look, self._window)
        self.presentation.start(self._session.stage.current_index or 0)

    @guarded
    def full_screen(self) -> None:
        """Fill the screen with the window, or return."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    @guarded
    def next_problem(self) -> None:
        """Select the layer that cannot run, then one after the other those with a warning."""
        self._step_problem(1)

    @guarded
    def previous_problem(self) -> None:
        """The same, backwards."""
        self._step_problem(-1)

    def _step_problem(self, step: int) -> None:
        stops = _stops(self._session)
        if not stops:
            self._session.notices.tell(tr("No problems"))
            return
        uids, current = list(stops), self._session.stage.selection.current
        place = uids.index(current) + step if current in uids else min(step, 0)
        uid = uids[place % len(uids)]
        self._session.stage.select((uid,))
        self._canvas.reveal(uid)
        self._session.notices.tell(stops[uid])

    @guarded
    def wheel_zooms(self) -> None:
        """Switch between scrolling and zooming with the wheel."""
        self._switch("wheel_zooms")

    @guarded
    def animate(self) -> None:
        """Switch the movement of blocks on or off."""
        self._switch("animate")

    @guarded
    def by_weight(self) -> None:
        """Write counts weight by weight, or with what all weights share once."""
        self._switch("by_weight")

    def choose_theme(self, name: str) -> None:
        """Dress the program in the theme *name*, or as the system has it."""
        self._session.settings.set("theme", name)
        self._look.choose(name, self._session.settings.get("scale"))

    def choose_scale(self, scale: float) -> None:
        """Show everything larger or smaller."""
        self._session.settings.set("scale", scale)
        self._look.choose(self._session.settings.get("theme"), scale)

    def _switch(self, name: str) -> None:
        settings = self._session.settings
        settings.set(name, not settings.get(name))


def _stops(session: Session) -> dict[int, str]:
    """The blocks with a problem or a warning, as the Problems panel lists them: the problem, then
    the gravest warnings; each with what is said of it."""
    row, found = session.controller.report.problem_row, session.warnings.listed
    stops: dict[int, str] = {}
    if row and row.problem:
        stops[row.uid] = f"{row.name}: {problem_short(row.problem)}"
    if found:
        from designer.words.warnings import kind_title  # an empty window does without it

        names = session.controller.report.names
        for each in found:
            stops.setdefault(each.uid, f"{names[each.index]}: {kind_title(each.kind)}")
    return stops
