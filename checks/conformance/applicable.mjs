// Fails where a scenario that applies to a server of tools alone does not pass: node applicable.mjs <version> <folder>
import { failed, read } from './results.mjs';

const [version, folder] = process.argv.slice(2);
const legacy = ['server-initialize', 'server-session-lifecycle', 'logging-set-level', 'ping', 'tools-list'];
const applicable = {
  '2025-06-18': legacy,
  '2025-11-25': [...legacy, 'dns-rebinding-protection'],
  '2026-07-28': [
    'server-stateless',
    'tools-list',
    'dns-rebinding-protection',
    'caching',
    'http-header-validation',
    'sep-2164-resource-not-found',
    'input-required-result-unsupported-methods',
  ],
}[version];
// Single checks inside these scenarios that want a tool made for the suite, or prompts and resources.
const notOurs = (check) => /^Not testable|is not offered by this server/.test(check.errorMessage ?? '');

const scenarios = read(folder);
let passed = 0;
let bad = 0;
for (const scenario of applicable) {
  const checks = scenarios.get(scenario);
  if (!checks) {
    throw new Error(`the suite did not run ${scenario}`);
  }
  passed += checks.filter((check) => check.status === 'SUCCESS').length;
  for (const check of checks.filter((each) => failed(each) && !notOurs(each))) {
    bad++;
    console.log(`FAILS   calculator ${version} ${scenario} ${check.id}: ${check.errorMessage}`);
  }
}
console.log(
  `${bad ? 'FAILED ' : 'ok     '} calculator ${version}: ${applicable.length} applicable scenarios, ${passed} checks pass, ${bad} fail`,
);
process.exit(bad ? 1 : 0);
