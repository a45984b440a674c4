"""The Python client: client.py legacy|modern <gateway> <token>"""

import sys
import traceback

import anyio
from mcp import Client, MCPError
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client

ERA, GATEWAY, TOKEN = sys.argv[1:]
MODE = {"legacy": "legacy", "modern": "2026-07-28"}[ERA]


def connect(scope: str) -> Client:
    http = create_mcp_http_client(headers={"Authorization": f"Bearer {TOKEN}"})
    return Client(streamable_http_client(f"{GATEWAY}/{scope}/mcp", http_client=http), mode=MODE)


def document(chapters: int) -> dict[str, str]:
    chapter = "# Chapter\n\n" + "A line of some words. " * 60 + "\n\n"
    return {"content": chapter * chapters, "format": "pdf"}


async def step(word: str, work) -> None:
    try:
        print(word, "ok", await work(), flush=True)
    except Exception:
        print(word, "FAILED", traceback.format_exc(), flush=True)


async def main() -> None:
    async with connect("calculator") as calculator:

        async def listed() -> str:
            tools = (await calculator.list_tools()).tools
            assert any(tool.name == "exact_calculate" for tool in tools), tools
            return f"{len(tools)} tools"

        async def called() -> str:
            result = await calculator.call_tool("exact_calculate", {"operator": "add", "operands": ["1.2", "2.3"]})
            assert "3.5" in str(result), result
            return "1.2 + 2.3 = 3.5"

        async def failed() -> str:
            result = await calculator.call_tool("exact_calculate", {"operator": "divide", "operands": ["1", "0"]})
            assert result.is_error, result
            try:
                raise AssertionError(await calculator.call_tool("no_such_tool", {}))
            except MCPError as refused:
                assert refused.error.code == -31403, refused
            return "a tool's own, and -31403"

        await step("list", listed)
        await step("call", called)
        await step("error", failed)

    async with connect("docs") as docs:

        async def progressed() -> str:
            seen: list[float] = []

            async def notice(progress: float, total: float | None, message: str | None) -> None:
                seen.append(progress)

            await docs.call_tool("document_generate", document(100), progress_callback=notice)
            assert len(seen) > 2 and seen == sorted(seen), seen
            return f"{len(seen)} notices, in order"

        async def cancelled() -> str:
            reached = 0.0
            with anyio.CancelScope() as scope:

                async def notice(progress: float, total: float | None, message: str | None) -> None:
                    nonlocal reached
                    reached = progress
                    scope.cancel()

                await docs.call_tool("document_generate", document(600), progress_callback=notice)
            assert scope.cancelled_caught, "the call was answered"
            assert (await docs.list_tools()).tools, "no tools afterwards"
            return f"at {reached:.0f} %, and goes on"

        await step("progress", progressed)
        await step("cancel", cancelled)


anyio.run(main)
