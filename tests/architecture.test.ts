import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** Which folder of src may import which; `errors` and `version` are files of their own. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  lib: [],
  config: ['check', 'rules', 'read', 'model'],
  errors: ['tables', 'lib'],
  version: [],
  model: ['lib'],
  tables: ['model', 'lib'],
  read: ['model', 'tables', 'lib', 'errors'],
  containment: ['model', 'tables', 'lib'],
  diff: ['containment', 'model', 'tables', 'lib'],
  queries: ['model', 'lib'],
  rules: ['model', 'tables', 'lib'],
  sql: ['diff', 'model', 'tables', 'lib'],
  check: ['containment', 'diff', 'queries', 'rules', 'sql', 'model', 'tables', 'lib', 'errors'],
  plan: ['model', 'tables', 'lib', 'errors'],
  // A runbook is made from a plan.
  rollback: ['plan', 'model', 'tables', 'lib', 'errors'],
  rehearse: ['check', 'diff', 'rules', 'read', 'sql', 'model', 'tables', 'lib', 'errors'],
  report: ['model', 'lib'],
  render: ['report', 'model', 'lib'],
  cli: [
    'config',
    'read',
    'rules',
    'check',
    'plan',
    'rollback',
    'sql',
    'rehearse',
    'report',
    'render',
    'model',
    'lib',
    'errors',
    'version',
  ],
  library: ['read', 'rules', 'check', 'plan', 'rollback', 'rehearse', 'report', 'render', 'model', 'lib', 'errors'],
  index: [
    'library',
    'read',
    'rules',
    'check',
    'plan',
    'rollback',
    'rehearse',
    'report',
    'render',
    'model',
    'lib',
    'errors',
  ],
};

/** The packages that a folder may name; heavy ones stay in the one file that uses them. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  config: ['zod/mini'],
  lib: ['zod/mini', 'node:crypto', 'node:module'],
  // Of graphql the types alone.
  model: ['zod/mini', 'graphql'],
  containment: ['ajv', 'ajv/dist/2020.js', 'ajv-formats', 'refa', '@eslint-community/regexpp'],
  read: [
    ...['@bufbuild/protobuf', '@bufbuild/protobuf/wkt'],
    ...['zod/mini', 'js-yaml', 'libpg-query', 'pgsql-deparser', '@pgsql/types', 'pg', 'mysql2/promise'],
    ...['@electric-sql/pglite', 'graphql', 'node:buffer', 'node:child_process', 'node:crypto', 'node:fs', 'node:os'],
    ...['node:path', 'node:url'],
  ],
  queries: ['graphql'],
  check: ['avsc', '@bufbuild/protobuf', '@bufbuild/protobuf/wkt'],
  library: ['node:os'],
  // Of zod the types: the keys that a specification may have are read off its schema.
  plan: ['node:crypto', 'zod/mini'],
  rollback: ['node:crypto'],
  render: ['node:crypto', 'js-yaml'],
  rehearse: ['pg', 'mysql2/promise', '@electric-sql/pglite', 'node:child_process', 'node:crypto'],
  cli: ['zod/mini', 'commander', 'chalk', 'node:crypto', 'node:fs', 'node:os', 'node:path', 'node:tty', 'node:v8'],
};

const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const folderOf = (file: string) => (file.split('/')[0] as string).replace('.ts', '');
const imports = files.flatMap((file) => {
  const text = readFileSync(join('src', file), 'utf8');
  const specifiers = text.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)'|\bimport\('([^']+)'\)/gm);
  return [...specifiers].map(([, fixed, lazy]) => ({ file, specifier: (fixed ?? lazy) as string }));
});

test('there are files and imports to look at', () => {
  expect(files.length).toBeGreaterThan(100);
  expect(imports.length).toBeGreaterThan(300);
});

test('every import runs the way the table says', () => {
  const wrong = imports.filter(({ file, specifier }) => {
    const from = folderOf(file);
    if (!specifier.startsWith('.')) return !(MAY_USE[from] ?? []).includes(specifier);
    const to = folderOf(normalize(join(dirname(file), specifier.replace(/\.js$/, '.ts'))));
    return from !== to && !(MAY_IMPORT[from] ?? []).includes(to);
  });
  expect(wrong).toEqual([]);
});

test('the table names the folders that there are', () => {
  expect([...new Set(files.map(folderOf))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
});

test('only one file of src names the process', () => {
  const naming = files.filter((file) => /\bprocess\b\.(?!stdout`)/.test(readFileSync(join('src', file), 'utf8')));
  expect(naming).toEqual(['cli/io.ts']);
});

test('files stay small, tables apart', () => {
  const large = files.filter((file) => {
    const isTable = ['tables', 'errors'].includes(folderOf(file)) || file.endsWith('/registry.ts');
    return !isTable && readFileSync(join('src', file), 'utf8').split('\n').length > 260;
  });
  expect(large).toEqual([]);
});
