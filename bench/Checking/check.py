"""Tables of any size for `judgeeval check`, and what checking them costs as a whole process.

    python3 bench/Checking/check.py generate FOLDER          writes the tables
    python3 bench/Checking/check.py run FOLDER [TOOL] [RUNS] prints a row of results.md for each

TOOL is the tool's DLL, by default that of the Release build. Needs Python 3.9 and nothing else.
"""

import os
import random
import subprocess
import sys
import time

ROWS = [3_600, 100_000, 1_000_000]
TOOL = os.path.join(os.path.dirname(__file__), "../../src/Tool/bin/Release/net10.0/judgeeval.dll")

# Each kind: the columns of people and of judges, the options of the check.
KINDS = {
    "words": (["h1"], ["gpt"], []),
    "words3": (["h1", "h2", "h3"], ["gpt"], []),
    "scores5": (["h1", "h2", "h3", "h4", "h5"], ["gpt", "claude"], []),
    "decimals": (["h1"], ["gpt"], []),
    "verdicts": (["h1"], ["gpt"], []),
    "long": (["label"], ["gpt"], ["--annotator", "who"]),
}


def label(kind, hidden, rng, right, judge):
    if kind in ("scores5",):
        return str(hidden if rng.random() < right else rng.randint(1, 5))
    if kind == "decimals":
        return f"{min(10, max(0, hidden * 2 + rng.gauss(0, 2 - right))):.2f}"
    word = (hidden > 2) == (rng.random() < right)
    if kind == "verdicts" and judge:
        return f'"{"PASS" if word else "FAIL"}: because of reason {rng.randint(1, 10_000)}, which is told at some length"'
    return "pass" if word else "fail"


def generate(folder):
    os.makedirs(folder, exist_ok=True)
    for kind, (people, judges, _) in KINDS.items():
        for rows in ROWS:
            rng = random.Random(f"{kind} {rows}")
            with open(os.path.join(folder, f"{kind}-{rows}.csv"), "w", encoding="utf-8", newline="\n") as file:
                if kind == "long":
                    file.write("item,text,who,label,gpt\n")
                    for item in range(rows // 4):
                        hidden = rng.randint(1, 5)
                        own = label("words", hidden, rng, 0.85, True)
                        for who in range(4):
                            file.write(f'q{item},"answer number {item}, in words",w{who},{label("words", hidden, rng, 0.9, False)},{own}\n')
                    continue
                file.write(",".join(["item", "text", *people, *judges]) + "\n")
                for item in range(rows):
                    hidden = rng.randint(1, 5)
                    cells = [label(kind, hidden, rng, 0.9, False) for _ in people] + [label(kind, hidden, rng, 0.85, True) for _ in judges]
                    file.write(f'q{item},"answer number {item}, in words",{",".join(cells)}\n')


def once(command):
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def run(folder, tool=TOOL, runs="3"):
    print("| table | rows | least wall | least user + sys | most memory |\n|---|---|---|---|---|")
    for kind, (people, judges, options) in KINDS.items():
        for rows in ROWS:
            table = os.path.join(folder, f"{kind}-{rows}.csv")
            command = ["dotnet", tool, "check", table, "--human", ",".join(people), "--judge", ",".join(judges), *options]
            taken = [once(command) for _ in range(int(runs))]
            wall, cpu, memory = min(t[0] for t in taken), min(t[1] for t in taken), max(t[2] for t in taken)
            print(f"| {kind} | {rows:,} | {wall:.2f} s | {cpu:.2f} s | {memory:.0f} MiB |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("generate", "run"):
        raise SystemExit(__doc__)
    {"generate": generate, "run": run}[sys.argv[1]](*sys.argv[2:])
