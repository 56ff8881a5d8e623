"""What values a setting takes, said before somebody tries."""

from designer.core.kinds import Kind, Real, Sizes, Whole, Wholes
from designer.i18n import tr


def bounds(kind: Kind) -> str:
    """The range of *kind* in words; empty where there is none."""
    match kind:
        case Real(low=low, high=high) if low is not None and high is not None:
            return tr("From {low} to {high}.").format(low=low, high=high)
        case Real(low=low) | Whole(low=low) | Sizes(low=low) | Wholes(low=low) if low is not None:
            return tr("{low} or more.").format(low=low)
        case _:
            return ""
