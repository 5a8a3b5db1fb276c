#!/usr/bin/env bash
# Compares the records of two revisions and tells the pull request. Exits as the decision does: 0 passed, 1 failed,
# 2 inconclusive; with the comparison passed and a file of the base broken 3, and with a test red as the tests do.
# In: BASE (a folder of records), HEAD (a folder of records), OUT (a folder), JUDGEEVAL (the command, split at spaces; without it the tool of
# the manifest, and without a manifest the one in the package that PROJECT refers to), REVISION (what links lead to; without it there are none).
set -euo pipefail
: "${BASE:?BASE names a folder of records}" "${HEAD:?HEAD names the folder of records}" "${OUT:?OUT names a folder}"

mkdir -p "$OUT"

# An option in the place of a revision would change the command.
case "$BASE" in
    -*)
        echo "BASE begins with a dash" >&2
        exit 4
        ;;
esac

if [ -n "${JUDGEEVAL:-}" ]; then
    read -r -a judgeeval <<<"$JUDGEEVAL"
elif [ -n "${PROJECT:-}" ] && ! grep -qi '"judgeeval.tool"' .config/dotnet-tools.json dotnet-tools.json 2>/dev/null; then
    path=$(dotnet msbuild "$PROJECT" -nologo -getProperty:JudgeEvalToolPath)
    judgeeval=(dotnet "$path")
else
    judgeeval=(dotnet judgeeval)
fi

links=()
if [ -n "${REVISION:-}" ] && [ -n "${GITHUB_SERVER_URL:-}" ] && [ -n "${GITHUB_REPOSITORY:-}" ]; then
    links=(--repository "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY" --revision "$REVISION")
fi

# Nothing of the comparison goes to the log, where items could be taken as commands.
compared=0
"${judgeeval[@]}" diff "$BASE" "$HEAD" --out "$OUT/comment.md" --json ${links[@]+"${links[@]}"} >"$OUT/diff.json" 2>"$OUT/diff.log" || compared=$?
if [ ! -s "$OUT/comment.md" ] || [ ! -s "$OUT/diff.json" ]; then
    word=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    echo "::stop-commands::$word"
    cat "$OUT/diff.log"
    printf '\n::%s::\n' "$word"
    echo "::error title=JudgeEval::The records could not be compared; the log of this step says why."
    # Without a decision nothing has passed.
    exit "$((compared == 0 ? 70 : compared))"
fi

# The page is an extra: without it the comment still says all.
if ! "${judgeeval[@]}" report "$HEAD" --base "$BASE" --out "$OUT/report.html" >/dev/null 2>"$OUT/report.log"; then
    echo "::warning title=JudgeEval::The HTML report could not be written; report.log in the artifact says why."
fi

status=0
"${judgeeval[@]}" github publish --comment "$OUT/comment.md" --diff "$OUT/diff.json" || status=$?

# The comparison's own answer is kept where it is the worse one, a red test where both are green.
if [ "$status" -eq 0 ]; then
    status=$compared
fi

if [ "$status" -eq 0 ] && [ -f "$HEAD/tests.exit" ]; then
    status=$(cat "$HEAD/tests.exit")
fi

exit "$status"
