"""Dawid-Skene in numpy: 100,000 items x 5 annotations by 100 annotators, 5 classes, 20 rounds. The counterpart of DawidSkeneBench.cs.

Run: /usr/bin/python3 bench/Statistics/numpy/dawid_skene.py
"""
import time

import numpy as np

ITEMS, ANNOTATORS, CLASSES, PER_ITEM, ROUNDS = 100_000, 100, 5, 5, 20


def simulate(seed=1):
    rng = np.random.default_rng(seed)
    accuracy = rng.uniform(0.4, 0.9, ANNOTATORS)
    truth = rng.integers(CLASSES, size=ITEMS)
    workers = (rng.integers(ANNOTATORS, size=ITEMS)[:, None] + 17 * np.arange(PER_ITEM)) % ANNOTATORS
    right = rng.random((ITEMS, PER_ITEM)) < accuracy[workers]
    labels = np.where(right, truth[:, None], rng.integers(CLASSES, size=(ITEMS, PER_ITEM)))
    return workers, labels


def fit(workers, labels, rounds):
    rows = workers * CLASSES + labels  # every item has the same number of annotations: a matrix, no grouping
    flat = rows.ravel()
    size = ANNOTATORS * CLASSES
    posterior = np.stack([(labels == c).mean(1) for c in range(CLASSES)], 1)
    for round in range(rounds + 1):
        prior = posterior.mean(0)
        counts = np.stack([np.bincount(flat, np.repeat(posterior[:, c], PER_ITEM), size) for c in range(CLASSES)], 1) + 0.01
        errors = counts.reshape(ANNOTATORS, CLASSES, CLASSES)
        errors = (errors / errors.sum(1, keepdims=True)).reshape(size, CLASSES)
        # Five factors of at least 1e-7 cannot underflow: products instead of logarithms.
        posterior = prior * errors[rows[:, 0]]
        for j in range(1, PER_ITEM):
            posterior *= errors[rows[:, j]]
        total = posterior.sum(1, keepdims=True)
        log_likelihood = np.log(total).sum()
        posterior /= total
    return posterior, log_likelihood


if __name__ == "__main__":
    workers, labels = simulate()
    times = []
    for _ in range(7):
        start = time.perf_counter()
        fit(workers, labels, ROUNDS)
        times.append(time.perf_counter() - start)
    print(f"numpy {np.__version__}: min {min(times):.3f} s, median {sorted(times)[3]:.3f} s")
