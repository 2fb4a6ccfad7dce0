import { fail } from '../errors.js';
import { type JsonObject, own } from '../lib/json-value.js';

/** What a schema describes. */
export const SCHEMA_TYPES = ['database', 'api'] as const;
export type SchemaType = (typeof SCHEMA_TYPES)[number];

/** The keys by which a schema says what it is. */
const MARKS = {
  api: ['openapi', 'swagger', 'paths', 'components'],
  database: ['tables', 'views', 'procedures', 'enums'],
} as const satisfies Record<SchemaType, readonly string[]>;

const NAMES = { api: 'an API description', database: 'a database schema' } as const;

/** A document and the name under which messages speak of it. */
export interface NamedDocument {
  readonly name: string;
  readonly value: JsonObject;
}

/**
 * What two schemas describe by their content; what says nothing is a database schema.
 *
 * @param type what they are to be, whatever they say
 * @throws UserError when one is of another type, or the two are of different types
 */
export function recognize(before: NamedDocument, after: NamedDocument, type?: SchemaType): SchemaType {
  const decided = type ?? typeOf(before) ?? typeOf(after) ?? 'database';
  for (const document of [before, after]) {
    const found = typeOf(document);
    if (found === undefined || found === decided || says(document.value, decided)) continue;
    const remedy = type === undefined ? 'compare two of the same type' : `leave --type out, or give --type ${found}`;
    fail('WRONG_SUBJECT', { file: document.name, expected: NAMES[decided], found: NAMES[found], remedy });
  }
  return decided;
}

function typeOf({ value }: NamedDocument): SchemaType | undefined {
  return SCHEMA_TYPES.toReversed().find((type) => says(value, type));
}

/** Whether a document says anything that a check of a type compares. */
export function says(value: JsonObject, type: SchemaType): boolean {
  return MARKS[type].some((mark) => own(value, mark) !== undefined);
}
