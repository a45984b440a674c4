// The Inspector's command line, which neither shows progress nor cancels: node inspector.mjs <gateway> <token>
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { byZero, refused, sum } from './steps.mjs';

const [gateway, token] = process.argv.slice(2);
const inspector = fileURLToPath(new URL('node_modules/.bin/mcp-inspector', import.meta.url));

function run(...method) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [inspector, '--cli', `${gateway}/calculator/mcp`, '--transport', 'http']
      .concat('--header', `Authorization: Bearer ${token}`, '--method', ...method),
    { encoding: 'utf8', timeout: 60_000 },
  );
  return { status, says: stdout + stderr };
}

const call = (tool) =>
  run('tools/call', '--tool-name', tool.name, ...Object.entries(tool.arguments).flatMap(([key, value]) => [
    '--tool-arg',
    `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  ]));

function step(word, holds, { status, says }, detail) {
  console.log(holds ? `${word} ok ${detail}` : `${word} FAILED exit ${status}: ${says}`);
}

const list = run('tools/list');
step('list', list.status === 0 && list.says.includes(sum.name), list, 'listed');
const called = call(sum);
step('call', called.status === 0 && called.says.includes('3.5'), called, '1.2 + 2.3 = 3.5');
const failed = call(byZero);
// It looks a tool up in the list before it calls, so a refusal never leaves it.
const unlisted = call(refused);
step('error', /"isError": ?true/.test(failed.says) && unlisted.status !== 0, failed, "a tool's own");
