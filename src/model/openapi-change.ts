import type { Parameter } from './openapi.js';

/** Which way the data of a schema go, seen from the client. */
export type Flow = 'request' | 'response';

/** Where a schema is used; of a named model it is known only when everything has been walked. */
export interface Usage {
  readonly flows: ReadonlySet<Flow>;
  /** Such as `GET /users`, in document order. */
  readonly operations: ReadonlySet<string>;
}

/** A place in a document by what stands there, so that nobody has to carry paths: the node, and keys below it. */
export interface Spot {
  readonly node: object;
  readonly keys?: readonly string[];
}

/** Where a change is written in the two documents; absent where there is nothing to point at. */
export interface Spots {
  readonly before?: Spot;
  readonly after?: Spot;
}

/** Where in a description a schema stands. */
export interface Place {
  readonly path: string;
  /** In words: "model 'User'", "the response of GET /users (status 200)". */
  readonly subject: string;
  /** The name of the model whose own schema this is, not one nested in it. */
  readonly model?: string;
  readonly usage: Usage;
  /** The value travels as text (a parameter, a header), so that text is as good as a number. */
  readonly isText?: boolean;
}

/** What a change does to the values that go one way. */
export interface Outcome {
  /** A value that the schema of whoever sends it lets pass and the one of whoever receives it refuses. */
  readonly witness?: { readonly value: unknown; readonly before: unknown; readonly after: unknown };
  /** The values pass, but as something else: whoever receives them ignores what it does not know. */
  readonly isTolerated?: true;
  /** Why nobody can tell; without it and without a witness what is written settles it. */
  readonly undecided?: string;
}

/** The harm that a change does, by direction; nothing in one where every value still passes. */
export type Effect = { readonly [F in Flow]?: Outcome };

/** A change of what schemas let pass; both are known only when everything has been walked. */
interface Schemas {
  place: Place;
  effect: Effect;
}

interface Endpoint {
  path: string;
  /** In lower case, as in the document. */
  method: string;
}

interface Kinds {
  /** The whole path is gone. `isOperation` is false for its other keys, such as `parameters`. */
  endpoint_removed: Endpoint & { before: unknown; isOperation: boolean };
  operation_removed: Endpoint & { before: unknown };
  security_changed: Endpoint & { before: readonly unknown[]; after: readonly unknown[] };

  /** `sameName`: another parameter of the name, in another place, stays or was there. */
  parameter_removed: Endpoint & { before: Parameter; sameName: boolean };
  parameter_added: Endpoint & { after: Parameter; sameName: boolean };
  parameter_moved: Endpoint & { name: string; before: string; after: string };
  parameter_required_changed: Endpoint & { name: string; before: boolean; after: boolean };
  parameter_encoding_changed: Endpoint & { name: string; keyword: string; before: unknown; after: unknown };

  request_body_added: Endpoint & { required: boolean };
  request_body_removed: Endpoint & { before: unknown };
  request_body_required_changed: Endpoint & { before: boolean; after: boolean };
  media_type_removed: Endpoint & { mediaType: string; where: string; fieldPath: string };

  response_removed: Endpoint & { status: string; before: unknown };
  /** The schemas of application/json as they stand in the document differ, references not followed. */
  response_schema_changed: Endpoint & { status: string; before: unknown; after: unknown };

  /** A part that is compared as it is written, such as a header or a server. */
  api_attribute_changed: {
    path: string;
    subject: string;
    operations: readonly string[];
    attribute: string;
    before: unknown;
    after: unknown;
  };

  model_removed: { model: string; before: unknown; stillReferenced: boolean };
  reference_unresolved: { place: Place; reference: string };

  property_removed: Schemas & { property: string; before: unknown };
  property_added: Schemas & { property: string; after: unknown };
  property_made_required: Schemas & { property: string; before: readonly string[]; after: readonly string[] };
  property_made_optional: Schemas & { property: string };
  /** Of a property of a named model, as written: `type` may be absent (null). */
  property_type_changed: Schemas & { property: string; before: unknown; after: unknown };
  /** A property is read-only or write-only, or no longer. */
  property_access_changed: Schemas & { property: string; before: string; after: string };
  /** The JSON types allowed, `null` among them. */
  schema_type_changed: Schemas & { before: readonly string[]; after: readonly string[] };
  schema_enum_changed: Schemas & { before: readonly unknown[] | undefined; after: readonly unknown[] | undefined };
  schema_limit_changed: Schemas & { keyword: string; before: unknown; after: unknown };
  schema_format_changed: Schemas & { before: unknown; after: unknown };
  schema_pattern_changed: Schemas & { before: unknown; after: unknown };
  /** What properties or items may be that are not named: what `keyword` says of them. */
  schema_openness_changed: Schemas & { keyword: string; before: unknown; after: unknown };
  /** The alternatives are others; how many there were and are. */
  schema_branches_changed: Schemas & { keyword: string; before: number; after: number };
  /** Any other keyword that bears on the values. */
  schema_keyword_changed: Schemas & { keyword: string; before: unknown; after: unknown };
}

type OpenApiChangeKind = keyof Kinds;

/** One fact about two API descriptions; it has no opinion. */
export type OpenApiChange<Kind extends OpenApiChangeKind = OpenApiChangeKind> = {
  [K in Kind]: { readonly kind: K; readonly spots?: Spots; readonly onlyIn?: 'all' | 'classic' } & {
    readonly [Key in keyof Kinds[K]]: Kinds[K][Key];
  };
}[Kind];
