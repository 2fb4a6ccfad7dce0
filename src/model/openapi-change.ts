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

  /** `isRefused`: what is sent all the same is refused. */
  property_removed: { place: Place; property: string; before: unknown; isRefused: boolean };
  property_added: { place: Place; property: string; after: unknown };
  property_made_required: {
    place: Place;
    property: string;
    before: readonly string[];
    after: readonly string[];
    /** The one direction in which the property is sent, when it is read-only or write-only. */
    only: Flow | undefined;
  };
  property_made_optional: { place: Place; property: string };
  /** Of a property of a named model, as written: `type` may be absent (null). */
  property_type_changed: { place: Place; property: string; before: unknown; after: unknown };
  /** The JSON types allowed, `null` among them. */
  schema_type_changed: { place: Place; before: readonly string[]; after: readonly string[] };
  schema_enum_changed: { place: Place; before: readonly unknown[] | undefined; after: readonly unknown[] | undefined };
  schema_limit_changed: { place: Place; keyword: string; before: unknown; after: unknown; tightened: boolean };
  /** Whether properties that are not named are allowed. */
  schema_openness_changed: { place: Place; before: boolean; after: boolean };
  /** A branch of `oneOf`, `anyOf` or `allOf` came or went. */
  schema_branches_changed: {
    place: Place;
    keyword: string;
    /** How many there are. */
    before: number;
    after: number;
    removed: number;
    added: number;
  };
  /** A keyword whose effect on the values is not computed here. */
  schema_keyword_changed: { place: Place; keyword: string; before: unknown; after: unknown };
}

type OpenApiChangeKind = keyof Kinds;

/** One fact about two API descriptions; it has no opinion. */
export type OpenApiChange<Kind extends OpenApiChangeKind = OpenApiChangeKind> = {
  [K in Kind]: { readonly kind: K; readonly spots?: Spots } & { readonly [Key in keyof Kinds[K]]: Kinds[K][Key] };
}[Kind];
