// The TypeScript client, version 2: node typescript-2.mjs legacy|modern <gateway> <token>
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { steps } from './steps.mjs';

const [era, gateway, token] = process.argv.slice(2);
const mode = era === 'modern' ? { pin: '2026-07-28' } : 'legacy';

await steps(async (scope) => {
  const client = new Client({ name: 'check', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(
    new StreamableHTTPClientTransport(new URL(`${gateway}/${scope}/mcp`), {
      requestInit: { headers: { Authorization: `Bearer ${token}` } },
    }),
  );
  if (client.getProtocolEra() !== era) {
    throw new Error(`wanted ${era}, got ${client.getNegotiatedProtocolVersion()}`);
  }
  return {
    list: () => client.listTools(),
    call: (tool, options) => client.callTool(tool, options),
    close: () => client.close(),
  };
});
