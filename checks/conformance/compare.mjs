// Fails where two runs of the suite differ: node compare.mjs <title> <folder of the direct run> <folder of the run through>
import { failed, read } from './results.mjs';

const [title, directFolder, throughFolder] = process.argv.slice(2);
const direct = read(directFolder);
const through = read(throughFolder);

// Ids and times change from run to run; an error's words otherwise must not.
const words = (check) =>
  (check.errorMessage ?? '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|\d{4}-\d\d-\d\dT[\d:.]+Z|localhost:\d+/g, '…');
const told = (checks) => (checks ?? []).map((check) => `${check.status} ${check.id} ${words(check)}`.trim());

let checks = 0;
let failures = 0;
let differences = 0;
for (const scenario of new Set([...direct.keys(), ...through.keys()])) {
  const one = told(direct.get(scenario));
  const other = told(through.get(scenario));
  checks += one.length;
  failures += (direct.get(scenario) ?? []).filter(failed).length;
  if (one.join('\n') !== other.join('\n')) {
    differences++;
    const only = (these, those) => these.filter((line) => !those.includes(line)).map((line) => `    ${line}`);
    console.log([`DIFFERS ${title} ${scenario}`, '  directly', ...only(one, other), '  through', ...only(other, one)].join('\n'));
  }
}
console.log(
  `${differences ? 'FAILED ' : 'ok     '} ${title}: ${direct.size} scenarios, ${checks} checks, ` +
    `${failures} of them fail directly too, ${differences} scenarios differ`,
);
process.exit(differences ? 1 : 0);
