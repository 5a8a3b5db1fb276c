#!/usr/bin/env bash
# Runs a project's suites and keeps their records. Answers the exit code of dotnet test in the file tests.exit, because a red
# suite must not stop the comparison that explains it.
# In: PROJECT (a folder or project file), OUT (a folder), RECORD_MODE (off or on), FILTER (optional, for a shard), ARGUMENTS (optional, more
# arguments of dotnet test, split at spaces, such as -c Release).
set -euo pipefail
: "${PROJECT:?PROJECT names the test project}" "${OUT:?OUT names the folder for the records}"

folder=$PROJECT
if [ -f "$PROJECT" ]; then
    folder=$(dirname "$PROJECT")
fi

# Replies come from the recordings alone unless it was asked for otherwise, whatever the job's environment says.
case "${RECORD_MODE:-off}" in
    off) export JUDGEEVAL_MODE=replay ;;
    on) export JUDGEEVAL_MODE=record ;;
    *)
        echo "RECORD_MODE is neither off nor on" >&2
        exit 4
        ;;
esac

arguments=(test "$PROJECT" --nologo)
if [ -n "${FILTER:-}" ]; then
    arguments+=(--filter "$FILTER")
fi

read -r -a more <<<"${ARGUMENTS:-}"
arguments+=(${more[@]+"${more[@]}"})

# Records stand beside the test assembly: below the project, or with UseArtifactsOutput in artifacts at the root, which the run may make.
look() {
    places=("$folder")
    if [ -d artifacts ] && [ "$folder" != . ]; then
        places+=(artifacts)
    fi
}

# Records of an earlier run are not records of this one.
look
find "${places[@]}" -type d -name alignment-records -path '*/bin/*' -prune -exec rm -rf {} +
rm -rf "${OUT:?}"
mkdir -p "$OUT"

# Failing suites print items. A runner takes lines that begin with two colons as commands, so it is told not to until a word
# that no item can know.
status=0
word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
echo "::stop-commands::$word"
dotnet "${arguments[@]}" || status=$?
printf '\n::%s::\n' "$word"

look
# A project of several frameworks has a file of one name in each. Where they differ all are kept, so that the comparison names them.
number=0
while IFS= read -r -d '' file; do
    target=$OUT/${file##*/}
    if [ -e "$target" ] && ! cmp -s -- "$file" "$target"; then
        number=$((number + 1))
        mkdir -p "$OUT/other-$number"
        target=$OUT/other-$number/${file##*/}
    fi

    cp -- "$file" "$target"
done < <(find "${places[@]}" -type f -path '*/bin/*/alignment-records/*' -print0 | LC_ALL=C sort -z)
echo "$status" >"$OUT/tests.exit"
