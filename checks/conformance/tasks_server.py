"""The tools that the suite's scenarios for tasks ask for, on FastMCP, which runs tasks: tasks_server.py <port>."""

import asyncio
import sys

from fastmcp import Context, FastMCP
from fastmcp.exceptions import ToolError
from fastmcp.utilities.tasks import TaskConfig
from fastmcp_tasks import TasksExtension
from mcp import MCPError
from mcp_types import ElicitRequest, ElicitRequestFormParams, InputRequiredResult

mcp = FastMCP("tasks")
mcp.add_extension(TasksExtension())


def asking(**questions: str) -> InputRequiredResult:
    schema = {"type": "object", "properties": {"confirm": {"type": "boolean"}}, "required": ["confirm"]}
    return InputRequiredResult(
        input_requests={
            key: ElicitRequest(params=ElicitRequestFormParams(message=question, requested_schema=schema))
            for key, question in questions.items()
        }
    )


@mcp.tool
async def greet(name: str = "world") -> str:
    return f"Hello, {name}!"


@mcp.tool(task=True)
async def slow_compute(seconds: float = 1, label: str = "") -> str:
    await asyncio.sleep(seconds)
    return f"slow {label} done"


@mcp.tool(task=TaskConfig(mode="required"))
async def failing_job() -> str:
    await asyncio.sleep(1)
    raise ToolError("this job fails by design")


@mcp.tool(task=True)
async def protocol_error_job() -> str:
    raise MCPError(code=-32603, message="this job breaks by design")


@mcp.tool(task=True)
async def confirm_delete(ctx: Context, filename: str = "a.txt") -> str | InputRequiredResult:
    if not ctx.input_responses:
        return asking(confirm=f"Delete {filename}?")
    return f"{filename} is dealt with"


@mcp.tool(task=True)
async def multi_input(ctx: Context) -> str | InputRequiredResult:
    if not ctx.input_responses:
        return asking(one="The first?", other="The second?")
    return "both are answered"


mcp.run(transport="http", host="localhost", port=int(sys.argv[1]), show_banner=False)
