// What a check of API descriptions costs: real ones, which are downloaded, and the ones that are hardest.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { checkCompatibility } from '../../dist/index.js';
import { fetchPackage } from '../support/packages.js';
import { peakOf, report, sideBySide, spawn } from './timing.js';

const CLI = 'bin/migrate-arch.js';
const VERSIONS = ['@octokit/openapi@22.0.0', '@octokit/openapi@23.0.2'];
const MEGABYTE = 1 << 20;
type Files = readonly [before: string, after: string];

export function benchDescriptions(): void {
  recursion();
  inFolder(yaml);
  real('generated/ghec.json', 6, 600);
  real('generated/ghec.deref.json');
}

/** Models that all refer to each other, which must not be compared along every way. */
function recursion(): void {
  const plain = [250, 500].map((models) => checkModels(models, 'refer to each other', (reference) => reference));
  report('twice the models / once', (plain[1] as number) / (plain[0] as number), 2.5);
  const orNull = checkModels(500, 'are each other or null', (reference) => ({ allOf: [reference], nullable: true }));
  report('models that are each other or null / that refer to each other', orNull / (plain[1] as number), 2.5);
}

function checkModels(models: number, what: string, spell: (reference: object) => object): number {
  const texts = [1, 2].map((version) => JSON.stringify(description(models, version, spell))) as [string, string];
  const [own, native] = sideBySide(
    () => checkCompatibility(JSON.parse(texts[0]) as object, JSON.parse(texts[1]) as object),
    () => texts.map((text) => JSON.parse(text) as unknown),
  );
  report(`checking ${models} models × 40 properties that ${what} / JSON.parse of both`, own / native);
  return own;
}

function yaml(folder: string): void {
  const files = [1, 2].map((version) => {
    const file = join(folder, `${version}.yaml`);
    writeFileSync(file, yamlOf(description(1400, version)));
    return file;
  }) as [string, string];
  const texts = files.map((file) => readFileSync(file, 'utf8'));
  const [own, version, bare] = sideBySide(
    () => check(files),
    () => spawn(process.execPath, [CLI, '--version']),
    () => texts.map((text) => load(text)),
  );
  const size = ((texts[0] as string).length / MEGABYTE).toFixed(1);
  report(`check of two descriptions of ${size} MB in YAML, without start-up / js-yaml alone`, (own - version) / bare);
}

/** @param megabytes what the process may take at most */
function real(name: string, bound?: number, megabytes?: number): void {
  const folders = VERSIONS.map(fetchPackage);
  if (folders.includes(undefined)) {
    console.log(`  ----  SKIPPED: ${VERSIONS.join(' and ')} cannot be downloaded`);
    return;
  }
  const files = folders.map((folder) => join(folder as string, name)) as [string, string];
  const script = `for (const file of ${JSON.stringify(files)}) JSON.parse(require('node:fs').readFileSync(file, 'utf8'))`;
  const [own, version, native, bare] = sideBySide(
    () => check(files),
    () => spawn(process.execPath, [CLI, '--version']),
    () => spawn(process.execPath, ['-e', script]),
    () => spawn(process.execPath, ['-e', '0']),
  );
  const ratio = (own - version) / (native - bare);
  report(`check of ${name}, two versions, without start-up / JSON.parse of both, whole processes`, ratio, bound);
  report(`megabytes that this takes at most`, peakOf(argsOf(files)), megabytes);
}

const argsOf = ([before, after]: Files) => [CLI, 'check', '--before', before, '--after', after];

function check(files: Files): void {
  spawn(process.execPath, argsOf(files));
}

/**
 * Every model refers to twenty others, and one in fifty changes.
 *
 * @param spell how a property refers to a model
 */
function description(models: number, version: number, spell = (reference: object): object => reference): object {
  const schemas = Array.from({ length: models }, (_, index) => {
    const properties = Array.from({ length: 40 }, (_, at) => [
      `property_${at}`,
      at % 2 === 0
        ? spell({ $ref: `#/components/schemas/Model${(index * 7 + at * 13 + 1) % models}` })
        : { type: 'string', maxLength: version === 2 && at === 5 && index % 50 === 0 ? 100 : 255 },
    ]);
    return [`Model${index}`, { type: 'object', properties: Object.fromEntries(properties) as object }];
  });
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Model0' } } };
  const responses = { 200: { description: 'All of it.', content } };
  return {
    openapi: '3.0.3',
    info: { title: 'Bench', version: `${version}` },
    paths: { '/models': { post: { requestBody: { content }, responses } } },
    components: { schemas: Object.fromEntries(schemas) as object },
  };
}

/** As people write it: block style, the values of this description only. */
function yamlOf(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return ` ${JSON.stringify(value)}\n`;
  const lines = Object.entries(value).map(
    ([key, below]) => `${indent}${JSON.stringify(key)}:${yamlOf(below, `${indent}  `)}`,
  );
  return `\n${lines.join('')}`;
}

function inFolder(action: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'migrate-arch-bench-'));
  try {
    action(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
