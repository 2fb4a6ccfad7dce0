import { isObject, type JsonValue, own } from '../lib/json-value.js';

/** What a document of JSON or YAML describes that is compared as one value. */
export const DOCUMENT_TYPES = ['database', 'api'] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** The keys by which a document says what it is. */
const MARKS = {
  api: ['openapi', 'swagger', 'paths', 'components'],
  database: ['tables', 'views', 'procedures', 'enums'],
} as const satisfies Record<DocumentType, readonly string[]>;

/** Whether a document says anything that a check of a type compares. */
export function says(value: JsonValue, type: DocumentType): boolean {
  return isObject(value) && MARKS[type].some((mark) => own(value, mark) !== undefined);
}
