// What a check of GraphQL schemas costs: two versions of GitHub's, which are downloaded.
import { join } from 'node:path';
import { fetchPackage } from '../support/packages.js';
import { report, sideBySide, spawn } from './timing.js';

const VERSIONS = ['@octokit/graphql-schema@15.20.0', '@octokit/graphql-schema@15.26.1'];

export function benchGraphql(): void {
  const folders = VERSIONS.map(fetchPackage);
  if (folders.includes(undefined)) {
    console.log("        (GitHub's GraphQL schemas cannot be downloaded here)");
    return;
  }
  const [before, after] = folders.map((folder) => join(folder as string, 'schema.graphql')) as [string, string];
  const parsing = `const { parse } = require('graphql'), { readFileSync } = require('node:fs');
for (const file of ${JSON.stringify([before, after])}) parse(readFileSync(file, 'utf8'));`;
  const [own, version, parsed, loaded] = sideBySide(
    () => spawn(process.execPath, ['bin/migrate-arch.js', 'check', '--before', before, '--after', after]),
    () => spawn(process.execPath, ['bin/migrate-arch.js', '--version']),
    () => spawn(process.execPath, ['-e', parsing]),
    () => spawn(process.execPath, ['-e', "require('graphql')"]),
  );
  const ratio = (own - version) / (parsed - loaded);
  report("check of two versions of GitHub's GraphQL schema / graphql-js parsing both, without start-up", ratio, 3);
}
