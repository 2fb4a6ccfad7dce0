// npm run generate: writes the files of references/ that are made from the code.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { generatedFiles } from './support/generated.js';

for (const folder of ['references/rules', 'references/schemas']) rmSync(folder, { recursive: true, force: true });
for (const [path, text] of generatedFiles()) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
