"""The window: what stands where, and which signal goes where. It computes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QIcon, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QToolBar

from designer.core.places import Place, Setting
from designer.core.units import grouped
from designer.i18n import tr
from designer.session import clipboard
from designer.session.guard import guarded
from designer.session.session import Session
from designer.ui.actions import COMMANDS, make_actions
from designer.ui.canvas.view import ChainView
from designer.ui.commands.budget import BudgetCommands
from designer.ui.commands.compare import CompareCommands
from designer.ui.commands.edit import EditCommands
from designer.ui.commands.files import FileCommands
from designer.ui.commands.help import HelpCommands
from designer.ui.commands.panels import PanelCommands
from designer.ui.commands.tools import ToolCommands
from designer.ui.commands.view import ViewCommands
from designer.ui.docks import Page, TabDock
from designer.ui.first_paint import FirstPaint
from designer.ui.icons import icon
from designer.ui.menus import fill_menu_bar
from designer.ui.pages import Pages
from designer.ui.panels.scoreboard import Scoreboard
from designer.ui.status import StatusBar
from designer.ui.tabs import Name
from designer.ui.theme import Look, Theme
from designer.ui.top_bar import TopBar

TABS = {
    "palette": "Layers",
    "summary": "Summary",
    "memory": "Memory",
    "charts": "Charts",
    "budget": "Budget",
    "compare": "Compare",
    "problems": "Problems",
    "formula": "Formula",
    "properties": "Properties",
    "shape": "Output shape",
}
COSTS = ("summary", "memory", "charts", "budget", "compare", "problems")
"""The pages of the right dock, the upper one."""

PROPERTIES = 1
"""Where the tab of the settings stands in the dock of the layer."""

LEFT, RIGHT = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea


class MainWindow(QMainWindow):
    """One open design: palette, canvas, and the panels that explain it."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self.session = session
        self.look = look
        self.setWindowIcon(QIcon(icon("app", look.theme.color("accent"), 64)))
        self.setAcceptDrops(True)
        self.setDockOptions(
            self.DockOption.AnimatedDocks
            | self.DockOption.AllowNestedDocks
            | self.DockOption.AllowTabbedDocks
        )
        self.pages = Pages(session, look)
        self.canvas = ChainView(session, look, self)
        self.scoreboard = Scoreboard(session, look)
        self._make_actions()
        self._place()
        self._connect()
        self._show_title()

    def _make_actions(self) -> None:
        self.files = FileCommands(self, self.session, self.look)
        self.edits = EditCommands(self.session, self.canvas, self.files.open_summary)
        self.views = ViewCommands(self, self.session, self.look, self.canvas)
        self.panels = PanelCommands(self)
        self.tools = ToolCommands(self, self.session)
        self.help = HelpCommands(self)
        self.budgeting = BudgetCommands(self.pages, partial(self._open_cost, "budget"))
        self.comparing = CompareCommands(self.session, partial(self._open_cost, "compare"))
        doers = (
            self.files,
            self.edits,
            self.views,
            self.panels,
            self.budgeting,
            self.comparing,
            self.tools,
            self.help,
        )
        self.commands = make_actions(self, doers)
        self.help.actions = self.commands
        self.canvas.addActions([self.commands[n] for n in ("cut", "copy", "paste", "select_all")])
        for switch in ("wheel_zooms", "animate", "by_weight"):
            self._show_setting(switch)

    def _place(self) -> None:
        look = self.look
        self.top_bar = TopBar(self.commands, look)
        self.addToolBar(self.top_bar)
        self.addToolBarBreak()
        self.addToolBar(self._scoreboard_bar())
        self.setCentralWidget(self.canvas)
        self.palette_dock = TabDock("layers", tr("Palette"), self._tabs(("palette",)), look)
        self.cost_dock = TabDock("costs", tr("Summary and charts"), self._tabs(COSTS), look)
        layer = ("formula", "properties", "shape")
        self.layer_dock = TabDock("layer", tr("Formula and properties"), self._tabs(layer), look)
        self.addDockWidget(LEFT, self.palette_dock)
        self.addDockWidget(RIGHT, self.cost_dock)
        self.addDockWidget(RIGHT, self.layer_dock)
        for dock in (self.cost_dock, self.layer_dock):
            dock.tabs.tabBarDoubleClicked.connect(partial(self._enlarge, dock))
        self.status = StatusBar(self.session, look)
        self.setStatusBar(self.status)
        fill_menu_bar(self)

    def _tabs(self, names: Sequence[str]) -> list[Page]:
        return [(tr(TABS[name]), partial(getattr, self.pages, name)) for name in names]

    @guarded
    def _enlarge(self, dock: TabDock, tab: int) -> None:
        if tab >= 0:  # not beside the tabs
            self.panels.enlarge(dock)

    def _open_cost(self, name: str) -> None:
        self.cost_dock.open_page(COSTS.index(name))

    @guarded
    def _furnish(self) -> None:
        """Make what the first painting did not need: the pages in front, and the icons of menus."""
        for dock in (self.palette_dock, self.cost_dock, self.layer_dock):
            dock.furnish()
        self.pages.palette.example_wanted.connect(self.files.open_example)
        self._dress(self.look.theme)

    @guarded
    def _share_room(self, _theme: object = None) -> None:
        """Give the docks the room of the design, but leave the larger part to the chain."""
        px, room = self.look.theme.px, self.width()
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        widths = [min(px(226), room // 5), min(px(540), room * 2 // 5)]
        self.resizeDocks([self.palette_dock, self.cost_dock], widths, across)
        self.resizeDocks([self.cost_dock, self.layer_dock], [px(340), px(380)], down)

    def _scoreboard_bar(self) -> QToolBar:
        """The scoreboard as a bar of its own under the top bar."""
        bar = QToolBar(tr("Scoreboard"))
        bar.setObjectName("scoreboard")
        bar.setMovable(False)
        bar.addWidget(self.scoreboard)
        return bar

    def _connect(self) -> None:
        session = self.session
        session.document.changed.connect(self._show_title)
        session.stage.visited.connect(self._visit)
        session.settings.changed.connect(self._show_setting)
        session.controller.report_changed.connect(self._show_problems)
        session.warnings.changed.connect(self._show_problems)
        session.store.undo_stack.indexChanged.connect(self._name_undo)
        self.look.changed.connect(self._dress)
        self.look.changed.connect(self._share_room)
        FirstPaint(self, self._furnish)
        self._name_undo()

    @guarded
    def _show_setting(self, name: str) -> None:
        """A switch in a menu shows what is remembered, wherever it was switched."""
        switch = self.commands.get(name)
        if switch is not None and switch.isCheckable():
            switch.setChecked(self.session.settings.get(name))

    @guarded
    def _visit(self, place: Place) -> None:
        """Open the setting that a number comes from."""
        if isinstance(place, Setting):
            self.layer_dock.open_page(PROPERTIES)
            self.pages.properties.go_to(place)

    @guarded
    def _dress(self, theme: Theme) -> None:
        size = theme.px(16)
        for command in COMMANDS:
            if command.icon:
                picture = icon(command.icon, theme.color("ink"), size)
                self.commands[command.name].setIcon(picture)
        self.setIconSize(QSize(size, size))

    @guarded
    def _show_title(self) -> None:
        document = self.session.document
        name = document.name or self.session.store.design.whole.title or tr("untitled")
        self.setWindowTitle(f"{name}[*] - Layer Designer")
        self.setWindowModified(document.dirty)
        self.setWindowFilePath(str(document.path or ""))
        self.top_bar.show_name(name, document.dirty)

    @guarded
    def _show_problems(self, _what: object = None) -> None:
        """Count the problem and the warnings on their tab."""
        stopped = not self.session.controller.report.complete
        count = stopped + len(self.session.warnings.found)
        short = grouped(count) if count else ""
        text = f"{tr('Problems')} {short}" if count else tr("Problems")
        name = Name(text, "triangle-alert", short)
        self.cost_dock.tabs.name(COSTS.index("problems"), name)

    @guarded
    def _name_undo(self, _step: object = None) -> None:
        stack = self.session.store.undo_stack
        for name, word, can, text in (
            ("undo", tr("Undo"), stack.canUndo(), stack.undoText()),
            ("redo", tr("Redo"), stack.canRedo(), stack.redoText()),
        ):
            action = self.commands[name]
            action.setEnabled(can)
            action.setText(f"{word} {text}" if text else word)
            action.setToolTip(action.text())
        self.top_bar.show_undo()

    def open(self) -> None:
        """Show the window with its docks where they were last time."""
        stored = self.session.settings.take_layout()
        wanted = QSize(self.look.theme.px(1440), self.look.theme.px(900))
        room = self.screen().availableSize()
        self.resize(wanted.boundedTo(room))
        if stored is not None:
            self.restoreGeometry(stored[0])
            self.show()
        elif wanted.width() < room.width() and wanted.height() < room.height():
            self.show()
        else:
            self.showMaximized()
        if stored is None:
            self._share_room()  # a layout that is not shown yet takes no sizes
        elif self.restoreState(stored[1]):
            self._keep_layout()

    def _keep_layout(self) -> None:
        self.session.settings.keep_layout(self.saveGeometry(), self.saveState())

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self.canvas.setFocus)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.isFullScreen():
            self.showNormal()
            return
        super().keyPressEvent(event)

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # should anything go wrong below, the window stays
        if self.files.may_leave():
            self._keep_layout()
            event.accept()

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if clipboard.files_in(data) or clipboard.summary_in(data) is not None:
            event.acceptProposedAction()

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        files = clipboard.files_in(event.mimeData())
        if files:
            event.acceptProposedAction()
            QTimer.singleShot(0, partial(self.files.open_path, files[0], files[1:]))
            return
        summary = clipboard.summary_in(event.mimeData())
        if summary is not None:
            event.acceptProposedAction()
            QTimer.singleShot(0, partial(self.files.open_summary, summary))
