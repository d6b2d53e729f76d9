"""Products of matrices: the right ones, the same beside other rows, and in place in a pipeline."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

from korea_nlp.ops import (
    FEW,
    LAID,
    ROWS,
    SLOW,
    BlockOps,
    OneThread,
    blis_kernels,
    in_blocks,
    laid_over,
    make_ops,
    quicken,
)

OPS = BlockOps()


def matrix(rows, columns, seed=0):
    return np.random.default_rng(seed).standard_normal((rows, columns), dtype=np.float32)


@given(rows=st.integers(0, 3 * ROWS), inner=st.integers(1, 70), outer=st.integers(1, 70))
def test_products_are_those_of_blis(rows, inner, outer):
    left, right = matrix(rows, inner), matrix(inner, outer, seed=1)

    assert_allclose(OPS.gemm(left, right), NumpyOps().gemm(left, right), rtol=1e-4, atol=1e-4)
    assert_allclose(OPS.gemm(left, right.T.copy(), trans2=True), OPS.gemm(left, right), rtol=1e-4, atol=1e-4)


def test_a_product_is_written_where_it_is_wanted():
    left, right, out = matrix(100, 8), matrix(8, 5, seed=1), np.zeros((100, 5), dtype=np.float32)

    assert OPS.gemm(left, right, out=out) is out
    assert_array_equal(out, OPS.gemm(left, right))


def test_products_over_rows_are_left_to_blis():
    left, right = matrix(50, 4), matrix(50, 6, seed=1)

    assert_array_equal(OPS.gemm(left, right, trans1=True), NumpyOps().gemm(left, right, trans1=True))


@pytest.mark.parametrize(("inner", "outer"), [(512, 128), (288, 288), (96, 4), (128, 1)])
def test_a_row_of_the_ops_of_this_machine_is_the_same_beside_others(inner, outer):
    ops, weights = make_ops(), matrix(outer, inner, seed=1)
    rows = matrix(3 * LAID + 5, inner)
    together = ops.gemm(rows, weights, trans2=True)

    for size in (1, 2, 7, ROWS - 1, ROWS, ROWS + 1, LAID - 1, LAID, LAID + 1):
        alone = ops.gemm(np.ascontiguousarray(rows[5 : 5 + size]), weights, trans2=True)
        assert_array_equal(alone, together[5 : 5 + size])


@given(inner=st.integers(1, 520), outer=st.integers(1, 300), seed=st.integers(0, 99))
def test_a_row_is_the_same_wherever_it_stands(inner, outer, seed):
    row = matrix(1, inner, seed)

    found = OPS.gemm(np.tile(row, (LAID + 3, 1)), matrix(outer, inner, seed + 1), trans2=True)

    assert_array_equal(found, np.tile(found[:1], (LAID + 3, 1)))


@pytest.mark.parametrize("way", [in_blocks(ROWS), laid_over, in_blocks(FEW)], ids=["blocks", "laid over", "few rows"])
@given(rows=st.integers(0, 2 * LAID + 1), inner=st.integers(1, 70), outer=st.integers(1, 70))
def test_every_way_multiplies_all_rows(way, rows, inner, outer):
    left, right = matrix(rows, inner), matrix(outer, inner, seed=1)
    found = np.full((rows, outer), np.nan, dtype=np.float32)

    way(left, right, found)

    assert_allclose(found, left @ right.T, rtol=1e-4, atol=1e-4)


def test_blis_multiplies_where_no_way_treats_rows_alike():
    ops, left, right = BlockOps(), matrix(ROWS + 1, 288), matrix(288, 96, seed=1)
    ops.way = None

    assert_array_equal(ops.gemm(left, right), NumpyOps().gemm(left, right))


def test_threads_of_others_are_as_before():
    blas = ThreadpoolController().select(user_api="blas").lib_controllers
    before = [library.get_num_threads() for library in blas]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda seed: OPS.gemm(matrix(2000, 30, seed), matrix(30, 30, seed)), range(40)))

    assert [library.get_num_threads() for library in blas] == before


def test_one_thread_multiplies():
    one = OneThread()
    blas = ThreadpoolController().select(user_api="blas").lib_controllers
    before = [library.get_num_threads() for library in blas]

    with one:
        with one:
            pass
        assert {library.get_num_threads() for library in blas} == {1}

    assert [library.get_num_threads() for library in blas] == before


def test_numpy_multiplies_only_where_blis_has_no_kernels():
    assert isinstance(make_ops(), BlockOps) == (blis_kernels() == SLOW)


def test_every_network_of_a_pipeline_multiplies_by_the_ops_of_this_machine(nlp):
    models = [pipe.model for _, pipe in nlp.pipeline if hasattr(getattr(pipe, "model", None), "walk")]

    assert models
    assert all(node.ops is make_ops() for model in models for node in model.walk())


def test_a_saved_pipeline_does_so_too(nlp, tmp_path):
    nlp.to_disk(tmp_path / "saved")

    again = spacy.load(tmp_path / "saved")

    assert all(node.ops is make_ops() for node in again.get_pipe("parser").model.walk())


def test_networks_with_operations_of_their_own_keep_them():
    class Own(NumpyOps):
        """Operations of another library."""

    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    nlp.initialize()
    own = Own()
    for node in nlp.get_pipe("tok2vec").model.walk():
        node.ops = own

    quicken(nlp)

    assert all(node.ops is own for node in nlp.get_pipe("tok2vec").model.walk())
