"""The seven workloads of WholeProcess.cs in one process, by numpy's best formulation of each (the other files of this folder).

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 taskset -c 1 /usr/bin/python3 bench/Statistics/numpy/whole_process.py [part of a name]
"""
import os

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import resource
import sys
import time

START = time.perf_counter()

import numpy as np


def alpha_large():
    import krippendorff_alpha as k
    data = k.matrix(1_000_000, 5, 0)
    return lambda: k.alpha(data)


def alpha_large_patterns():
    import krippendorff_alpha as k
    data = k.matrix(1_000_000, 5, 0)
    return lambda: k.alpha_by_patterns(data)


def alpha_gappy():
    import krippendorff_alpha as k
    data = k.matrix(10_000, 100, 0.3)
    return lambda: k.alpha(data)


def kappa():
    import bootstrap as b
    x, y = b.pairs(1)
    rng = np.random.default_rng(2)
    return lambda: b.percentile(np.bincount(x * b.K + y, minlength=b.K * b.K), rng)


def alpha_bootstrap():
    import krippendorff_alpha as k
    data = k.matrix(350, 112, 0)
    return lambda: k.bootstrap(data, 1000)


def dawid_skene():
    import dawid_skene as d
    workers, labels = d.simulate()
    return lambda: d.fit(workers, labels, d.ROUNDS)


def ppi():
    import ppi_mean as p
    return lambda: p.ppi(p.y, p.f, p.u)


def permutation():
    import permutation as p
    return lambda: p.over_cells(p.rng)


WORKLOADS = [
    ("alpha, ordinal, 5 x 1,000,000", alpha_large),
    ("alpha, ordinal, 5 x 1,000,000, patterns of complete data", alpha_large_patterns),
    ("alpha, ordinal, 100 x 10,000, 30 % missing", alpha_gappy),
    ("bootstrap of quadratic kappa, n 10,000, B 2,000", kappa),
    ("bootstrap of alpha, 112 x 350, B 1,000", alpha_bootstrap),
    ("Dawid-Skene, 100,000 x 5, 5 classes, 20 rounds", dawid_skene),
    ("prediction-powered mean, n 1,000, N 1,000,000", ppi),
    ("permutation of a quadratic kappa difference, n 2,000, B 10,000", permutation),
]

print("| workload | first run, s | best, s | median, s |\n|---|---|---|---|")
for name, prepare in WORKLOADS:
    if len(sys.argv) > 1 and sys.argv[1] not in name:
        continue
    run = prepare()
    times = []
    for _ in range(26):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    first, rest = times[0], sorted(times[1:])
    print(f"| {name} | {first:.4f} | {rest[0]:.5f} | {rest[12]:.5f} |")
print(f"whole process, inputs included: {time.perf_counter() - START:.2f} s, peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
