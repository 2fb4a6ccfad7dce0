import { isMethod } from '../../model/openapi.js';

/** How things of a kind are held by a key: alone, in a list, by name, or by name among extensions (`x-…`). */
type Holder = 'one' | 'list' | 'named' | 'patterned';
export type Step = readonly [kind: Kind, holder: Holder];

interface Shape {
  readonly keys: ReadonlyMap<string, Step>;
  /** What the other keys hold, which its name does not tell. */
  readonly rest?: { readonly step: Step; readonly holds: (key: string) => boolean };
}

function shape(keys: Readonly<Record<string, Step>>, rest?: Shape['rest']): Shape {
  return { keys: new Map(Object.entries(keys)), ...(rest && { rest }) };
}

const one = (kind: Kind): Step => [kind, 'one'];
const list = (kind: Kind): Step => [kind, 'list'];
const named = (kind: Kind): Step => [kind, 'named'];
const patterned = (kind: Kind): Step => [kind, 'patterned'];

export type Kind =
  | 'description'
  | 'components'
  | 'pathItem'
  | 'operation'
  | 'parameter'
  | 'requestBody'
  | 'response'
  | 'header'
  | 'mediaType'
  | 'encoding'
  | 'callback'
  | 'link'
  | 'securityScheme'
  | 'schema';

/**
 * What the objects of OpenAPI 2.0 to 3.2 hold of each other, so that a `$ref` is told from data that has such a key:
 * whatever no key here leads to (examples, defaults, enums, extensions) is data. Version 2.0 is in the same table
 * because its keys mean nothing else in the others.
 */
export const KINDS: Readonly<Record<Kind, Shape>> = {
  description: shape({
    paths: patterned('pathItem'),
    webhooks: named('pathItem'),
    components: one('components'),
    definitions: named('schema'),
    parameters: named('parameter'),
    responses: named('response'),
  }),
  components: shape({
    schemas: named('schema'),
    responses: named('response'),
    parameters: named('parameter'),
    requestBodies: named('requestBody'),
    headers: named('header'),
    securitySchemes: named('securityScheme'),
    links: named('link'),
    callbacks: named('callback'),
    pathItems: named('pathItem'),
    mediaTypes: named('mediaType'),
  }),
  pathItem: shape(
    {
      parameters: list('parameter'),
      additionalOperations: named('operation'),
    },
    { step: one('operation'), holds: isMethod },
  ),
  operation: shape({
    parameters: list('parameter'),
    requestBody: one('requestBody'),
    responses: patterned('response'),
    callbacks: named('callback'),
  }),
  parameter: shape({ schema: one('schema'), content: named('mediaType') }),
  header: shape({ schema: one('schema'), content: named('mediaType') }),
  requestBody: shape({ content: named('mediaType') }),
  response: shape({
    content: named('mediaType'),
    headers: named('header'),
    links: named('link'),
    schema: one('schema'),
  }),
  mediaType: shape({
    schema: one('schema'),
    itemSchema: one('schema'),
    encoding: named('encoding'),
    prefixEncoding: list('encoding'),
    itemEncoding: one('encoding'),
  }),
  encoding: shape({
    headers: named('header'),
    encoding: named('encoding'),
    prefixEncoding: list('encoding'),
    itemEncoding: one('encoding'),
  }),
  callback: shape({}, { step: one('pathItem'), holds: (key) => key !== '$ref' && !key.startsWith('x-') }),
  link: shape({}),
  securityScheme: shape({}),
  schema: shape({
    properties: named('schema'),
    patternProperties: named('schema'),
    dependentSchemas: named('schema'),
    dependencies: named('schema'),
    $defs: named('schema'),
    definitions: named('schema'),
    // Before 2020-12 `items` may be a list.
    items: list('schema'),
    prefixItems: list('schema'),
    allOf: list('schema'),
    anyOf: list('schema'),
    oneOf: list('schema'),
    additionalProperties: one('schema'),
    additionalItems: one('schema'),
    unevaluatedProperties: one('schema'),
    unevaluatedItems: one('schema'),
    propertyNames: one('schema'),
    contains: one('schema'),
    contentSchema: one('schema'),
    not: one('schema'),
    if: one('schema'),
    // biome-ignore lint/suspicious/noThenProperty: the keyword is called so.
    then: one('schema'),
    else: one('schema'),
  }),
};
