"""How the time for one article grows with its length, for ordinary text and for texts made to hurt.

    python benchmarks/scaling.py [--sizes 10000,100000,1000000] [--shape NAME ...] [--json FILE]

Prints a Markdown table: processor seconds at each size (characters), the exponent of the growth between the smallest
and the largest size (1 is linear), and the greatest memory of the process so far. The exit status is 1 where an
exponent passes the bar. Texts of more than 40,000 characters are read in pieces, so what grows faster than linearly
shows best at sizes below that; ``tests/test_hostile.py`` measures the same shapes there.
"""

import argparse
import gc
import json
import math
import resource
import sys
from pathlib import Path
from time import process_time

from spacy.language import Language

import korea_nlp

BAR = 1.15  # linear time with its noise; n log n over these sizes has 1.08
SIZES = (10_000, 100_000, 1_000_000)
NEWS = (
    "South Korea's spy agency said on Friday that about 300 North Korean soldiers had been killed and 2,700 wounded. "
    "“We do not know more,” its director, Park Min-ho, told reporters in Seoul. He added that the North may send "
    "10,000 more by March, according to two officials who asked not to be named.\n\n"
)
SHAPES = {
    "news": NEWS,
    "one line": NEWS.replace("\n", " "),
    "one sentence": NEWS.replace("\n", " ").replace(".", ","),
    "quotation marks": '"',
    "opening marks": "“",
    "marks and words": "“Kim said”, ",
    "brackets": "(",
    "commas": ", ",
    "nested claims": "he said that she said that ",
    "claims in marks": 'Kim said "Lee said “Park said ',
    "digits": "7",
    "numbers": "1,000 ",
    "number words": "two hundred thousand and ",
    "ranges": "3 to 4 to ",
    "casualties": "killing 3, wounding 4 and ",
    "names": "Kim Jong Un, Lee Jae-myung, Shin Won-sik, ",
    "places": "Seoul and Tokyo and Washington and ",
    "one name": "Kim ",
    "titles": "Defense Minister President Mr. ",
    "of the": "the president of the ministry of the ",
    "pronouns": "he told him that they told them that ",
    "dates": "on Jan. 24, 2025 and ",
    "weeks": "two weeks ago last Friday ",
    "events": "fired missiles at Seoul and launched rockets and killed 3 people ",
    "relative clauses": "which fired the missile that hit the ship which ",
    "according to": "according to Seoul, according to Tokyo, ",
    "colons": "Kim: no. Lee: yes. ",
    "lines": "\n",
    "short lines": "Seoul\nsaid\n",
    "dots": ". ",
    "one word": "x",
    "scripts": "김정은 said Ким 习近平 said ",
    "accents": "Z\u0300\u0301\u0302 said ",
    "surrogates": "\ud800 said ",
    "controls": "\x00\u200b\u202e said ",
}


def main() -> int:
    """Run the benchmark; the exit status says whether every shape stays linear."""
    options = parse(sys.argv[1:])
    nlp = korea_nlp.load()
    read(nlp, NEWS)  # lazy set-up is not what we measure
    print(f"| shape | {' | '.join(f'{size:,}' for size in options.sizes)} | exponent | MiB |")
    print("|---" * (len(options.sizes) + 3) + "|")
    found = {}
    for name in options.shape or SHAPES:
        times = [read(nlp, text(SHAPES[name], size)) for size in options.sizes]
        grown = exponent(options.sizes, times)
        found[name] = {"seconds": [round(spent, 3) for spent in times], "exponent": round(grown, 3)}
        cells = " | ".join(f"{spent:.2f}" for spent in times)
        print(f"| {name} | {cells} | {grown:.2f} | {peak():.0f} |", flush=True)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    slow = [name for name, values in found.items() if values["exponent"] > BAR]
    print(f"\nbar {BAR}: {'missed by ' + ', '.join(slow) if slow else 'kept by all'}")
    return int(bool(slow))


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="how time grows with the length of an article")
    parser.add_argument(
        "--sizes", type=lambda given: tuple(map(int, given.split(","))), default=SIZES, help="characters"
    )
    parser.add_argument("--shape", action="append", choices=SHAPES, help="only this shape of text")
    parser.add_argument("--json", type=Path, help="a file to write the figures to as well")
    return parser.parse_args(arguments)


def text(piece: str, size: int) -> str:
    """Return a text of so many characters that repeats a piece.

    Example:
        >>> text("ab ", 7)
        'ab ab a'
    """
    return (piece * (size // len(piece) + 1))[:size]


def read(nlp: Language, article: str) -> float:
    """Return the processor seconds that an article takes, from its text to the line of its record."""
    gc.collect()
    start = process_time()
    for result in korea_nlp.pipe([korea_nlp.Article("a", article, "2025-01-24")], nlp=nlp):
        if isinstance(result, korea_nlp.Failure):
            raise SystemExit(f"{len(article)} characters failed: {result.reason}")
        result.to_json()
    return process_time() - start


def exponent(sizes: tuple[int, ...], times: list[float]) -> float:
    """Return the power of the length with which time grows, from the smallest to the largest size.

    Example:
        >>> exponent((10, 100), [1.0, 10.0])
        1.0
    """
    return math.log(times[-1] / times[0]) / math.log(sizes[-1] / sizes[0])


def peak() -> float:
    """Return the greatest memory that the process has held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
