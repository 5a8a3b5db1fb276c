"""Bootstrap of quadratic kappa: n = 10,000, 5 categories, B = 2,000; the counterpart of BootstrapBench.cs.

numpy's best formulation draws the counts of the 25 cells of the confusion matrix (one multinomial for all resamples) and
computes every kappa at once. What people use resamples the items: scipy.stats.bootstrap with scikit-learn's kappa.
Usage: bootstrap.py [--libraries]; one thread.
"""

import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import sys
import time

import numpy as np
from scipy.special import ndtr, ndtri

N, K, B = 10_000, 5, 2_000


def pairs(seed):
    """Labels of two raters who agree on about 70 % of the items."""
    rng = np.random.default_rng(seed)
    truth = rng.integers(0, K, N)
    a = np.where(rng.random(N) < 0.8, truth, rng.integers(0, K, N))
    b = np.where(rng.random(N) < 0.8, truth, rng.integers(0, K, N))
    return a, b


V = np.arange(K)
W = ((V[:, None] - V[None, :]) ** 2).ravel().astype(float)


def kappas(counts):
    """Quadratic kappa of each row of cell counts."""
    cells = counts.reshape(-1, K, K)
    x, y = cells.sum(2), cells.sum(1)
    n = counts.sum(1)
    sx, sy, sxx, syy = x @ V, y @ V, x @ V**2, y @ V**2
    return 1 - (counts @ W) * n / (n * (sxx + syy) - 2 * sx * sy)


def percentile(cells, rng):
    draws = kappas(rng.multinomial(N, cells / N, B))
    return np.percentile(draws, [2.5, 97.5])


def bca(cells, rng):
    draws = kappas(rng.multinomial(N, cells / N, B))
    theta = kappas(cells[None, :])[0]
    left_out = kappas(cells[None, :] - np.eye(K * K, dtype=int))
    u = (left_out * cells).sum() / N - left_out
    a = (cells * u**3).sum() / (6 * (cells * u**2).sum() ** 1.5)
    z0 = ndtri(((draws < theta).mean() + (draws <= theta).mean()) / 2)
    z = z0 + ndtri([0.025, 0.975])
    return np.percentile(draws, 100 * ndtr(z0 + z / (1 - a * z)))


def best(f, repeats):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        f()
        times.append(time.perf_counter() - start)
    return min(times), sorted(times)[len(times) // 2]


def main():
    a, b = pairs(1)
    cells = np.bincount(a * K + b, minlength=K * K)
    rng = np.random.default_rng(2)
    print("numpy percentile, min and median s:", *best(lambda: percentile(cells, rng), 200))
    print("numpy BCa, min and median s:", *best(lambda: bca(cells, rng), 200))
    if "--libraries" in sys.argv:
        from scipy.stats import bootstrap
        from sklearn.metrics import cohen_kappa_score

        def kappa(x, y):
            return cohen_kappa_score(x, y, weights="quadratic")

        for method in ("percentile", "BCa"):
            print("scipy + scikit-learn", method, *best(
                lambda: bootstrap((a, b), kappa, paired=True, vectorized=False, n_resamples=B, method=method, random_state=1), 1))


if __name__ == "__main__":
    main()
