const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

// V8 compiles the command's functions anew in every process, a sixth of the time of a short run. The build
// saves what it compiled; V8 itself refuses what another version of it wrote, and compiles then.
const PROGRAM = join(__dirname, '..', 'dist', 'cli.cjs');
const COMPILED = join(__dirname, '..', 'dist', 'cli.cache');

function compile() {
  const cachedData = readIfThere(COMPILED);
  return new Script(wrap(readFileSync(PROGRAM, 'utf8')), {
    filename: PROGRAM,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

function run(script) {
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(PROGRAM), module, PROGRAM, dirname(PROGRAM));
  return module.exports;
}

/** The command's entry: `{ main, processIo }`. */
exports.loadCli = () => run(compile());

/** Runs the command once by `use` and saves what V8 compiled for it. */
exports.saveCompiled = async (use) => {
  const script = compile();
  await use(run(script));
  writeFileSync(COMPILED, script.createCachedData());
};
