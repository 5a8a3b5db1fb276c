"""The permutation test of PermutationBench.cs: a difference of two kappas, 2,000 items, 5 labels, 10,000 random exchanges.

numpy: only items on which the raters differ matter; those with the same three labels are one cell, of which Binomial(m, 1/2) are
exchanged, and kappa is 1 - n D / E with D and E linear in the exchanges, so that all exchanges are one matrix product; cells that
move D and E alike are merged.
scipy: permutation_test with a vectorized statistic over the items (1,000 exchanges, scaled). scikit-learn: its kappa in a loop (50 exchanges, scaled).

    OMP_NUM_THREADS=1 /usr/bin/python3 bench/Statistics/numpy/permutation.py
"""
import time

import numpy as np

N, LABELS, B = 2_000, 5, 10_000
rng = np.random.default_rng(1)
gold = rng.integers(0, LABELS, N)
first = np.where(rng.random(N) < 0.6, gold, rng.integers(0, LABELS, N))
second = np.where(rng.random(N) < 0.55, gold, rng.integers(0, LABELS, N))
weights = np.subtract.outer(np.arange(LABELS), np.arange(LABELS)) ** 2.0


def over_cells(rng):
    """p of the two-sided test by |difference|."""
    expected = weights @ np.bincount(gold, minlength=LABELS)
    observed = weights[first, gold].sum(), weights[second, gold].sum()
    margins = expected[first].sum(), expected[second].sum()
    cells, counts = np.unique((gold * LABELS + first) * LABELS + second, return_counts=True)
    g, a, b = cells // LABELS**2, cells // LABELS % LABELS, cells % LABELS
    differ = a != b
    g, a, b, counts = g[differ], a[differ], b[differ], counts[differ]
    steps = np.stack([weights[b, g] - weights[a, g], expected[b] - expected[a]], axis=1)

    # An exchange and its reverse are one class, counted from the other end.
    reverse = (steps[:, 0] < 0) | ((steps[:, 0] == 0) & (steps[:, 1] < 0))
    start = np.array([observed[0], margins[0]]) + (steps[reverse] * counts[reverse, None]).sum(axis=0)
    steps[reverse] *= -1
    steps, which = np.unique(steps, axis=0, return_inverse=True)
    counts = np.bincount(which.ravel(), weights=counts).astype(int)
    moved = start + rng.binomial(counts, 0.5, size=(B, len(counts))) @ steps

    def difference(d, e):
        return N * ((observed[0] + observed[1] - d) / (margins[0] + margins[1] - e) - d / e)

    null = difference(moved[:, 0], moved[:, 1])
    actual = difference(observed[0], margins[0])
    return (np.count_nonzero(np.abs(null) >= abs(actual) - 1e-12) + 1) / (B + 1)


def kappa(rater, axis=-1):
    expected = weights @ np.bincount(gold, minlength=LABELS)
    rater = rater.astype(np.intp)
    return 1 - N * weights[rater, gold].sum(axis=axis) / expected[rater].sum(axis=axis)


def best(function, runs):
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times), sorted(times)[len(times) // 2]


if __name__ == "__main__":
    print("numpy over cells: %.4f s (median %.4f s), p = %.4f" % (*best(lambda: over_cells(rng), 20), over_cells(rng)))

    from scipy import stats  # noqa: E402

    scipy = best(
        lambda: stats.permutation_test(
            (first, second), lambda x, y, axis: kappa(x, axis) - kappa(y, axis), permutation_type="samples",
            vectorized=True, n_resamples=1_000, batch=100, random_state=1),
        3)
    print("scipy over items: %.2f s for %d exchanges" % (scipy[0] * B / 1_000, B))

    from sklearn.metrics import cohen_kappa_score  # noqa: E402

    def loop():
        for _ in range(50):
            swap = rng.random(N) < 0.5
            x, y = np.where(swap, second, first), np.where(swap, first, second)
            cohen_kappa_score(x, gold, weights="quadratic") - cohen_kappa_score(y, gold, weights="quadratic")

    print("scikit-learn in a loop: %.1f s for %d exchanges" % (best(loop, 3)[0] * B / 50, B))
