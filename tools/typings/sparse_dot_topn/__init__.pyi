"""The product that keeps the largest values of each row."""

from scipy.sparse import csr_matrix

def sp_matmul_topn(
    A: csr_matrix, B: csr_matrix, top_n: int, threshold: float | None = ..., sort: bool = ..., n_threads: int = ...
) -> csr_matrix: ...
