// The TypeScript client, version 1, over HTTP or in front of mcp-remote: node typescript-1.mjs http|mcp-remote <gateway> <token>
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { fileURLToPath } from 'node:url';
import { steps } from './steps.mjs';

const [way, gateway, token] = process.argv.slice(2);

function transport(url) {
  if (way === 'http') {
    return new StreamableHTTPClientTransport(new URL(url), {
      requestInit: { headers: { Authorization: `Bearer ${token}` } },
    });
  }
  const remote = fileURLToPath(new URL('node_modules/mcp-remote/dist/proxy.js', import.meta.url));
  return new StdioClientTransport({
    command: process.execPath,
    args: [remote, url, '--header', 'Authorization:${AUTHORIZATION}'],
    env: { ...process.env, AUTHORIZATION: `Bearer ${token}` },
  });
}

await steps(async (scope) => {
  const client = new Client({ name: 'check', version: '1' });
  await client.connect(transport(`${gateway}/${scope}/mcp`));
  return {
    list: () => client.listTools(),
    call: (tool, options) => client.callTool(tool, undefined, options),
    close: () => client.close(),
  };
});
