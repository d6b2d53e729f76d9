"""Matrix products: by thinc's BLIS where that has kernels for the processor, else by numpy's BLAS.

The BLIS that comes with thinc knows no processor newer than its list (AMD's Zen 4 among them) and multiplies there by
generic code, two or three times slower than numpy's BLAS. numpy's results, however, depend in their last bits on how
many rows are multiplied at once, and a text would be read otherwise beside others. ``BlockOps`` therefore
multiplies a fixed number of rows at a time, by one thread.
"""

import ctypes
from functools import cache
from threading import Lock
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

ROWS = 64  # rows that are multiplied at once
SLOW = "generic"  # what BLIS calls the kernels of a processor that it does not know
Floats = NDArray[np.float32]


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
    """Multiplies rows in blocks of one size, so that a row's product does not depend on how many stand beside it."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._one_thread = OneThread()

    def gemm(
        self, x: Floats, y: Floats, *, out: Floats | None = None, trans1: bool = False, trans2: bool = False
    ) -> Floats:
        """Return the product of two matrices; sums over rows, as in training, are left to BLIS."""
        if trans1 or x.ndim != 2 or x.dtype != np.float32 or y.dtype != np.float32:
            product: Floats = super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
            return product
        right = y.T if trans2 else y
        found = np.empty((len(x), right.shape[1]), dtype=np.float32) if out is None else out
        whole = len(x) - len(x) % ROWS
        with self._one_thread:
            for low in range(0, whole, ROWS):
                np.dot(x[low : low + ROWS], right, out=found[low : low + ROWS])
            if whole < len(x):
                rest = np.zeros((ROWS, x.shape[1]), dtype=np.float32)
                rest[: len(x) - whole] = x[whole:]
                found[whole:] = np.dot(rest, right)[: len(x) - whole]
        return found


@cache
def make_ops() -> NumpyOps:
    """Return what multiplies fastest on this processor, and always the same."""
    return BlockOps() if blis_kernels() == SLOW else NumpyOps()


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
    """Let the networks of a pipeline multiply by ``make_ops``; registered as ``korea_nlp.Ops.v1``.

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
