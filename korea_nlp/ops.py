"""What networks reckon with: matrix products, by thinc's BLIS or by numpy's BLAS, and log-odds.

The BLIS that comes with thinc knows no processor newer than its list (AMD's Zen 4 among them) and multiplies there by
generic code, two or three times slower than numpy's BLAS. numpy's results, however, depend in their last bits on how
many rows are multiplied at once, and without AVX-512 on where among them a row stands, and a text would be read
otherwise beside others. ``BlockOps`` therefore multiplies by one thread, in the quickest of a few ways in which this
machine is seen to treat all rows alike.
"""

import ctypes
import math
from collections.abc import Callable
from functools import cache
from threading import Lock
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

ROWS = 64  # rows that are multiplied at once, where these are treated alike
FEW = 8  # rows that are, where no more are
LAID, GUARD, LANES = 192, 8, 16  # most columns at once, those at either end that count for nothing, a kernel's width
COUNTS = (1, LANES, ROWS - 1, ROWS, LAID, 2 * LAID + 1)  # how many rows are tried
SHAPES = (
    (512, 128),
    (384, 192),
    (336, 128),
    (288, 288),
    (96, 64),
    (128, 4),
    (128, 3),
    (128, 1),
    (128, 64),
    (256, 64),
    (384, 64),
    (512, 64),
    (768, 64),
    (1536, 64),
)  # weights: inner, outer
LEAST = 0.005  # likelihoods nearer to 0 or 1 tell no more
MOST = 30.0  # log-odds beyond which nothing changes
SLOW = "generic"  # what BLIS calls the kernels of a processor that it does not know
Floats = NDArray[np.float32]
Way = Callable[[Floats, Floats, Floats], None]


class OneThread:
    """Keeps BLAS to one thread while a product is made, also where several threads make one; then it is as before."""

    def __init__(self) -> None:
        self._libraries = ThreadpoolController().select(user_api="blas").lib_controllers
        self._lock = Lock()
        self._inside = 0
        self._before: list[int] = []

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._before = [library.get_num_threads() for library in self._libraries]
                self._set([1] * len(self._before))
            self._inside += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                self._set(self._before)

    def _set(self, threads: list[int]) -> None:
        for library, number in zip(self._libraries, threads, strict=True):
            library.set_num_threads(number)


class BlockOps(NumpyOps):  # type: ignore[misc]
    """Multiplies rows so that a row's product does not depend on what stands beside it.

    Attributes:
        way: How; None where no way treats rows alike, and BLIS multiplies.
    """

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._one_thread = OneThread()
        with self._one_thread:
            self.way = find_way()

    def gemm(
        self, x: Floats, y: Floats, *, out: Floats | None = None, trans1: bool = False, trans2: bool = False
    ) -> Floats:
        """Return the product of two matrices; sums over rows, as in training, are left to BLIS."""
        if self.way is None or trans1 or x.ndim != 2 or x.dtype != np.float32 or y.dtype != np.float32:
            product: Floats = super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
            return product
        weights = y if trans2 else y.T
        found = np.empty((len(x), len(weights)), dtype=np.float32) if out is None else out
        with self._one_thread:
            self.way(x, weights, found)
        return found


def in_blocks(rows: int) -> Way:
    """Return what writes the product of values (rows, inner) and weights (outer, inner), so many rows at a time."""

    def multiply(x: Floats, weights: Floats, found: Floats) -> None:
        whole = len(x) - len(x) % rows
        for low in range(0, whole, rows):
            np.dot(x[low : low + rows], weights.T, out=found[low : low + rows])
        if whole < len(x):
            rest = np.zeros((rows, x.shape[1]), dtype=np.float32)
            rest[: len(x) - whole] = x[whole:]
            found[whole:] = np.dot(rest, weights.T)[: len(x) - whole]

    return multiply


def laid_over(x: Floats, weights: Floats, found: Floats) -> None:
    """Write the product of values (rows, inner) and weights (outer, inner) as that of the weights and of columns.

    AVX2's kernels treat columns alike but for those at either end, which are filled and left out.
    """
    size, inner = x.shape
    step = min(LAID, LANES * -(-size // LANES)) or LANES
    columns = np.zeros((step * -(-size // step) + 2 * GUARD, inner), dtype=np.float32)
    columns[GUARD : GUARD + size] = x
    for low in range(0, size, step):
        high = min(low + step, size)
        block = np.dot(weights, columns[low : low + step + 2 * GUARD].T)
        found[low:high] = block[:, GUARD : GUARD + high - low].T


WAYS: tuple[Way, ...] = (in_blocks(ROWS), laid_over, in_blocks(FEW))  # the quickest first


@cache
def find_way() -> Way | None:
    """Return the quickest way in which numpy's BLAS, by one thread, multiplies rows alike wherever they stand."""
    return next((way for way in WAYS if all(_alike(way, *shape) for shape in SHAPES)), None)


def _alike(way: Way, inner: int, outer: int) -> bool:
    generator = np.random.default_rng(0)
    row = generator.standard_normal(inner, dtype=np.float32)
    weights = generator.standard_normal((outer, inner), dtype=np.float32)
    found = np.empty((sum(COUNTS), outer), dtype=np.float32)
    low = 0
    for count in COUNTS:
        way(np.tile(row, (count, 1)), weights, found[low : low + count])
        low += count
    return bool((found == found[0]).all())


@cache
def make_ops() -> NumpyOps:
    """Return what multiplies fastest on this processor, and always the same."""
    return BlockOps() if blis_kernels() == SLOW else NumpyOps()


def product(values: Floats, weights: Floats) -> Floats:
    """Return values (rows, width) times weights (outputs, width), by one thread, however many there are."""
    found: Floats = make_ops().gemm(np.ascontiguousarray(values), weights, trans2=True)
    return found


def softmax(logits: Floats) -> Floats:
    """Return how likely each column of a row is, of shape (rows, columns)."""
    likely = np.exp(logits - logits.max(axis=1, keepdims=True))
    found: Floats = likely / likely.sum(axis=1, keepdims=True)
    return found


def odds(likely: float) -> float:
    """Return the log-odds of a likelihood.

    Example:
        >>> odds(0.5)
        0.0
    """
    likely = min(max(likely, LEAST), 1 - LEAST)
    return math.log(likely / (1 - likely))


def chance(total: float) -> float:
    """Return the likelihood of log-odds.

    Example:
        >>> chance(0.0)
        0.5
    """
    return 1.0 / (1.0 + math.exp(-max(-MOST, min(MOST, total))))


def blis_kernels() -> str:
    """Return which of its kernels BLIS takes, as ``haswell``; empty where it does not say."""
    try:
        import blis.cy

        library = ctypes.CDLL(blis.cy.__file__)
        library.bli_arch_string.restype = ctypes.c_char_p
        return str(library.bli_arch_string(library.bli_arch_query_id()).decode("ascii"))
    except (ImportError, OSError, AttributeError):  # no BLIS, as on Apple's processors, or its names are hidden
        return ""


def quicken(nlp: Language) -> Language:
    """Let the networks of a pipeline multiply by ``make_ops``; registered as ``korea_nlp.Ops.v3``.

    Networks on a GPU, or with operations of their own, stay as they are.
    """
    ops = make_ops()
    for _, pipe in nlp.pipeline:
        model: Any = getattr(pipe, "model", None)
        for node in model.walk() if hasattr(model, "walk") else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops
    return nlp


def make_quickener() -> Any:
    """Return what spaCy calls once a pipeline stands."""
    return quicken
