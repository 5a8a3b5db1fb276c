#!/usr/bin/env python3
"""JudgeEval and promptfoo side by side, each as a whole process, on the same cases with a judge that answers at once.

    compare.py JUDGEEVAL_DLL PROMPTFOO [CASES] [RUNS]

JUDGEEVAL_DLL is the built command line (Release), PROMPTFOO the program that `npm install promptfoo` leaves in node_modules/.bin.
The two take turns. Of each the time on the wall and the greatest resident memory of its processes are taken.
"""

import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
WORDS = ("the order came late and the box was open please look at your account page then sign in again we are sorry for the "
         "delay your refund takes five days").split()


def write_cases(folder, count):
    """The same cases in both forms. One person's label each, so that promptfoo's one assertion is the comparison with it."""
    draw = random.Random(20240601)
    dataset = os.path.join(folder, "dataset")
    os.makedirs(dataset)
    with open(os.path.join(dataset, "dataset.yaml"), "w", encoding="utf-8") as head:
        head.write('name: cases\ntask: single\nscale: {level: ordinal, labels: ["1", "2", "3", "4", "5"]}\n')
    with open(os.path.join(dataset, "items.jsonl"), "w", encoding="utf-8") as items, \
            open(os.path.join(dataset, "annotations.csv"), "w", encoding="utf-8") as labels, \
            open(os.path.join(folder, "tests.jsonl"), "w", encoding="utf-8") as tests:
        labels.write("item,annotator,label\n")
        for i in range(count):
            context = " ".join(draw.choice(WORDS) for _ in range(20))
            response = " ".join(draw.choice(WORDS) for _ in range(draw.randint(10, 30)))
            label = draw.choice("12345")
            items.write(json.dumps({"id": f"c{i:06d}", "context": context, "response": response}) + "\n")
            labels.write(f"c{i:06d},ann,{label}\n")
            case = {"vars": {"context": context, "response": response}, "assert": [{"type": "equals", "value": label}]}
            tests.write(json.dumps(case) + "\n")
    for name in ("provider.js", "prompt.txt", "promptfooconfig.yaml"):
        shutil.copy(os.path.join(HERE, name), folder)


def measure(commands, folder, environment, allowed):
    """Runs the commands one after the other: seconds of them all, MiB of the largest."""
    seconds, memory = 0.0, 0.0
    for command in commands:
        # A process of its own does the waiting, because the greatest memory of children is only told of all of them together.
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            start = time.perf_counter()
            done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            took = time.perf_counter() - start
            used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            os.write(writer, json.dumps([took, used, done.returncode, done.stdout.decode(errors="replace")[-5000:]]).encode())
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            took, used, code, output = json.loads(pipe.read())
        os.waitpid(child, 0)
        # On Node.js 20 promptfoo's logger may crash when all is done and said; that costs it no time and is let pass.
        if code not in allowed and "Eval complete" not in output:
            sys.exit(f"{' '.join(command)} ended with {code}: {output[-500:]}")
        seconds, memory = seconds + took, max(memory, used)
    return seconds, memory


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    tool, promptfoo = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    cases = int(sys.argv[3]) if len(sys.argv) > 3 else 10_000
    runs = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    with tempfile.TemporaryDirectory() as folder:
        write_cases(folder, cases)
        environment = dict(os.environ, PROMPTFOO_DISABLE_TELEMETRY="1", PROMPTFOO_DISABLE_UPDATE="1",
                           PROMPTFOO_CONFIG_DIR=os.path.join(folder, "promptfoo"))
        verdicts = os.path.join(folder, "longer.verdicts.jsonl")
        run = ["dotnet", tool, "run", "dataset", "--judge", "baseline:longer", "--out", verdicts]
        align = ["dotnet", tool, "align", "dataset", "--verdicts", verdicts, "--json"]
        theirs = [promptfoo, "eval", "-j", "64", "--no-table", "--no-progress-bar", "-o", "out.json"]
        programs = {
            # What promptfoo does: each case judged, and its label held against the person's.
            "judgeeval run, align without intervals and baselines": ([run, align + ["--bootstrap", "0", "--no-baselines"]], (0,)),
            # What it does not: 2,000 resamples, and the five baselines that a judge must beat.
            "judgeeval run, align": ([run, align], (0,)),
            "promptfoo eval": ([theirs], (0, 100)),
            "promptfoo eval --no-write": ([theirs + ["--no-write"]], (0, 100)),
        }
        results = {name: [] for name in programs}
        for _ in range(runs):
            for name, (commands, allowed) in programs.items():
                if os.path.exists(verdicts):
                    os.remove(verdicts)
                results[name].append(measure(commands, folder, environment, allowed))
        print(f"{cases} cases, {runs} runs that took turns; median (minimum..maximum)")
        for name, figures in results.items():
            seconds, memory = zip(*figures)
            print(f"{name}: {statistics.median(seconds):.2f} s ({min(seconds):.2f}..{max(seconds):.2f}), {max(memory):.0f} MiB")


if __name__ == "__main__":
    main()
