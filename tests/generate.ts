// npm run generate: writes the files of references/ that are made from the code.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles, WRITTEN } from './support/generated.js';

for (const folder of ['references/rules', 'references/schemas']) {
  for (const name of readdirSync(folder)) if (!WRITTEN.has(name)) rmSync(join(folder, name), { recursive: true });
}
for (const [path, text] of generatedFiles()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
