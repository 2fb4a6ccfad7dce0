// Compares the check of JSON Schemas with a registry's examples: a file of JSON, a list of
// { description, original_schema, update_schema, compatible } (schemas as objects or texts).
//
//   npx tsx tests/measure/schema-registry-agreement.ts examples.json
import { readFileSync } from 'node:fs';
import { checkJsonSchemas } from '../../src/index.js';

interface Example {
  readonly description: string;
  readonly original_schema: unknown;
  readonly update_schema: unknown;
  readonly compatible: boolean;
}

const [file = ''] = process.argv.slice(2);
const examples = JSON.parse(readFileSync(file, 'utf8')) as Example[];
let agreed = 0;
let read = 0;
for (const { description, original_schema: before, update_schema: after, compatible } of examples) {
  const [from, to] = [before, after].map((one) => (typeof one === 'string' ? JSON.parse(one) : one) as object);
  try {
    const { issues } = await checkJsonSchemas(from as object, to as object);
    read++;
    const isCompatible = issues.every(({ severity }) => severity !== 'breaking');
    if (isCompatible === compatible) agreed++;
    else
      console.log(`${compatible ? 'compatible' : 'incompatible'}: ${description}: ${issues.map(({ type }) => type)}`);
  } catch (error) {
    console.log(`not read: ${description}: ${(error as Error).message}`);
  }
}
console.log(`${agreed} of ${read} agreed`);
