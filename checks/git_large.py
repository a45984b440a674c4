"""Builds the large repository, serves it, compares pages with the git command line, measures."""

import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

SECRET = "check"
SEED = 20261120


def build(folder, commits):
    """Linear work with merges every hundred commits, 2,000 files in 50 folders, clocks that now and then run backwards."""
    chance = random.Random(SEED)
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", folder], check=True)
    importer = subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet"], stdin=subprocess.PIPE)
    out = importer.stdin
    now = 1_500_000_000
    for number in range(1, commits + 1):
        now += chance.randrange(1, 600)
        stamp = now - (5_000 if number % 5_000 == 0 else 0)
        author = f"Author {number % 97} <a{number % 97}@example.com>"
        message = f"Change {number}\n\nTicket {chance.randrange(10**6)}."
        out.write(f"commit refs/heads/main\nmark :{number}\nauthor {author} {stamp} +0000\n"
                  f"committer {author} {stamp} +0000\ndata {len(message)}\n{message}\n".encode())
        if number % 100 == 0:
            out.write(f"from :{number - 1}\nmerge :{number - 50}\n".encode())
        name = chance.randrange(2_000)
        body = f"file {name}\nrevision {number}\n" + "".join(f"line {i}\n" for i in range(name % 30))
        out.write(f"M 100644 inline d{name % 50}/f{name}.txt\ndata {len(body)}\n{body}\n".encode())
    out.write(b"done\n")
    out.close()
    if importer.wait() != 0:
        raise SystemExit("fast-import failed")
    subprocess.run(["git", "-C", folder, "gc", "-q"], check=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Service:
    def __init__(self, jar, repository):
        self.port = free_port()
        environment = {**os.environ, "PORT": str(self.port), "TOOL_GATEWAY_SECRET": SECRET,
                       "GIT_REPOSITORIES": f"large={repository}", "GIT_TOOL_ROOTS": os.path.dirname(repository),
                       "GIT_CALL_TIME": "60s"}
        self.process = subprocess.Popen(["java", "-Xmx256m", "-jar", jar], env=environment)
        deadline = time.monotonic() + 120
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5)
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def call(self, tool, **arguments):
        """The structured content and the time it took; self.progress holds what was told meanwhile."""
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
                "params": {"name": tool, "arguments": arguments, "_meta": {"progressToken": "check"}}}
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/mcp", json.dumps(body).encode(),
            {"Content-Type": "application/json", "Accept": "application/json, text/event-stream",
             "MCP-Protocol-Version": "2025-06-18", "X-Gateway-Auth": SECRET})
        begun = time.monotonic()
        text = urllib.request.urlopen(request, timeout=120).read().decode()
        # A long call is answered as an event stream; the result is its last event.
        events = [text] if text.startswith("{") else [
            line[5:] for line in text.splitlines() if line.startswith("data:") and line[5:].strip()]
        *told, answer = map(json.loads, events)
        self.progress = [each["params"]["progress"] for each in told if each["method"] == "notifications/progress"]
        taken = (time.monotonic() - begun) * 1000
        result = answer["result"]
        if result.get("isError"):
            raise SystemExit(f"{tool} {arguments}: {result['content']}")
        return result["structuredContent"], taken

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


def git(repository, *arguments):
    return subprocess.run(["git", "-C", repository, *arguments], check=True, capture_output=True).stdout.decode()


def expect(what, ours, theirs):
    if ours != theirs:
        raise SystemExit(f"FAILED {what}: {len(ours)} of ours, {len(theirs)} of git's, first difference at "
                         f"{next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), 'the end')}")
    print(f"equal: {what} ({len(ours)})", flush=True)


def pages(service, tool, key, **arguments):
    found, slowest, cursor = [], 0, {}
    while True:
        page, taken = service.call(tool, **arguments, **cursor)
        slowest = max(slowest, taken)
        found += page.get(key) or []
        if "nextCursor" not in page:
            return found, slowest
        cursor = {"cursor": page["nextCursor"]}


def main(jar, commits):
    with tempfile.TemporaryDirectory(prefix="git-large-") as folder:
        repository = os.path.join(folder, "large.git")
        begun = time.monotonic()
        build(repository, commits)
        print(f"built {commits} commits in {time.monotonic() - begun:.0f} s", flush=True)
        service = Service(jar, repository)
        try:
            compare(service, repository)
            progress(service)
            measure(service)
        finally:
            service.stop()


def compare(service, repository):
    found, slowest = pages(service, "git_log", "commits", limit=500)
    expect("git_log, every page", [c["id"] for c in found], git(repository, "log", "--format=%H").split())
    print(f"slowest page of the whole log {slowest:.0f} ms", flush=True)
    for path in ("d7", "d7/f7.txt"):
        found, _ = pages(service, "git_log", "commits", path=path, limit=500)
        expect(f"git_log of {path}", [c["id"] for c in found], git(repository, "log", "--format=%H", "--", path).split())
    found, _ = pages(service, "git_list_files", "entries", recursive=True, limit=5000)
    expect("git_list_files", [e["path"] for e in found], git(repository, "ls-tree", "-r", "--name-only", "main").split())
    found, _ = pages(service, "git_search", "hits", pattern="revision 9", limit=1000)
    expect("git_search in files", [f"{h['path']}:{h['line']}" for h in found],
           [":".join(line.split(":")[1:3]) for line in git(repository, "grep", "-n", "revision 9", "main").splitlines()])
    found, _ = pages(service, "git_search", "commits", pattern="Ticket 77", where="messages", limit=500)
    expect("git_search in messages", [c["id"] for c in found],
           git(repository, "log", "--format=%H", "--grep=Ticket 77").split())
    page, _ = service.call("git_blame", path="d7/f7.txt")
    ours = [o["commit"] for o in page["origins"] for _ in range(o["firstLine"], o["lastLine"] + 1)]
    theirs = [line.split()[0] for line in git(repository, "blame", "-l", "-s", "--root", "main", "--", "d7/f7.txt").splitlines()]
    expect("git_blame", ours, theirs)


def progress(service):
    _, taken = service.call("git_search", pattern="no such line", where="changes", limit=1)
    print(f"a search through all changes took {taken:.0f} ms and told of its progress {len(service.progress)} times")
    if not service.progress or service.progress != sorted(service.progress):
        raise SystemExit(f"FAILED: progress was {service.progress}")


def measure(service):
    for _ in range(30):
        service.call("git_log")
    times = sorted(service.call("git_log")[1] for _ in range(50))
    print(f"first page of git_log, warm: median {times[25]:.1f} ms, worst of 50 {times[-1]:.1f} ms (to hold: 300 ms)")
    if times[25] > 300:
        raise SystemExit("FAILED: the first page takes longer than 300 ms")


main(sys.argv[1], int(sys.argv[2]))
