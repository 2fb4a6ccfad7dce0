const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire, wrap } = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');

const FOLDER = join(__dirname, '..', 'dist', 'command');
const packages = createRequire(join(FOLDER, 'cli.cjs'));
const scripts = new Map();

/** What a script of the command exports, or a package. */
function load(name) {
  if (!name.startsWith('./')) return packages(name);
  const known = scripts.get(name);
  if (known !== undefined) return known.exports;
  const file = join(FOLDER, name);
  const [module, script] = [{ exports: {} }, compile(file)];
  const own = { script, exports: module.exports };
  scripts.set(name, own);
  script.runInThisContext()(module.exports, load, module, file, FOLDER);
  // Values in the place of getters: what a script exports does not change any more.
  own.exports = { ...module.exports };
  return own.exports;
}

/**
 * V8 compiles functions anew in every process, a sixth of the time of a short run. The build saves what it compiled,
 * of each script; V8 refuses what another version of it wrote, or one with other flags, and compiles then.
 */
function compile(file) {
  const cachedData = readIfThere(`${file}.cache`);
  const code = wrap(readFileSync(file, 'utf8'));
  if (cachedData === undefined) return new Script(code, { filename: file });
  setFlags(USUAL);
  const script = new Script(code, { filename: file, cachedData });
  setFlags(LATE);
  return script;
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

const LATE = [
  '--interrupt-budget=1000000',
  '--no-wasm-tier-up',
  '--no-wasm-dynamic-tiering',
  '--heap-growing-percent=30',
  '--semi-space-growth-factor=1',
];
/** Of no use, or unknown, to later versions. */
const OF_NODE_20 = /^--(?:interrupt-budget|semi-space)/;
/** What Node.js 20 starts with. */
const USUAL = [
  '--interrupt-budget=67584',
  '--wasm-tier-up',
  '--wasm-dynamic-tiering',
  '--heap-growing-percent=0',
  '--semi-space-growth-factor=2',
];

let setFlags = () => {};

/**
 * V8 optimizes a function after some 130 KB of its code have run. In a run of a second, with as much code as SQL or
 * an API takes, that is a quarter of the whole time, and most of it is never won back: measured, files of 500 tables
 * gain 30 %, descriptions of 6 MB 22 % of the processor's time, and files of 10,000 tables lose nothing.
 *
 * The parser of SQL is WebAssembly with functions of 100 KB, which V8 compiles a second time, at length. Without that,
 * files of 500 tables gain another 30 % (with Node 24, half the time and three quarters of the memory), and files of
 * 10,000 tables lose nothing.
 *
 * What is read stays until the end. V8 lets what may be garbage grow to four times that; to a third of it is enough:
 * schemas of 10,000 tables take 298 MB instead of 465, in the same time. Nor does it help to give new objects more room
 * than they have at first: without that, schemas of 10,000 tables take 263 MB of PostgreSQL and 297 of MySQL instead of
 * 302 and 318, those of 500 tables 85 and 77 instead of 110 and 104.
 *
 * V8 complains of flags that it does not know: 11 is the version of Node 20, 14 that of Node 25.
 */
function optimizeLate() {
  const version = Number.parseInt(process.versions.v8, 10);
  if (version < 11 || version > 14) return;
  const { setFlagsFromString } = require('node:v8');
  setFlags = (flags) => {
    for (const flag of flags) if (version === 11 || !OF_NODE_20.test(flag)) setFlagsFromString(flag);
  };
  setFlags(LATE);
}

/** The command's entry: `{ main, processIo }`. */
exports.loadCli = () => {
  const { main, processIo } = load('./cli.cjs');
  return { main, processIo: { ...processIo, optimizeLate } };
};

/** Saves what V8 has compiled so far of the scripts that were loaded. */
exports.saveCompiled = () => {
  setFlags(USUAL);
  for (const [name, { script }] of scripts) writeFileSync(join(FOLDER, `${name}.cache`), script.createCachedData());
};
