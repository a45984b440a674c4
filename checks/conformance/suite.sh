# What every check with the official conformance suite needs. To be sourced; wants $work, a folder for downloads and results.
here_suite=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
node="$work/node_modules/.bin/node"
pids=()

fetch_suite() {
    mkdir -p "$work"
    cmp -s "$here_suite/package.json" "$work/package.json" && [ -x "$node" ] && return
    echo "fetching the suite"
    cp "$here_suite/package.json" "$work/package.json"
    (cd "$work" && npm install --silent --no-fund --no-audit)
}

start() { # log, command…
    local log=$1
    shift
    "$@" > "$log" 2>&1 &
    pids+=($!)
}

stop_started() {
    local pid
    for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null || true; done
}

answers() { # URL, log: what was started last answers there, whatever it says
    for _ in $(seq 100); do
        kill -0 "${pids[-1]}" 2> /dev/null || break
        curl -s -o /dev/null "$1" && return
        sleep 0.3
    done
    echo "what should answer at $1 does not" >&2
    cat "$2" >&2
    return 1
}

with_header() { # listening port, target URL, header, value: the suite can add no header of its own
    start "$work/proxy-$1.log" "$node" "$here_suite/proxy.mjs" "$@"
    answers "http://localhost:$1" "$work/proxy-$1.log"
}

suite() { "$node" "$work/node_modules/@modelcontextprotocol/conformance/dist/index.js" "$@"; }
