#!/usr/bin/env bash
# Merges the records of shards, a folder each below IN, into OUT. Two shards with one record are a mistake of the matrix.
set -euo pipefail
: "${IN:?IN names the folder of the shards}" "${OUT:?OUT names the folder for the records}"

rm -rf "${OUT:?}"
mkdir -p "$OUT"
status=0
worst=0
for shard in "$IN"/*/; do
    if [ ! -f "$shard/tests.exit" ]; then
        echo "The shard '$(basename "$shard")' did not end: it has no tests.exit." >&2
        exit 3
    fi

    worst=$(($(cat "$shard/tests.exit") > worst ? $(cat "$shard/tests.exit") : worst))
    while IFS= read -r -d '' record; do
        target=$OUT/$(basename "$record")
        if [ -e "$target" ] && ! cmp -s "$record" "$target"; then
            printf 'Two shards made different records named %q.\n' "$(basename "$record")" >&2
            status=3
        fi

        cp -- "$record" "$target"
    done < <(find "$shard" -type f ! -name tests.exit -print0)
done

echo "$worst" >"$OUT/tests.exit"
exit "$status"
