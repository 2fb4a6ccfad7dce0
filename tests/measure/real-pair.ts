// npx tsx tests/measure/real-pair.ts <before> <after> [<name in the package>] [client|contract|strict]
// Two files, or two packages such as @octokit/openapi@22.0.0, of which the file of that name is taken: what changed
// between two descriptions that people use, by rule, to be read as the team of that API would.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CompatibilityReport, Finding } from '../../src/index.js';
import { documentsIn, fetchPackage } from '../support/packages.js';

const SHOWN = 6;
const [before, after, name, profile = 'client'] = process.argv.slice(2);
if (before === undefined || after === undefined) throw new Error('two files or packages are needed');
const files = [before, after].map((spec) => (existsSync(spec) ? spec : fileOf(spec)));
const [oldFile, newFile] = files as [string, string];

const started = performance.now();
const args = ['check', '--before', oldFile, '--after', newFile, '--type', 'api', '--profile', profile];
const child = spawnSync(process.execPath, ['bin/migrate-arch.js', ...args, '--format', 'json'], {
  encoding: 'utf8',
  maxBuffer: 1 << 30,
});
const seconds = ((performance.now() - started) / 1000).toFixed(1);
if (child.status === null || child.status > 2) throw new Error(child.stderr.slice(0, 2000));

const report = JSON.parse(child.stdout) as CompatibilityReport;
console.log(`${seconds} s, exit ${child.status}, ${report.issues.length} listed, ${report.omitted_findings ?? 0} more`);
for (const [heading, findings] of byRule(report.issues)) {
  console.log(`\n${findings.length} × ${heading}`);
  for (const finding of findings.slice(0, SHOWN)) console.log(`  ${lineOf(finding)}`);
}

function fileOf(spec: string): string {
  const folder = fetchPackage(spec);
  if (folder === undefined) throw new Error(`${spec} cannot be had`);
  if (name !== undefined && existsSync(join(folder, name))) return join(folder, name);
  const known = documentsIn(folder).slice(0, 30);
  throw new Error(`name one of\n${known.map((file) => `${file.size} ${file.name}`).join('\n')}`);
}

function byRule(findings: readonly Finding[]): [string, Finding[]][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const heading = `${finding.severity} ${finding.type}`;
    groups.set(heading, [...(groups.get(heading) ?? []), finding]);
  }
  return [...groups].sort(([, one], [, other]) => other.length - one.length);
}

function lineOf({ description, field_path, affected_operations, witness }: Finding): string {
  const shown = witness === undefined ? 'no witness' : JSON.stringify(witness.value).slice(0, 120);
  return `${description} | ${field_path} | ${affected_operations.length} operations | ${shown}`;
}
