"""Sparse matrices as matching uses them."""

from typing import Any

from numpy.typing import NDArray

class csr_matrix:
    indptr: NDArray[Any]
    indices: NDArray[Any]
    data: NDArray[Any]
    def __init__(self, arg: object, shape: tuple[int, int] | None = ..., dtype: object = ...) -> None: ...
    def tocsc(self) -> csr_matrix: ...
