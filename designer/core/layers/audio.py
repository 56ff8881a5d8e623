"""Sound: waves cut into frames, and the frequencies that are in each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from designer.core.families import PREPROCESSING
from designer.core.fields import choice, declare, flag, integer, kept, number
from designer.core.figures import figure
from designer.core.kinds import Anything, Whole
from designer.core.layer import Dim, Layer, Shape, Weight, layer
from designer.core.layers.spatial import Spatial
from designer.core.problems import Problem, Refused
from designer.core.symbolic import Origin, Traced, traced
from designer.core.tapers import NAMES, plain_name
from designer.core.windows import data_format, join, places, split


@layer(PREPROCESSING, aliases=("sound", "speech", "mel", "audio", "frequencies"), icon="activity")
class MelSpectrogram(Layer):
    """Turns sound into the strength of its frequencies over time, spaced as the ear hears them."""

    why_none = "The frequencies follow from the sound; nothing is learned."

    num_mel_bins: int = integer(
        default=128,
        low=0,
        symbol="num_mel_bins",
        brief="{} bands",
        help="How many bands of frequencies come out.",
    )
    sequence_stride: int = integer(
        default=512, symbol="s", brief="stride {}", help="From one frame to the next, in samples."
    )
    fft_length: int = declare(
        Whole(), 2048, symbol="fft_length", help="How finely the frequencies are computed."
    )
    sequence_length: int | None = declare(
        Whole(optional=True),
        None,
        symbol="frame",
        help="Samples in a frame; empty: as many as fft_length.",
    )
    window: Any = kept(default="hann", help="How the ends of a frame are faded.")
    sampling_rate: float = number(default=16000, more=True, help="Samples a second.")
    min_freq: Any = figure(default=20.0, help="The lowest frequency, in hertz.")
    max_freq: Any = figure(help="The highest one; empty: half the sampling rate.")
    power_to_db: Any = kept(default=True, help="Gives decibels.")
    top_db: Any = figure(
        default=80.0, help="What is so many decibels below the loudest is cut off."
    )
    mag_exp: Any = figure(default=2.0, help="1 for the magnitude, 2 for the power.")
    min_power: Any = figure(default=1e-10, help="The least power that counts.")
    ref_power: Any = figure(default=1.0, help="The power of 0 decibels.")

    @classmethod
    def read_config(cls, config: Mapping[str, Any]) -> dict[str, Any]:
        """Keras writes out what it has worked out; 0 means the same as nothing."""
        found = dict(config)
        if found.get("sequence_length") in (0, found.get("fft_length")):
            found["sequence_length"] = None
        return found

    def check(self) -> None:
        length = self.sequence_length
        if length is not None and length > self.fft_length:
            raise Refused("frame_over_fft", length=length, fft_length=self.fft_length)

    def axes(self, rank: int) -> tuple[str, ...]:
        return ("n", *super().axes(rank)[1:])[:rank]

    def output_shape(self, x: Shape) -> Shape:
        batch, samples = ((), x[0]) if len(x) == 1 else (x[:1], x[1])
        stride = self.sequence_stride
        frames = None if samples is None else (samples + stride + 1) // stride
        return (*batch, self.num_mel_bins, frames)

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        """The frequencies into bands; the fast Fourier transform before is no product of these."""
        yield (self.output_shape(x)[-1], self.fft_length // 2 + 1, self.num_mel_bins)


@layer(PREPROCESSING, aliases=("sound", "Fourier", "FFT", "audio", "frequencies"), icon="activity")
class STFTSpectrogram(Spatial):
    """Turns sound into its frequencies over time, with windows that can be trained further."""

    ranks = (3,)

    mode: str = choice(
        "log",
        "magnitude",
        "psd",
        "real",
        "imag",
        "angle",
        "stft",
        default="log",
        lead=True,
        brief="{}",
        help="What is given for a frequency: its strength in some measure, its phase, or both.",
    )
    frame_length: int = integer(
        default=256, symbol="k", brief="frame {}", help="Samples in a frame."
    )
    frame_step: int | None = integer(
        default=None,
        optional=True,
        symbol="s",
        brief="step {}",
        help="From one frame to the next; empty: half a frame.",
    )
    fft_length: int | None = integer(
        default=None,
        optional=True,
        symbol="fft_length",
        brief="FFT {}",
        help="How finely the frequencies are computed; empty: the next power of two.",
    )
    padding: str = choice(
        "valid",
        "same",
        default="valid",
        brief="{}",
        help="valid keeps frames inside the sound; same lets them reach over its ends.",
    )
    expand_dims: bool = flag(
        default=False, brief="expanded", help="Keeps an axis for the channels that came in."
    )
    data_format: str | None = data_format()
    window: Any = declare(
        Anything(quiet="hann"), "hann", more=True, help="How the ends of a frame are faded."
    )
    periodic: Any = kept(default=False, help="Takes the window for one that repeats.")
    scaling: str | None = choice(
        "density",
        "spectrum",
        default="density",
        optional=True,
        more=True,
        help="What the windows add up to.",
    )

    def check(self) -> None:
        step, length, fft_length = self.frame_step, self.frame_length, self.fft_length
        if step is not None and step > length:
            raise Refused("step_over_frame", step=step, length=length)
        if fft_length is not None and fft_length < length:
            raise Refused("frame_over_fft", length=length, fft_length=fft_length)
        if isinstance(self.window, str) and plain_name(self.window) not in NAMES:
            raise Refused("not_an_option", value=self.window, options=NAMES)

    @property
    def _bins(self) -> int:
        """How many frequencies a frame has."""
        fft_length = self.fft_length
        if fft_length is None:
            fft_length = 1 << (self.frame_length - 1).bit_length()
            if isinstance(self.frame_length, Traced):
                fft_length = traced("fft_length", fft_length, Origin("field", "fft_length"))
        return fft_length // 2 + 1

    def output_shape(self, x: Shape) -> Shape:
        samples, channels = split(x, self.channels_first)
        if channels is None:
            raise Refused("unknown_channels", input=x)
        (frames,) = self._frames(samples)
        bins = 2 * self._bins if self.mode == "stft" else self._bins
        if not self.expand_dims:
            return join(x[0], (frames,), bins * channels, self.channels_first)
        shape = (channels, frames, bins) if self.channels_first else (frames, bins, channels)
        return (x[0], *shape)

    def _frames(self, samples: Shape) -> Shape:
        step = self.frame_length // 2 if self.frame_step is None else self.frame_step
        if not step:
            raise Refused("too_small", value=step, low=1)
        return places(samples, (self.frame_length,), (step,), self.padding, called="frame")

    def products(self, x: Shape) -> Iterator[Sequence[Dim]]:
        """A convolution of each channel with each kernel."""
        samples, channels = split(x, self.channels_first)
        for kernel in self.weights(x):
            yield (*self._frames(samples), channels, *kernel.shape)

    def remedies(self, x: Shape, problem: Problem) -> Iterator[Layer]:
        """Frames that reach over the ends, or shorter ones."""
        if problem.code == "window_too_large":
            yield self.replace(padding="same")
            yield self.replace(frame_length=problem.values["size"])

    def weights(self, x: Shape) -> Iterator[Weight]:
        shape = (self.frame_length, 1, self._bins)
        if self.mode != "imag":
            yield Weight("real_kernel", shape)
        if self.mode != "real":
            yield Weight("imag_kernel", shape)

    def meaning(self, x: Shape) -> str:
        parts = "a cosine" if self.mode == "real" else "a sine"
        parts = parts if self.mode in ("real", "imag") else "a cosine and a sine"
        return (
            f"For each of {self._bins:,} frequencies {parts} of {self.frame_length:,} samples; "
            "training may change them."
        )
