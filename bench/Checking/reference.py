"""Figures of `judgeeval check` beside the same figures computed in plain Python, on sloppy tables of random labels.

    python3 bench/Checking/reference.py FOLDER [TOOL] [SEEDS]

Writes tables into FOLDER: five people with gaps and verdicts in prose (median reference, quadratic kappa), repeats, both orders of pairs,
decimal commas, long tables of five labels. Prints what differs by more than 1e-9 and exits with 1, else how many figures are the same.
"""

import csv
import json
import math
import os
import random
import statistics
import subprocess
import sys
from collections import Counter

FOLDER = sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__)
TOOL = sys.argv[2] if len(sys.argv) > 2 else os.path.join(os.path.dirname(__file__), "../../src/Tool/bin/Release/net10.0/judgeeval.dll")
COUNTS = [0, 0]


def table(name, header, rows, delimiter=",", before="", encoding="utf-8"):
    path = os.path.join(FOLDER, name)
    with open(path, "w", newline="", encoding=encoding) as file:
        file.write(before)
        csv.writer(file, delimiter=delimiter).writerows([header, *rows])
    return path


def check(path, *options):
    command = ["dotnet", TOOL, "check", path, *options, "--json", "--bootstrap", "0"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    return json.loads(done.stdout)["judges"][0]


def same(path, name, ours, theirs):
    COUNTS[0] += 1
    if ours is None or abs(ours - theirs) > 1e-9:
        COUNTS[1] += 1
        print(f"{path}: {name} is {ours}, plain Python says {theirs}")


def kappa(pairs, weight=lambda a, b: float(a != b)):
    n, first, second = len(pairs), Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(weight(a, b) * first[a] * second[b] for a in first for b in second) / n / n
    return 1 - sum(weight(a, b) for a, b in pairs) / n / expected


def pearson(pairs):
    x, y = sum(a for a, _ in pairs) / len(pairs), sum(b for _, b in pairs) / len(pairs)
    return sum((a - x) * (b - y) for a, b in pairs) / math.sqrt(sum((a - x) ** 2 for a, _ in pairs) * sum((b - y) ** 2 for _, b in pairs))


def ranks(values):
    ordered, count = sorted(values), Counter(values)
    first = {v: i for i, v in reversed(list(enumerate(ordered)))}
    return [first[v] + (count[v] + 1) / 2 for v in values]


def spearman(pairs):
    return pearson(list(zip(ranks([a for a, _ in pairs]), ranks([b for _, b in pairs]))))


def tau_b(pairs):
    def sign(a, b):
        return (a > b) - (a < b)

    both = [(sign(p[0], q[0]), sign(p[1], q[1])) for i, p in enumerate(pairs) for q in pairs[:i]]
    return sum(a * b for a, b in both) / math.sqrt(sum(a != 0 for a, _ in both) * sum(b != 0 for _, b in both))


def agreement(pairs):
    return sum(a == b for a, b in pairs) / len(pairs)


def ordinal(rng, name, people, delimiter):
    forms = ["{}", "{}.0", "{}/5", "Score: {}", "{} - fine", "**{}**", "[[{}]]", "  {} "]
    rows, labels = [], []
    for _ in range(300):
        hidden = rng.randint(1, 5)
        said = [min(5, max(1, hidden + rng.choice([0, 0, 0, 1, -1]))) if rng.random() > 0.25 else None for _ in range(people)]
        judge = min(5, max(1, hidden + rng.choice([0, 0, 1, -1, 2]))) if rng.random() > 0.05 else None
        rows.append(['a;"b",c\nd', *[rng.choice(["", "NA", "n/a"]) if v is None else v for v in said], "" if judge is None else rng.choice(forms).format(judge)])
        labels.append((sorted(v for v in said if v is not None), judge))
    columns = [f"p{i}" for i in range(people)]
    path = table(name, ["note", *columns, "gpt"], rows, delimiter, encoding="utf-8-sig")
    result = check(path, "--human", ",".join(columns), "--judge", "gpt")
    both = [(a, g) for a, g in labels if a and g is not None]
    middle, mean = [(statistics.median(a), g) for a, g in both], [(sum(a) / len(a), g) for a, g in both]
    hard = [(a[len(a) // 2], g) for a, g in both if a[len(a) // 2] == a[(len(a) - 1) // 2]]
    expected = {
        "cohenKappaQuadratic": kappa(middle, lambda a, b: (a - b) ** 2), "cohenKappaLinear": kappa(middle, lambda a, b: abs(a - b)), "cohenKappa": kappa(hard),
        "percentAgreement": agreement(hard), "meanAbsoluteError": sum(abs(a - b) for a, b in middle) / len(middle), "pearson": pearson(mean),
        "spearman": spearman(mean), "kendallTauB": tau_b(mean),
    }
    compare(path, result, expected, len(hard))
    outside = sum(g < a[(len(a) - 1) // 2] or g > a[len(a) // 2] for a, g in both)
    same(path, "number of disagreements", len(result["disagreements"]), outside)


def compare(path, result, expected, n):
    for metric, value in expected.items():
        same(path, metric, result["statistics"][metric].get("value"), value)
    if n is not None:
        same(path, "n of cohenKappa", result["statistics"]["cohenKappa"]["n"], n)


def nominal(path, pairs, *options):
    compare(path, check(path, *options), {"cohenKappa": kappa(pairs), "percentAgreement": agreement(pairs)}, len(pairs))


def repeats(rng, name):
    rows, pairs = [], []
    for i in range(300):
        human = rng.choice(["Good", "bad", "BAD", "good"])
        own = "pass" if human.lower() == "good" else "fail"
        said = [rng.choice(["yes", "no", ""]) if rng.random() < 0.4 else own for _ in range(3)]
        rows.append([f"i{i}", human, *said])
        given = [s in ("yes", "pass") for s in said if s]
        if given:
            # Of as many of both the first counts.
            pairs.append((own == "pass", given[0] if 2 * sum(given) == len(given) else 2 * sum(given) > len(given)))
    nominal(table(name, ["item", "human", "g1", "g2", "g3"], rows), pairs, "--human", "human", "--judge", "gpt=g1+g2+g3")


def orders(rng, name):
    rows, pairs = [], []
    for i in range(300):
        human = rng.choice("AABBN")
        one, other = (human if rng.random() < 0.7 else rng.choice("ABN") for _ in range(2))
        rows.append([f"i{i}", "AB", "tie" if human == "N" else human, rng.choice([one, f"because [[{one}]]"])])
        rows.append([f"i{i}", "BA", "", "[[C]]" if other == "N" else other])
        pairs.append((human, one if one == other else "N"))
    nominal(table(name, ["item", "order", "human", "gpt"], rows, "\t"), pairs, "--human", "human", "--judge", "gpt", "--order", "order")


def commas(rng, name):
    rows, tenths = [], []
    for _ in range(200):
        hidden = rng.uniform(1, 5)
        said = [round(10 * (hidden + rng.gauss(0, 0.5))) for _ in range(3)]
        rows.append([f"{v / 10:.1f}".replace(".", ",") for v in said])
        tenths.append((said[0] + said[1], 2 * said[2]))
    path = table(name, ["m1", "m2", "gpt"], rows, ";", "sep=;\r\n", "utf-8-sig")
    expected = {"pearson": pearson(tenths), "kendallTauB": tau_b(tenths), "meanAbsoluteError": sum(abs(a - b) for a, b in tenths) / 20 / len(tenths)}
    compare(path, check(path, "--human", "m1,m2", "--judge", "gpt"), expected, None)


def long(rng, name):
    rows, pairs = [], []
    for i in range(300):
        hidden = rng.choice("xyzuv")
        said = [hidden if rng.random() < 0.6 else rng.choice("xyzuv") for _ in range(rng.randint(1, 4))]
        judge = hidden if rng.random() < 0.6 else rng.choice("xyzuv")
        rows += [[f"i{i}", f"w{who}", label, "" if at else judge] for at, (who, label) in enumerate(zip(rng.sample(range(6), len(said)), said))]
        (top, most), *rest = Counter(said).most_common()
        if not rest or rest[0][1] < most:
            pairs.append((top, judge))
    rng.shuffle(rows)
    nominal(table(name, ["item", "who", "label", "gpt"], rows, "|"), pairs, "--human", "label", "--annotator", "who", "--judge", "gpt")


if __name__ == "__main__":
    os.makedirs(FOLDER, exist_ok=True)
    for seed in range(1, 1 + int(sys.argv[3] if len(sys.argv) > 3 else 2)):
        rng = random.Random(seed)
        ordinal(rng, f"five-{seed}.csv", 5, ";")
        ordinal(rng, f"three-{seed}.csv", 3, ",")
        repeats(rng, f"repeats-{seed}.csv")
        orders(rng, f"orders-{seed}.csv")
        commas(rng, f"commas-{seed}.csv")
        long(rng, f"long-{seed}.csv")
    print(f"{COUNTS[0] - COUNTS[1]} of {COUNTS[0]} figures are the same")
    sys.exit(1 if COUNTS[1] else 0)
