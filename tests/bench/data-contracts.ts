// What a check of Avro and JSON Schemas costs: schemas that are made here, against the libraries that validate with them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { report, sideBySide, spawn } from './timing.js';

const PARTS = 15;
/** How many types; ajv takes a minute for a thousand. */
const TYPES = { avsc: 1000, 'schema.json': 100 } as const;
const parts = Array.from({ length: PARTS }, (_, index) => index);
const numbersTo = (length: number) => Array.from({ length }, (_, index) => index);

export function benchDataContracts(): void {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-arch-data-'));
  compare(folder, 'avsc', avroText, {
    what: 'avsc reading both',
    load: "const { Type } = require('avsc');",
    each: 'Type.forSchema(JSON.parse(text))',
  });
  compare(folder, 'schema.json', jsonSchemaText, {
    what: 'ajv compiling both',
    load: "const { default: Ajv } = require('ajv');",
    each: 'new Ajv({ strict: false }).compile(JSON.parse(text))',
  });
  rmSync(folder, { recursive: true });
}

interface Peer {
  readonly what: string;
  readonly load: string;
  /** What is done with each `text`. */
  readonly each: string;
}

function compare(folder: string, ending: keyof typeof TYPES, textOf: (isChanged: boolean) => string, peer: Peer): void {
  const files = [false, true].map((isChanged) => {
    const file = join(folder, `${isChanged ? 'after' : 'before'}.${ending}`);
    writeFileSync(file, textOf(isChanged));
    return file;
  });
  const [before, after] = files as [string, string];
  const script = `${peer.load} const { readFileSync } = require('node:fs');
for (const text of ${JSON.stringify(files)}.map((file) => readFileSync(file, 'utf8'))) ${peer.each};`;
  const [own, version, theirs, loaded] = sideBySide(
    () => spawn(process.execPath, ['bin/migrate-arch.js', 'check', '--before', before, '--after', after]),
    () => spawn(process.execPath, ['bin/migrate-arch.js', '--version']),
    () => spawn(process.execPath, ['-e', script]),
    () => spawn(process.execPath, ['-e', peer.load]),
  );
  const ratio = (own - version) / (theirs - loaded);
  report(`check of two .${ending} of ${TYPES[ending]} types × ${PARTS} parts / ${peer.what}, without start-up`, ratio);
}

function avroText(isChanged: boolean): string {
  const recordOf = (index: number): object => ({
    ...{ type: 'record', name: `Record${index}` },
    fields: parts.map((part) => {
      const type = part === 3 && isChanged && index % 50 === 0 ? 'int' : ['long', 'string'][part % 2];
      return {
        name: `field_${part}`,
        type: part % 5 === 1 ? ['null', type] : type,
        default: part % 5 === 1 ? null : undefined,
      };
    }),
  });
  const fields = numbersTo(TYPES.avsc).map((index) => ({ name: `part_${index}`, type: recordOf(index) }));
  return JSON.stringify({ type: 'record', name: 'All', fields });
}

function jsonSchemaText(isChanged: boolean): string {
  const schemaOf = (index: number) => ({
    type: 'object',
    properties: Object.fromEntries(
      parts.map((part) => {
        const maxLength = part === 3 && isChanged && index % 50 === 0 ? 50 : 100;
        return [`property_${part}`, part % 2 === 0 ? { type: 'integer', minimum: 0 } : { type: 'string', maxLength }];
      }),
    ),
    required: ['property_0'],
  });
  const numbers = numbersTo(TYPES['schema.json']);
  return JSON.stringify({
    $schema: 'http://json-schema.org/draft-07/schema#',
    type: 'object',
    properties: Object.fromEntries(numbers.map((index) => [`type_${index}`, { $ref: `#/definitions/type_${index}` }])),
    definitions: Object.fromEntries(numbers.map((index) => [`type_${index}`, schemaOf(index)])),
  });
}
