#!/usr/bin/env bash
# Merges the records of shards, a folder each below IN, into OUT. Each keeps its folder: a case that ran in one shard and could not in another ran,
# and two different records of a case are told by the comparison.
set -euo pipefail
: "${IN:?IN names the folder of the shards}" "${OUT:?OUT names the folder for the records}"

rm -rf "${OUT:?}"
mkdir -p "$OUT"
worst=0
shards=0
for shard in "$IN"/*/; do
    if [ ! -f "$shard/tests.exit" ]; then
        echo "The shard '$(basename "$shard")' did not end: it has no tests.exit." >&2
        exit 3
    fi

    code=$(cat "$shard/tests.exit")
    worst=$((code > worst ? code : worst))
    cp -R -- "$shard" "$OUT/$(basename "$shard")"
    rm -- "$OUT/$(basename "$shard")/tests.exit"
    shards=$((shards + 1))
done

if [ "$shards" -eq 0 ]; then
    echo "There is no shard below IN." >&2
    exit 3
fi

echo "$worst" >"$OUT/tests.exit"
