#!/usr/bin/env bash
# Makes the records of a revision: checks it out beside the repository and replays its suites. Its replies are in its
# recordings, so this asks no model. A revision without the project has no records, which is no error.
# Without a base, as on the first push of a branch, there are none either.
# In: BASE (a revision; empty or all zeros for none), PROJECT (a folder or project file of the repository), OUT (a folder), FILTER and
# ARGUMENTS (optional, as of run-suites.sh; --no-build and --no-restore are left out, since nothing of the base is built).
set -euo pipefail
BASE=${BASE:-}
: "${PROJECT:?PROJECT names the test project}" "${OUT:?OUT names the folder for the records}"

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
if [ -z "${BASE//0/}" ]; then
    echo "There is no base: every suite is new."
    exit 0
fi

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
arguments=${ARGUMENTS:-}
arguments=${arguments//--no-build/}
RECORD_MODE=off OUT=$out ARGUMENTS=${arguments//--no-restore/} "$scripts/run-suites.sh"
