// What the suite wrote: Map of scenario → its checks.
import fs from 'node:fs';
import path from 'node:path';

export function read(folder) {
  const scenarios = new Map();
  for (const name of fs.readdirSync(folder).sort()) {
    const scenario = name.replace(/^server-/, '').replace(/-\d{4}-\d{2}-\d{2}T[\d-]+Z$/, '');
    scenarios.set(scenario, JSON.parse(fs.readFileSync(path.join(folder, name, 'checks.json'), 'utf8')));
  }
  if (scenarios.size === 0) {
    throw new Error(`the suite wrote nothing into ${folder}`);
  }
  return scenarios;
}

export const failed = (check) => check.status === 'FAILURE';
