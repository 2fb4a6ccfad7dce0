// npx tsx tests/systematic/report.ts [client|contract]: what is missed and what is a false alarm, by keyword.
import type { Profile } from '../../src/index.js';
import { measure, summarize, tabulate } from './measure.js';

const started = performance.now();
const measured = measure((process.argv[2] ?? 'contract') as Profile);
for (const row of tabulate(measured.wrong)) console.log(row);
console.log(summarize(measured), `(${((performance.now() - started) / 1000).toFixed(1)} s)`);
