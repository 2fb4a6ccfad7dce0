// Part of the build: runs of all kinds compile what typical ones need.
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { loadCli, saveCompiled } = require('./load-cli.js');
const { PAIRS } = require('./samples.js');

const assets = join(__dirname, '..', 'assets');
const sample = (name) => join(assets, `database_schema_${name}.json`);
const silent = { isTerminal: async () => false, write: () => {} };

async function use({ main, processIo }, folder) {
  const io = { ...processIo, stdout: silent, stderr: silent };
  await main(['check', '--before', sample('before'), '--after', sample('after')], io);
  await main(['plan', '-i', join(assets, 'sample_database_migration.json')], io);
  for (const [name, versions] of Object.entries(PAIRS)) {
    const [before, after] = versions.map((text, index) => {
      const file = join(folder, `${index}-${name}`);
      writeFileSync(file, text);
      return file;
    });
    await main(['check', '--before', before, '--after', after], io);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'migrate-arch-build-'));
use(loadCli(), folder)
  .then(saveCompiled)
  .finally(() => rmSync(folder, { recursive: true }));
