import type { Name } from '../../../model/catalog/common.js';
import { EXTENSION_TYPES, EXTENSIONS_WITHOUT_TYPES } from '../../../tables/extension-types.js';
import type { WrittenName } from '../nodes.js';
import type { State } from './state.js';

/** A type that an extension brings, of those that were created. */
export function extensionType({ extensions, session }: State, { schema, name }: WrittenName): Name | undefined {
  const isInPath = (home: string) => (schema === undefined ? session.path.includes(home) : home === schema);
  for (const extension of extensions.values()) {
    const home = extension.schema ?? 'public';
    if (EXTENSION_TYPES[extension.name]?.split(' ').includes(name) && isInPath(home)) return { schema: home, name };
  }
  // Nobody can know what the others bring.
  const unknown = [...extensions.values()].find((extension) => {
    const isKnown = Object.hasOwn(EXTENSION_TYPES, extension.name) || EXTENSIONS_WITHOUT_TYPES.has(extension.name);
    return !isKnown && isInPath(extension.schema ?? 'public');
  });
  return unknown === undefined ? undefined : { schema: unknown.schema ?? 'public', name };
}
