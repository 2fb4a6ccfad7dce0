import { transform } from 'esbuild';
import { defineConfig, type Options } from 'tsup';

const common = { target: 'node20', platform: 'node', sourcemap: false, treeshake: true } as const satisfies Options;

/** commander loads child_process, a twentieth of a run's time, for subcommands that are programs; ours are not. */
const withoutChildProcess: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'without-child-process',
  setup(build) {
    build.onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      importer.includes('commander') ? { path, namespace: 'empty' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** esbuild splits modules only; each part becomes a script. */
const asScript: NonNullable<Options['plugins']>[number] = {
  name: 'as-script',
  async renderChunk(code, { path }) {
    const script = await transform(code, {
      format: 'cjs',
      platform: 'node',
      target: 'node20',
      minify: true,
      // Packages are imported as Node's modules import them.
      sourcefile: path.replace(/\.cjs$/, '.mjs'),
      // A script that V8 compiled before has no `import()`.
      supported: { 'dynamic-import': false },
    });
    return { code: script.code };
  },
};

export default defineConfig([
  // The library leaves zod to the application, so that both speak of the same schemas.
  {
    ...common,
    format: 'esm',
    entry: { index: 'src/index.ts' },
    dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
  },
  // The command is scripts, of which a run loads what it needs. Node starts a CommonJS script sooner than a module.
  {
    ...common,
    format: 'esm',
    entry: { cli: 'src/cli/index.ts' },
    outDir: 'dist/command',
    outExtension: () => ({ js: '.cjs' }),
    // What only some inputs need stays outside, and is loaded when they come.
    noExternal: [
      /^(?!ajv|js-yaml|refa|@eslint-community|libpg-query|pgsql-deparser|pg$|mysql2|@electric-sql|graphql$|@bufbuild|avsc)/,
    ],
    splitting: true,
    treeshake: false,
    esbuildPlugins: [withoutChildProcess],
    plugins: [asScript],
  },
]);
