"""The windows of a spectrogram against what `scipy.signal.get_window` of SciPy 1.17.1 gives."""

import pytest

from designer.core.tapers import NAMES, taper

SCIPY = {
    "barthann": (0.0, 0.27, 0.73, 1.0),
    "bartlett": (0.0, 0.333333, 0.666667, 1.0),
    "blackman": (0.0, 0.13, 0.63, 1.0),
    "blackmanharris": (6e-05, 0.055645, 0.520575, 1.0),
    "bohman": (0.0, 0.108998, 0.608998, 1.0),
    "boxcar": (1.0, 1.0, 1.0, 1.0),
    "cosine": (0.222521, 0.62349, 0.900969, 1.0),
    "exponential": (0.049787, 0.135335, 0.367879, 1.0),
    "flattop": (-0.000421, -0.051263, 0.198211, 1.0),
    "hamming": (0.08, 0.31, 0.77, 1.0),
    "hann": (0.0, 0.25, 0.75, 1.0),
    "lanczos": (0.0, 0.413497, 0.826993, 1.0),
    "nuttall": (0.000363, 0.061334, 0.52923, 1.0),
    "parzen": (0.005831, 0.157434, 0.650146, 1.0),
    "taylor": (0.290095, 0.578213, 0.878008, 1.0),
    "triangle": (0.25, 0.5, 0.75, 1.0),
    "tukey": (0.0, 0.75, 1.0, 1.0),
}
"""The first four of `get_window(name, 6, fftbins=True)`; the fourth is the highest."""


@pytest.mark.parametrize("name", SCIPY)
def test_windows_equal_those_of_scipy(name: str):
    window = taper(name, 6, periodic=True)
    assert window[:4] == pytest.approx(SCIPY[name], abs=1e-6)
    assert window[4:] == pytest.approx(window[2:0:-1])  # the other half is the same


def test_the_ending_of_a_name_says_whether_the_window_repeats():
    # cos(2 * pi * n / 4) of a window that repeats after 4, and n / 3 of one of 4
    assert taper("hann", 4, periodic=True) == pytest.approx([0, 0.5, 1, 0.5])
    assert taper("hann", 4, periodic=False) == pytest.approx([0, 0.75, 0.75, 0])
    assert taper("hann_periodic", 4, periodic=False) == taper("hann", 4, periodic=True)
    assert taper("hann_symmetric", 4, periodic=True) == taper("hann", 4, periodic=False)


@pytest.mark.parametrize("name", NAMES)
def test_a_single_number_is_not_faded(name: str):
    assert taper(name, 1, periodic=True) == taper(name, 1, periodic=False) == [1]
