"""Saving is all or nothing (the rules are in the docstring of `session/writer.py`)."""

import os
import signal
import stat
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from designer.session import writer


def test_a_new_file_holds_the_bytes_and_nothing_else_is_left(tmp_path: Path) -> None:
    writer.write(tmp_path / "a.design", b"one")
    assert (tmp_path / "a.design").read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["a.design"]


def test_the_previous_file_stays_as_bak_with_its_mode_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.design"
    path.write_bytes(b"old")
    path.chmod(0o640)
    writer.write(path, b"new")
    assert (path.read_bytes(), (tmp_path / "a.design.bak").read_bytes()) == (b"new", b"old")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_is_followed_once_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    writer.write(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.parametrize("call", ["open", "write", "fsync", "replace"])
def test_a_fault_in_any_step_leaves_the_old_file(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.design"
    path.write_bytes(b"old")

    def fail(*_args: object, **_kwargs: object) -> int:
        raise OSError(28, "No space left on device")

    if call == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    else:
        monkeypatch.setattr(os, call, fail)
    with pytest.raises(OSError, match="No space left"):
        writer.write(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert not list(tmp_path.glob(".~ld-*"))


def test_a_short_write_is_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: real(handle, bytes(data[:3])))
    writer.write(tmp_path / "a.design", b"0123456789")
    assert (tmp_path / "a.design").read_bytes() == b"0123456789"


def test_what_a_dead_process_left_is_removed_and_a_living_one_keeps_its_file(
    tmp_path: Path,
) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    (tmp_path / f".~ld-{ended.pid}").write_bytes(b"half")
    (tmp_path / f".~ld-{os.getpid()}").write_bytes(b"mine")
    writer.remove_strays(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == [f".~ld-{os.getpid()}"]


@pytest.mark.slow
def test_kill_during_save_never_tears_the_file(tmp_path: Path) -> None:
    """N rounds of kill -9 at a random moment of a loop of saves: the file is one of the two."""
    path = tmp_path / "a.design"
    contents = {b"a" * 300_000, b"b" * 300_000}
    path.write_bytes(b"a" * 300_000)
    script = textwrap.dedent(
        """
        import sys, pathlib
        from designer.session.writer import write
        path = pathlib.Path(sys.argv[1])
        print("go", flush=True)
        while True:
            write(path, b"b" * 300_000)
            write(path, b"a" * 300_000)
        """
    )
    rounds, torn = 12, 0
    for turn in range(rounds):
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.01 + 0.007 * turn)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        torn += path.read_bytes() not in contents
    print(f"{torn} torn files in {rounds} kills")
    assert torn == 0


def test_pieces_are_written_one_by_one_and_take_the_place_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "a.design"
    path.write_bytes(b"old")
    steps = writer.writing(path, [b"one", b"two"])
    assert (next(steps), next(steps), path.read_bytes()) == (3, 6, b"old")
    assert list(steps) == []
    assert path.read_bytes() == b"onetwo"


def test_who_stops_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.design"
    path.write_bytes(b"old")
    stopped, other = writer.writing(path, [b"one"]), writer.writing(path, [b"two"])
    assert (next(stopped), next(other)) == (3, 3)
    stopped.close()
    assert list(other) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.design", "a.design.bak"]
    assert path.read_bytes() == b"two"
