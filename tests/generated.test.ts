import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { generatedFiles, WRITTEN } from './support/generated.js';

const files = generatedFiles();

test.each([...files])('%s is what the code says (npm run generate)', (path, text) => {
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('nothing else lies beside them', () => {
  for (const folder of ['references/rules', 'references/schemas']) {
    const made = [...files.keys()]
      .filter((path) => path.startsWith(`${folder}/`))
      .map((path) => path.slice(folder.length + 1));
    expect(
      readdirSync(folder)
        .filter((name) => !WRITTEN.has(name))
        .sort(),
    ).toEqual(made.sort());
  }
});

// The published schemas describe what goes in and comes out, by a validator that knows nothing of ours.
const validate = (name: string, value: unknown) => {
  const ajv = new Ajv2020({ strict: false });
  const valid = ajv.validate(
    JSON.parse(files.get(`references/schemas/${name}.schema.json`) as string) as object,
    value,
  );
  return valid ? [] : ajv.errors;
};
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as unknown;

test.each([
  ['migration-spec', 'assets/sample_database_migration.json'],
  ['migration-spec', 'assets/sample_service_migration.json'],
  ['migration-plan', 'expected_outputs/sample_database_migration_plan.json'],
  ['migration-plan', 'expected_outputs/sample_service_migration_plan.json'],
  ['plan-document', 'expected_outputs/sample_service_migration_plan.json'],
  ['rollback-runbook', 'expected_outputs/rollback_runbook.json'],
  // What reads the outline can read the runbook in full.
  ['rollback-runbook', 'tests/rollback/goldens/database.json'],
  ['rollback-runbook-full', 'tests/rollback/goldens/database.json'],
  ['rollback-runbook-full', 'tests/rollback/goldens/service.json'],
  ['migration-plan-full', 'tests/plan/goldens/service.json'],
  ['database-schema', 'assets/database_schema_before.json'],
  ['database-schema', 'assets/database_schema_after.json'],
  ['compatibility-report', 'expected_outputs/schema_compatibility_report.json'],
])('%s describes %s', (name, path) => {
  expect(validate(name, json(path))).toEqual([]);
});

test('a schema refuses what is not so', () => {
  expect(
    validate('migration-spec', { type: 'database', source: 'a', target: 'b', constraints: { data_volume_gb: -1 } }),
  ).not.toEqual([]);
  expect(validate('migration-plan', {})).not.toEqual([]);
  expect(validate('database-schema', { tables: { users: { columns: [] } } })).not.toEqual([]);
});
