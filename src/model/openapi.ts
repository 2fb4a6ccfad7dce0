import * as z from 'zod/mini';
import { anything, described, extensible, type Frozen, named, text, texts } from './primitives.js';

/** A JSON Schema object or a `$ref`; its keywords are read where they are compared. */
export type SchemaNode = { readonly [keyword: string]: unknown };

const schemaNode = described(z.record(z.string(), z.unknown()), 'A JSON Schema, or a reference to one.');

const slot = z.union([schemaNode, z.boolean()]);

export const mediaType = z.looseObject({ schema: z.optional(slot), itemSchema: z.optional(slot) });

export const content = z.nullable(named(mediaType, 'Bodies by media type.'));

export const parameter = described(
  z.looseObject({
    $ref: z.optional(text('Where the parameter is defined.')),
    name: z.optional(text('Name of the parameter.')),
    in: z.optional(text('query, header, path, cookie or querystring.')),
    required: z.optional(anything('Whether a call must carry it.')),
    schema: z.optional(slot),
    content: z.optional(content),
  }),
  'A parameter of an operation.',
);

export const requestBody = z.nullable(
  z.looseObject({
    $ref: z.optional(z.string()),
    required: z.optional(z.unknown()),
    content: z.optional(content),
  }),
);

export const response = z.nullable(z.looseObject({ $ref: z.optional(z.string()), content: z.optional(content) }));

export const operation = described(
  z.looseObject({
    parameters: z.optional(z.array(parameter)),
    requestBody: z.optional(requestBody),
    responses: z.optional(z.nullable(extensible(response, 'Responses by status code.'))),
  }),
  'An operation of a path.',
);

// Every key but those that the specification gives another meaning (OpenAPI 3.2, "Path Item Object") and x-….
const METHOD = /^(?!x-|(?:\$ref|summary|description|servers|parameters|additionalOperations)$)/;

/** Whether a key of a path names an operation; any method may occur, known or not. */
export function isMethod(key: string): boolean {
  return METHOD.test(key);
}

export const pathItem = described(
  z.intersection(
    z.looseObject({
      parameters: z.optional(z.array(parameter)),
      additionalOperations: z.optional(named(operation, 'Operations of methods that have no key of their own.')),
    }),
    z.looseRecord(z.string().check(z.regex(METHOD)), operation),
  ),
  'A path: operations by method.',
);

export const model = described(
  z.looseObject({
    properties: z.optional(named(slot, 'Properties by name.')),
    required: z.optional(texts('Names of the properties that must be there.')),
  }),
  'A named schema.',
);

/** Under this key of a description the files lie that it refers to, each by its name. */
export const FILES = 'x-referenced-files';

/**
 * Marks what version 2.0 leaves unsaid and a conversion has to say: the media type of a body, how a list in a form is
 * written. What the other side says of it counts for both.
 */
export const UNSAID: unique symbol = Symbol('left unsaid');
export type Unsaid = typeof UNSAID;

/** Whether a part says only what is meant where nobody says anything. */
export function isUnsaid(part: unknown): boolean {
  return typeof part === 'object' && part !== null && Object.hasOwn(part, UNSAID);
}

/** The parts of an OpenAPI 3 description that the checker reads. */
export const openApiDescription = described(
  z.looseObject({
    openapi: z.optional(anything('The version of OpenAPI.')),
    info: z.optional(anything('For people.')),
    paths: z.optional(extensible(pathItem, 'The paths by template.')),
    webhooks: z.optional(named(pathItem, 'What the API calls, by name.')),
    components: z.optional(
      z.looseObject({
        schemas: z.optional(named(z.union([model, z.boolean()]), 'Named schemas.')),
        parameters: z.optional(named(parameter, 'Named parameters.')),
        requestBodies: z.optional(named(requestBody, 'Named request bodies.')),
        responses: z.optional(named(response, 'Named responses.')),
        pathItems: z.optional(named(pathItem, 'Named paths.')),
        mediaTypes: z.optional(named(mediaType, 'Named bodies.')),
      }),
    ),
  }),
  'An OpenAPI 3 description: the input of `migrate-arch check --type api`.',
);

export type Parameter = Frozen<z.infer<typeof parameter>>;
export type RequestBody = NonNullable<Frozen<z.infer<typeof requestBody>>>;
export type Response = NonNullable<Frozen<z.infer<typeof response>>>;
export type Operation = Frozen<z.infer<typeof operation>>;
export type PathItem = { readonly parameters?: readonly Parameter[]; readonly [key: string]: unknown };
export type OpenApiDescription = Frozen<z.infer<typeof openApiDescription>>;
