import { isObject, type JsonObject } from '../../lib/json-value.js';

/** The drafts of JSON Schema that are read, oldest first. */
export const DRAFTS = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'] as const;
export type Draft = (typeof DRAFTS)[number];

/** Keywords that only newer drafts have. */
const MODERN = ['$defs', 'prefixItems', 'dependentRequired', 'dependentSchemas', '$anchor', '$dynamicRef'] as const;

/**
 * The draft that a document says it is of. One that says nothing is of the newest where it has a keyword of the newer
 * ones, and else of draft 7, which registries take it for.
 *
 * @returns what it says instead, where that is no draft that is read
 */
export function draftOf(document: JsonObject): Draft | { readonly found: string } {
  const { $schema } = document;
  if ($schema === undefined) {
    return [document, ...nested(document)].some((node) => MODERN.some((keyword) => Object.hasOwn(node, keyword)))
      ? '2020-12'
      : 'draft-07';
  }
  if (typeof $schema !== 'string') return { found: JSON.stringify($schema) };
  const name = /json-schema\.org\/(?:draft\/)?(draft-0[467]|2019-09|2020-12)\/(?:hyper-)?schema#?$/.exec($schema)?.[1];
  if (name !== undefined) return name as Draft;
  // "The latest version" is what draft 4 was when this was written.
  if (/json-schema\.org\/schema#?$/.test($schema)) return '2020-12';
  // A vocabulary of somebody's own is made of the newest.
  return /json-schema\.org/.test($schema) ? { found: $schema } : '2020-12';
}

function nested({ properties, definitions, $defs }: JsonObject): JsonObject[] {
  return [properties, definitions, $defs].flatMap((held) =>
    isObject(held) ? Object.values(held).filter(isObject) : [],
  );
}

/** Whether a draft is another one, or came after it. */
export function isFrom(draft: Draft, first: Draft): boolean {
  return DRAFTS.indexOf(draft) >= DRAFTS.indexOf(first);
}

/** The draft that gave a keyword its meaning; validators of older ones pass over it. */
export const SINCE: Readonly<Record<string, Draft>> = {
  const: 'draft-06',
  contains: 'draft-06',
  propertyNames: 'draft-06',
  if: 'draft-07',
  // biome-ignore lint/suspicious/noThenProperty: the keyword is called so.
  then: 'draft-07',
  else: 'draft-07',
  contentEncoding: 'draft-07',
  contentMediaType: 'draft-07',
  dependentRequired: '2019-09',
  dependentSchemas: '2019-09',
  unevaluatedProperties: '2019-09',
  unevaluatedItems: '2019-09',
  minContains: '2019-09',
  maxContains: '2019-09',
  prefixItems: '2020-12',
  $dynamicRef: '2020-12',
};
