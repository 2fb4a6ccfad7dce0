// Part of the build: a check of the samples compiles what a typical run needs.
const { join } = require('node:path');
const { saveCompiled } = require('./load-cli.js');

const assets = join(__dirname, '..', 'assets');
const sample = (name) => join(assets, `database_schema_${name}.json`);
const silent = { isTerminal: async () => false, write: () => {} };

saveCompiled(async ({ main, processIo }) => {
  const io = { ...processIo, stdout: silent, stderr: silent };
  await main(['check', '--before', sample('before'), '--after', sample('after')], io);
});
