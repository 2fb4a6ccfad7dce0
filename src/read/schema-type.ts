import { fail } from '../errors.js';
import type { JsonObject } from '../lib/json-value.js';
import { CONTRACT_FAMILIES, type ContractType } from './contracts/families.js';
import { DOCUMENT_TYPES, type DocumentType, says } from './document-type.js';

/** What a schema describes. */
export type SchemaType = DocumentType | ContractType;
export const SCHEMA_TYPES: readonly SchemaType[] = [...DOCUMENT_TYPES, ...CONTRACT_FAMILIES.map(({ type }) => type)];

/** Whether a type is one of documents. */
export function isDocumentType(type: SchemaType | undefined): type is DocumentType {
  return (DOCUMENT_TYPES as readonly (string | undefined)[]).includes(type);
}

/** Other documents that people have at hand, by the keys that they have and a schema does not. */
const OTHERS: readonly (readonly [keys: readonly string[], name: string])[] = [
  [['type', 'source', 'target'], 'a migration specification'],
  [['migration_id', 'phases'], 'a migration plan'],
  [['runbook_id', 'rollback_phases'], 'a rollback runbook'],
  [['overall_compatibility', 'issues'], 'a compatibility report'],
  [['asyncapi'], 'an AsyncAPI description, which is not supported'],
  [['info', 'item'], 'a Postman collection'],
];

const NAMES = { api: 'an API description', database: 'a database schema' } as const;

/** A document and the name under which messages speak of it. */
export interface NamedDocument {
  readonly name: string;
  readonly value: JsonObject;
  readonly format?: 'json' | 'yaml';
}

/**
 * What two schemas describe by their content; what says nothing is a database schema.
 *
 * @param type what they are to be, whatever they say
 * @throws UserError when one is of another type or no schema at all, or the two are of different types
 */
export function recognize(before: NamedDocument, after: NamedDocument, type?: DocumentType): DocumentType {
  for (const document of [before, after]) {
    if (type === undefined || isAsyncApi(document)) refuseOthers(document);
    if (type === undefined || document.format === 'yaml') refuseSilence(document);
  }
  const decided = type ?? typeOf(before) ?? typeOf(after) ?? 'database';
  for (const document of [before, after]) {
    const found = typeOf(document);
    if (found === undefined || found === decided || says(document.value, decided)) continue;
    const remedy = type === undefined ? 'compare two of the same type' : `leave --type out, or give --type ${found}`;
    fail('WRONG_SUBJECT', { file: document.name, expected: NAMES[decided], found: NAMES[found], remedy });
  }
  return decided;
}

// Its components have the same key, and are others.
function isAsyncApi({ value }: Pick<NamedDocument, 'value'>): boolean {
  return Object.hasOwn(value, 'asyncapi') && !Object.hasOwn(value, 'openapi') && !Object.hasOwn(value, 'swagger');
}

function refuseOthers({ name, value }: NamedDocument): void {
  if (DOCUMENT_TYPES.some((type) => says(value, type)) && !isAsyncApi({ value })) return;
  const other = OTHERS.find(([keys]) => keys.every((key) => Object.hasOwn(value, key)));
  if (other === undefined) return;
  const remedy = 'give a database schema or an OpenAPI description; --type insists on either';
  fail('WRONG_SUBJECT', { file: name, expected: 'a schema', found: other[1], remedy });
}

// Nearly any text is YAML, `404: Not Found` for one, and much that is no schema is JSON.
function refuseSilence({ name, value, format }: NamedDocument): void {
  if (DOCUMENT_TYPES.some((type) => says(value, type))) return;
  const isEmptySchema = ['schema_version', 'database'].some((key) => Object.hasOwn(value, key));
  if (format !== 'yaml' && (isEmptySchema || Object.keys(value).length === 0)) return;
  const [language, insists] = format === 'yaml' ? ['YAML', ''] : ['JSON', '; --type insists on what it is'];
  const found = `${language} that says nothing of one`;
  fail('WRONG_SUBJECT', { file: name, expected: 'a schema', found, remedy: `check what was written there${insists}` });
}

function typeOf({ value }: NamedDocument): DocumentType | undefined {
  return DOCUMENT_TYPES.toReversed().find((type) => says(value, type));
}
