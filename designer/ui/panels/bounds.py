"""What values a setting takes, said before somebody tries."""

from designer.core.figures import Figures, Terms
from designer.core.kinds import Anything, Kind, Real, Sizes, Whole, Wholes
from designer.i18n import tr


def bounds(kind: Kind) -> str:
    """The range of *kind* in words, or how it is typed; empty where there is nothing to say."""
    match kind:
        case Real(low=low, high=high) if low is not None and high is not None:
            return tr("From {low} to {high}.").format(low=low, high=high)
        case Real(low=low) | Whole(low=low) | Sizes(low=low) | Wholes(low=low) if low is not None:
            return tr("{low} or more.").format(low=low)
        case Anything():
            return _typed(kind)
        case _:
            return ""


def _typed(kind: Anything) -> str:
    """How a value is written that may be of several forms."""
    match kind:
        case Figures(many=True, part=Whole()):
            return tr("A whole number, or several: 1, 2.")
        case Figures(part=Whole()):
            return tr("A whole number.")
        case Figures(many=True):
            return tr("A number, such as 0.5 or 1/255, or several: 0, 0.5, 1.")
        case Figures():
            return tr("A number, such as 0.5 or 1/255.")
        case Terms():
            return ""
        case _:
            return tr('A word, or JSON: true, [1, 2], {"a": 1}.')
