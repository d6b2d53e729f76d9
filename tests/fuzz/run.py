"""Fuzz with atheris: coverage-guided inputs for every harness, each in a process of its own.

    python tests/fuzz/run.py [--count 20000] [--seed 1] [--harness NAME ...] [--found DIR]

Needs ``pip install atheris``. Prints one line a harness: inputs run, seconds, what was found. An input that crashes or
hangs is kept under ``--found``; with its defect mended it belongs into ``tests/data/fuzz/<harness>/``, which
``tests/test_fuzz.py`` replays. The same seed and count run the same inputs.
"""

import argparse
import faulthandler
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
CORPUS = HERE.parent / "data" / "fuzz"
LONGEST = 256  # bytes of an input
FOLLOWED = {"reader": "korea_nlp.reader"}  # where the ways of an input are followed, which takes time; else everywhere
PATIENCE = 60  # seconds that one input may take, on a busy machine


def main() -> int:
    """Run the harnesses that are named, or all; the exit status says whether something was found."""
    sys.path.insert(0, str(HERE.parent))
    options = parse(sys.argv[1:])
    if options.inside:
        return fuzz(options.inside, options.arguments)
    failed = False
    for name in options.harness or names():
        failed |= run(name, options.count, options.seed, options.found)
    return int(failed)


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=20_000, help="inputs a harness")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--harness", action="append", help="only this harness")
    parser.add_argument("--found", type=Path, default=Path("fuzz-found"), help="folder for inputs that fail")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    parser.add_argument("arguments", nargs="*", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def names() -> list[str]:
    """Return the names of the harnesses."""
    from fuzz.harnesses import HARNESSES

    return list(HARNESSES)


def run(name: str, count: int, seed: int, found: Path) -> bool:
    """Run one harness in a process of its own and print what came of it; tell whether it failed."""
    folder = found / name
    folder.mkdir(parents=True, exist_ok=True)
    before = set(folder.iterdir())
    flags = [f"-runs={count}", f"-seed={seed}", f"-max_len={LONGEST}", "-timeout=86400", "-rss_limit_mb=4096"]
    with tempfile.TemporaryDirectory() as scratch:
        command = [
            sys.executable,
            __file__,
            "--inside",
            name,
            "--",
            *flags,
            f"-artifact_prefix={folder}/",
            f"{scratch}/corpus",
        ]
        Path(scratch, "corpus").mkdir()
        if (CORPUS / name).is_dir():
            command.append(str(CORPUS / name))
        started = time.monotonic()
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "LAST": f"{scratch}/last"}
        done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=environment, check=False)
        last = Path(scratch, "last")  # none where the process ended before its first input
        if done.returncode and not set(folder.iterdir()) - before and last.exists():
            shutil.copy(last, folder / f"hang-{seed}")
    numbers = [
        int(number) for number in re.findall(r"^#(\d+)\t|^Done (\d+)", done.stderr, re.M) for number in number if number
    ]
    new = sorted(path.name for path in set(folder.iterdir()) - before)
    print(f"{name}: {max(numbers, default=0):,} inputs in {time.monotonic() - started:.0f} s, seed {seed}, ", end="")
    print("nothing found" if not done.returncode else f"FAILED: {', '.join(new) or done.returncode}", flush=True)
    if done.returncode:
        (folder / "log.txt").write_text(done.stdout[-8000:] + done.stderr[-8000:], encoding="utf-8")
    return bool(done.returncode)


def fuzz(name: str, flags: list[str]) -> int:
    """Let atheris run one harness; the process ends with it."""
    import atheris

    with atheris.instrument_imports(include=[FOLLOWED.get(name, "korea_nlp")]):
        from fuzz.harnesses import HARNESSES

    harness = HARNESSES[name]
    for _ in range(2):  # pipelines and the like are made before the clock runs
        harness(b"\x03\x00")
    last = Path(os.environ["LAST"])

    def watched(data: bytes) -> None:
        last.write_bytes(data)
        faulthandler.dump_traceback_later(PATIENCE, exit=True)
        try:
            harness(data)
        finally:
            faulthandler.cancel_dump_traceback_later()

    atheris.Setup([sys.argv[0], *flags], watched)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
