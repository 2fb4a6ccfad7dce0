// What a check of Protobuf schemas costs: 600 files that are made here, against the parser of protobufjs, which is
// downloaded.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fetchPackage } from '../support/packages.js';
import { report, sideBySide, spawn } from './timing.js';

const FILES = 600;

export function benchProtobuf(): void {
  const peer = fetchPackage('protobufjs@7.5.4');
  if (peer === undefined) {
    console.log('        (protobufjs cannot be downloaded here)');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'migrate-arch-protos-'));
  const [before, after] = [join(folder, 'before'), join(folder, 'after')];
  for (let index = 0; index < FILES; index++) {
    writeTo(before, index, textOf(index, 'int32'));
    writeTo(after, index, textOf(index, index % 10 === 0 ? 'string' : 'int32'));
  }
  const load = `const { parse } = require(${JSON.stringify(join(peer, 'dist', 'protobuf.js'))});`;
  const parsing = `${load} const { readFileSync, readdirSync } = require('node:fs'), { join } = require('node:path');
for (const folder of ${JSON.stringify([before, after])}) for (const name of readdirSync(folder, { recursive: true }))
  if (name.endsWith('.proto')) parse(readFileSync(join(folder, name), 'utf8'));`;
  const [own, version, parsed, loaded] = sideBySide(
    () => spawn(process.execPath, ['bin/migrate-arch.js', 'check', '--before', before, '--after', after]),
    () => spawn(process.execPath, ['bin/migrate-arch.js', '--version']),
    () => spawn(process.execPath, ['-e', parsing]),
    () => spawn(process.execPath, ['-e', load]),
  );
  rmSync(folder, { recursive: true });
  const ratio = (own - version) / (parsed - loaded);
  report(`check of two versions of ${FILES} proto files / protobufjs parsing both, without start-up`, ratio, 3);
}

function writeTo(folder: string, index: number, text: string): void {
  const path = join(folder, pathOf(index));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function pathOf(index: number): string {
  return `shop/p${index % 30}/v1/file${index}.proto`;
}

/** A file as services have them: comments, messages, an enum, a service, and an import of the one before. */
function textOf(index: number, changing: string): string {
  const imported = index >= 30 ? `import "${pathOf(index - 30)}";\n` : '';
  const messages = Array.from({ length: 8 }, (_, at) => {
    const fields = Array.from({ length: 12 }, (_, field) => {
      const type =
        field === 3 ? `Kind${index}` : field === 5 ? 'map<string, int64>' : field === 7 ? 'repeated string' : 'string';
      return `  // What field ${field} of it is for, in a line.\n  ${type} field_${field} = ${field + 1};\n`;
    });
    const changed = `  ${at === 0 ? changing : 'int32'} total = 20 [deprecated = true];\n`;
    return `// Message ${at} of file ${index}.\nmessage M${index}x${at} {\n${fields.join('')}${changed}}\n`;
  });
  const methods = messages.map((_, at) => `  rpc Call${at}(M${index}x${at}) returns (stream M${index}x0);\n`);
  return `syntax = "proto3";
package shop.p${index % 30}.v1;
${imported}
${messages.join('\n')}
enum Kind${index} { KIND${index}_UNSPECIFIED = 0; KIND${index}_ONE = 1; }
service S${index} {
${methods.join('')}}
`;
}
