#!/usr/bin/env bash
# Makes the records of a revision: checks it out beside the repository and replays its suites. Its replies are in its
# recordings, so this asks no model. A revision without the project has no records, which is no error.
# In: BASE (a revision), PROJECT (a folder or project file of the repository), OUT (a folder), FILTER (optional).
set -euo pipefail
: "${BASE:?BASE names a revision}" "${PROJECT:?PROJECT names the test project}" "${OUT:?OUT names the folder for the records}"

# An option in the place of a revision would change the command.
case "$BASE" in
    -*)
        echo "BASE begins with a dash" >&2
        exit 4
        ;;
esac

scripts=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$OUT"
out=$(cd "$OUT" && pwd)
if ! git cat-file -e "$BASE^{commit}" 2>/dev/null; then
    git fetch --no-tags --depth=1 origin "$BASE"
fi

revision=$(git rev-parse --verify --end-of-options "$BASE^{commit}")
tree=$(mktemp -d)
trap 'git worktree remove --force "$tree/base" >/dev/null 2>&1 || true; rm -rf "$tree"' EXIT
git worktree add --quiet --detach "$tree/base" "$revision"
if [ ! -e "$tree/base/$PROJECT" ]; then
    echo "The base has no $(printf %q "$PROJECT"): every suite is new."
    exit 0
fi

cd "$tree/base"
RECORD_MODE=off OUT=$out "$scripts/run-suites.sh"
