"""Krippendorff's alpha in numpy's best known formulation, one thread; counterpart of KrippendorffAlphaBench.cs.

Run: OPENBLAS_NUM_THREADS=1 taskset -c 0 /usr/bin/python3 bench/Statistics/numpy/krippendorff_alpha.py
With the `krippendorff` package installed its times are printed too.
"""
import time

import numpy as np


def matrix(items, annotators, missing, seed=1):
    random = np.random.default_rng(seed)
    truth = random.integers(1, 6, items)[:, None]
    labels = np.where(random.random((items, annotators)) < 0.6, truth, random.integers(1, 6, (items, annotators))).astype(float)
    labels[random.random(labels.shape) < missing] = np.nan
    return labels


def value_counts(ratings, categories):
    """How many annotators put each item into each category: comparisons are faster than indexing with few categories."""
    return np.stack([(ratings == category).sum(1) for category in categories], 1).astype(float)


def ordinal(margin):
    ranks = np.cumsum(margin, -1) - margin / 2
    return (ranks[..., :, None] - ranks[..., None, :]) ** 2


def alpha_from_counts(counts):
    per_item = counts.sum(1)
    counts = counts[per_item > 1]
    weight = 1 / (counts.sum(1) - 1)
    coincidences = counts.T @ (counts * weight[:, None])
    coincidences[np.diag_indices_from(coincidences)] -= weight @ counts
    margin = coincidences.sum(0)
    distance = ordinal(margin)
    n = margin.sum()
    return 1 - (n - 1) * (coincidences * distance).sum() / (margin @ distance @ margin)


def alpha(ratings):
    return alpha_from_counts(value_counts(ratings, np.arange(1.0, 6.0)))


def alpha_by_patterns(ratings):
    """Complete data, few annotators: one whole number for each row, so that 3125 patterns stand for a million items."""
    codes = ratings @ (5.0 ** np.arange(ratings.shape[1]))
    base = (5.0 ** np.arange(ratings.shape[1])).sum()
    items = np.bincount((codes - base).astype(np.int64), minlength=5 ** ratings.shape[1])
    digits = np.arange(len(items))[:, None] // 5 ** np.arange(ratings.shape[1]) % 5
    counts = np.stack([(digits == c).sum(1) for c in range(5)], 1).astype(float)
    weight = items / (ratings.shape[1] - 1)
    coincidences = counts.T @ (counts * weight[:, None])
    coincidences[np.diag_indices_from(coincidences)] -= weight @ counts
    margin = coincidences.sum(0)
    distance = ordinal(margin)
    return 1 - (margin.sum() - 1) * (coincidences * distance).sum() / (margin @ distance @ margin)


def bootstrap(ratings, resamples, seed=1):
    """All resamples at once: weights of items times each item's coincidences."""
    counts = value_counts(ratings, np.arange(1.0, 6.0))
    items, k = counts.shape
    weight = 1 / (counts.sum(1) - 1)
    per_item = counts[:, :, None] * counts[:, None, :] * weight[:, None, None]
    per_item[:, np.arange(k), np.arange(k)] -= counts * weight[:, None]
    random = np.random.default_rng(seed)
    draws = random.multinomial(items, np.full(items, 1 / items), resamples).astype(float)
    coincidences = (draws @ per_item.reshape(items, k * k)).reshape(resamples, k, k)
    margin = coincidences.sum(1)
    distance = ordinal(margin)
    n = margin.sum(1)
    expected = np.einsum("bi,bij,bj->b", margin, distance, margin)
    return 1 - (n - 1) * (coincidences * distance).sum((1, 2)) / expected


def best(function, repeats=7):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return min(times)


if __name__ == "__main__":
    large, gappy, small = matrix(1_000_000, 5, 0), matrix(10_000, 100, 0.3), matrix(350, 112, 0)
    assert abs(alpha(large) - alpha_by_patterns(large)) < 1e-12
    print(f"ordinal 5 x 1,000,000               {best(lambda: alpha(large)):.4f} s")
    print(f"ordinal 5 x 1,000,000, by patterns  {best(lambda: alpha_by_patterns(large)):.4f} s")
    print(f"ordinal 100 x 10,000, 30 % missing  {best(lambda: alpha(gappy)):.4f} s")
    print(f"bootstrap 112 x 350, B = 1,000      {best(lambda: bootstrap(small, 1000)):.4f} s")
    try:
        import krippendorff
    except ImportError:
        raise SystemExit(0)
    for name, data in (("5 x 1,000,000", large), ("100 x 10,000", gappy)):
        print(f"krippendorff.alpha {name:16} {best(lambda: krippendorff.alpha(data.T, level_of_measurement='ordinal'), 3):.4f} s")
