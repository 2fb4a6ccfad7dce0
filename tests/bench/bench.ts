// npm run bench: what the command costs, as ratios of times taken side by side in one run.
import { spawnSync } from 'node:child_process';
import { checkCompatibility, type JsonObject, parseJson } from '../../dist/index.js';
import { benchDataContracts } from './data-contracts.js';
import { benchDatabases } from './databases.js';
import { benchDescriptions } from './descriptions.js';
import { benchGraphql } from './graphql.js';
import { benchProtobuf } from './protobuf.js';
import { report, sideBySide, spawn } from './timing.js';

const SAMPLES = ['assets/database_schema_before.json', 'assets/database_schema_after.json'] as const;

console.log('ratios of medians; lower is better; the bound is in brackets\n');
startUp();
againstPython();
for (const changed of ['some', 'all'] as const) inProcess(changed);
benchDescriptions();
benchGraphql();
benchProtobuf();
benchDataContracts();
benchDatabases();

function startUp(): void {
  const check = ['bin/migrate-arch.js', 'check', '--before', SAMPLES[0], '--after', SAMPLES[1]];
  const [own, bare, version] = sideBySide(
    () => spawn(process.execPath, check),
    () => spawn(process.execPath, ['-e', '0']),
    () => spawn(process.execPath, ['bin/migrate-arch.js', '--version']),
  );
  report('check of the samples / node -e 0, whole processes', own / bare, 1.6);
  report('migrate-arch --version / node -e 0, whole processes', version / bare);
}

// What any Python program that reads and writes the same JSON pays before it begins to think.
function againstPython(): void {
  if (spawnSync('python3', ['--version']).status !== 0) {
    console.log('        (no python3 here to compare with)');
    return;
  }
  const check = ['bin/migrate-arch.js', 'check', '--before', SAMPLES[0], '--after', SAMPLES[1]];
  const script = `import json, argparse, dataclasses, datetime, enum, re, typing
for name in ${JSON.stringify(SAMPLES)}: print(json.dumps(json.load(open(name)), indent=2))`;
  const [own, python] = sideBySide(
    () => spawn(process.execPath, check),
    () => spawn('python3', ['-c', script]),
  );
  report("check of the samples / Python's start and json module on the same files, whole processes", own / python);
}

function inProcess(changed: 'some' | 'all'): void {
  const times = [5_000, 10_000].map((tables) => {
    const texts = [1, 2].map((version) => schemaText(tables, version, changed)) as [string, string];
    const [own, native] = sideBySide(
      () => check(texts),
      () => texts.map((text) => JSON.parse(text) as unknown),
    );
    const what = `${tables} tables × 20 columns, ${changed} of them changed`;
    report(`reading and checking ${what} / JSON.parse of both texts`, own / native, 3);
    return own;
  });
  report(`twice the tables / once, ${changed} of them changed`, (times[1] as number) / (times[0] as number), 2);
}

function check([before, after]: [string, string]) {
  return checkCompatibility(parseJson(before) as JsonObject, parseJson(after) as JsonObject);
}

function schemaText(tables: number, version: number, changed: 'some' | 'all'): string {
  const names = Array.from({ length: tables }, (_, index) => index);
  return JSON.stringify(
    {
      schema_version: `${version}.0`,
      database: 'bench',
      tables: Object.fromEntries(
        names.map((index) => {
          const differs = version === 2 && (changed === 'all' || index % 50 === 0);
          return [`table_${index}`, table(index, differs)];
        }),
      ),
    },
    null,
    2,
  );
}

function table(index: number, differs: boolean): object {
  const columns = Array.from({ length: 20 }, (_, at) => [
    `column_${at}`,
    {
      type: at % 3 === 0 ? 'bigint' : 'varchar',
      ...(at % 3 === 0 ? {} : { length: differs && at === 4 ? 100 : 255 }),
      nullable: at % 2 === 0,
      ...(at % 5 === 0 ? { default: 'x' } : {}),
    },
  ]);
  return {
    columns: Object.fromEntries(differs ? columns.slice(1) : columns),
    constraints: {
      primary_key: ['column_0'],
      unique: ['column_1', ['column_2', 'column_3']],
      foreign_key: [{ columns: ['column_3'], references: `table_${index}(column_0)` }],
      check: ['column_6 > 0'],
    },
    indexes: [{ name: `index_${index}`, columns: ['column_1'], unique: true }],
  };
}
