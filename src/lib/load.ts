import { createRequire } from 'node:module';

// In the command's bundle, which is a CommonJS file, import.meta is empty and __filename is there.
const require = createRequire(typeof __filename === 'string' ? __filename : import.meta.url);

/** A package that only some inputs need, loaded the moment the first of them does. */
export function load<Module>(name: string): Module {
  return require(name) as Module;
}

/** The file that `load` would load. */
export function locate(name: string): string {
  return require.resolve(name);
}
