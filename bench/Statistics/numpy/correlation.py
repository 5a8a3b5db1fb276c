"""numpy, scipy and scikit-learn on the work of CorrelationBench. Prints the best of several runs in milliseconds."""
import time
import numpy as np
from scipy import stats, special
from sklearn.metrics import ndcg_score

n, k = 100_000, 5
rng = np.random.default_rng(1)
x = rng.random(n)
y = x + rng.random(n)
tied_x = rng.integers(1, 6, n).astype(float)
tied_y = np.where(rng.random(n) < 0.6, tied_x, rng.integers(1, 6, n))
p = rng.dirichlet(np.ones(k), n)
votes = rng.integers(0, k, (n, 5))


def pearson_numpy():
    a, b = x - x.mean(), y - y.mean()
    return (a @ b) / np.sqrt((a @ a) * (b @ b))


def spearman_numpy():
    a, b = np.empty(n), np.empty(n)
    a[np.argsort(x)] = np.arange(n)
    b[np.argsort(y)] = np.arange(n)
    return np.corrcoef(a, b)[0, 1]


def jensen_shannon_numpy():
    q = np.stack([(votes == c).mean(1) for c in range(k)], 1)
    m = (p + q) / 2
    return (special.rel_entr(p, m) + special.rel_entr(q, m)).sum(1).mean() / 2 / np.log(2)


def icc_numpy():
    d = votes - votes.mean()
    r, c = d.mean(1), d.mean(0)
    e = d - r[:, None] - c
    return (r @ r), (c @ c), (e * e).sum()


for name, work, runs in [
    ("pearson numpy", pearson_numpy, 50),
    ("pearson scipy", lambda: stats.pearsonr(x, y), 20),
    ("spearman numpy, no ties", spearman_numpy, 20),
    ("spearman scipy", lambda: stats.spearmanr(x, y), 20),
    ("kendall tau-b scipy", lambda: stats.kendalltau(x, y), 10),
    ("kendall tau-b scipy, five categories", lambda: stats.kendalltau(tied_x, tied_y), 10),
    ("ndcg scikit-learn", lambda: ndcg_score([tied_x], [y]), 10),
    ("mean Jensen-Shannon numpy", jensen_shannon_numpy, 10),
    ("icc mean squares numpy", icc_numpy, 10),
]:
    best = np.inf
    for _ in range(runs):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    print(f"{name}: {best * 1e3:.3f} ms")
