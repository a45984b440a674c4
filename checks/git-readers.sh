#!/bin/sh
# The heavy form of two proofs that verify runs lightly: a hundred readers while 200 pushes and repacks go on, and 5,000
# seeded calls of all tools after which not a byte or a time of the repository may differ.
set -eu
cd "$(dirname "$0")/.."
exec ./mvnw -q -pl tool-git -am verify -Dtest='ParallelReadersTest,ReadOnlyTest' -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dtest.jvm=-Dgit.pushes=${1:-200} -Dgit.calls=${2:-5000} -XX:+AllowRedefinitionToAddDeleteMethods -XX:+EnableDynamicAgentLoading"
