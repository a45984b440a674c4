#!/bin/sh
# A repository of 100,000 commits, made with git fast-import: the tools answer what git answers, and the first page of
# git_log comes within 300 ms. Needs git, python3 and a built tool-git (./mvnw -pl tool-git -am package).
#
#   checks/git-large.sh [commits]
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
exec python3 "$here/checks/git_large.py" "$here/tool-git/target/tool-git-app.jar" "${1:-100000}"
