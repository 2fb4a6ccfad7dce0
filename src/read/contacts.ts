import * as z from 'zod/mini';
import { expectShape, readUniqueJsonObject } from './json-document.js';
import type { Source } from './source.js';

const contacts = z.record(z.string(), z.string());

/**
 * A file of contacts and other values by name, as --set gives them.
 *
 * @throws UserError when it is no JSON, gives a name twice, or a value is no text
 */
export function readContacts(source: Source): [string, string][] {
  return Object.entries(expectShape(contacts, readUniqueJsonObject(source), source.name));
}
