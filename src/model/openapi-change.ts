import type { Parameter } from './openapi.js';

/** Which way the data of a schema go, seen from the client. */
export const FLOWS = ['request', 'response'] as const;
export type Flow = (typeof FLOWS)[number];

/** The keyword that takes a property out of a direction (OpenAPI 3.0, "Schema Object", Fixed Fields). */
export const HIDING = { request: 'readOnly', response: 'writeOnly' } as const satisfies Record<Flow, string>;

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
  /** Something refers to the model, though no operation that both descriptions have uses it. */
  readonly isReferenced?: boolean;
  /**
   * The value travels as text, so that text is as good as a number: all of a `value` (a parameter, a header, the root of a body in XML), each
   * `part` of a `form`, but for objects in it, which are JSON.
   */
  readonly text?: 'value' | 'form' | 'part' | 'json';
}

/** Two schemas and those that hold them, outwards to a named model, a body or a parameter. */
export interface Held {
  readonly before: unknown;
  readonly after: unknown;
  readonly holder?: Held;
  /** They are of values that travel as text. */
  readonly isText?: boolean;
  /** Where in the holder they stand. */
  readonly step?: { readonly keyword: string; readonly name?: string };
}

/** What a change does to the values that go one way. */
export interface Outcome {
  /** A value that the schema of whoever sends it lets pass and the one of whoever receives it refuses. */
  readonly witness?: { readonly value: unknown; readonly held: Held };
  /** The values pass, but as something else: whoever receives them ignores what it does not know. */
  readonly isTolerated?: true;
  /** Why nobody can tell; without it and without a witness what is written settles it. */
  readonly undecided?: string;
}

/** The harm that a change does, by direction; nothing in one where every value still passes. */
export type Effect = { readonly [F in Flow]?: Outcome };

/** Whether an object may have properties that it does not declare. */
export type ContentModel = 'open' | 'partially open' | 'closed';

/** The content models of an object of the two documents; the original does not look at them. */
interface Contents {
  contents?: { readonly before: ContentModel; readonly after: ContentModel };
}

/** A change of what schemas let pass; both are known only when everything has been walked. */
interface Schemas {
  place: Place;
  effect: Effect;
}

/** An operation of a path, of a webhook or of a callback. */
export interface Endpoint {
  /** Its template; of a webhook its name, of a callback its expression. */
  readonly path: string;
  /** As in the document: in lower case, but for those of `additionalOperations`. */
  readonly method: string;
  /** In words: `GET /users`, `POST of webhook 'order'`. */
  readonly name: string;
  /** Where it stands: `paths./users.get`. */
  readonly at: string;
  /** The API calls, and the client answers: a webhook or a callback. */
  readonly isTurned: boolean;
}

/** A part of a description that operations share or have alone. */
export interface Part {
  /** Where it stands: `paths./users.get.parameters.page`, `components.parameters.page`. */
  readonly at: string;
  /** In words: "parameter 'page' of GET /users". */
  readonly subject: string;
  /** The operations that use it, by name. */
  readonly operations: readonly string[];
}

/** What is said of the end of a part (`deprecated` and `x-sunset`). */
export interface Lifecycle {
  readonly isDeprecated: boolean;
  /** As written; `undefined` when there is none. */
  readonly sunset: unknown;
}

/** A body of one media type: where it stands, which way it goes, and who decides which type is sent. */
interface Body extends Part {
  flow: Flow;
  chosenBy: 'client' | 'server';
}

interface At {
  endpoint: Endpoint;
}

interface Kinds {
  /** The whole path is gone. For the original, its keys such as `parameters` are operations too. */
  endpoint_removed: At & { before: unknown; lifecycle: Lifecycle };
  operation_removed: At & { before: unknown; lifecycle: Lifecycle };
  operation_added: At & { after: unknown };
  operation_id_changed: At & { before: unknown; after: unknown };
  tags_changed: At & { before: readonly unknown[]; after: readonly unknown[] };
  deprecation_changed: Part & { before: Lifecycle; after: Lifecycle };
  /** Of what was deprecated and is. */
  sunset_changed: Part & { before: unknown; after: unknown };
  /** `undefined` when there is none, which means stable. */
  stability_changed: Part & { before: unknown; after: unknown };

  webhook_removed: Part & { name: string; before: unknown };
  webhook_added: Part & { name: string; after: unknown };
  callback_removed: Part & { name: string; before: unknown };
  callback_added: Part & { name: string; after: unknown };

  /** Alternatives of which a client must satisfy one. `refused`: those that no longer suffice. */
  security_changed: Part & {
    before: readonly unknown[];
    after: readonly unknown[];
    refused: readonly unknown[];
    isTurned: boolean;
  };
  security_scheme_removed: Part & { scheme: string; before: unknown };
  security_scheme_added: Part & { scheme: string; after: unknown };
  security_scheme_changed: Part & { scheme: string; keyword: string; before: unknown; after: unknown };
  security_scope_changed: Part & { scheme: string; scope: string; isAdded: boolean };

  server_removed: Part & { url: string };
  server_added: Part & { url: string };
  /** `values` of a variable are those it may take; `undefined`: any. */
  server_variable_changed: Part & {
    url: string;
    variable: string;
    keyword: 'enum' | 'default';
    before: unknown;
    after: unknown;
  };

  parameter_removed: At & { before: Parameter; lifecycle: Lifecycle };
  parameter_added: At & { after: Parameter };
  parameter_moved: At & { name: string; before: string; after: string };
  parameter_required_changed: Part & { name: string; before: boolean; after: boolean; flow: Flow };
  /** `isScalar`: whether the values are neither lists nor objects; `undefined` when the schema does not say. */
  parameter_encoding_changed: Part & {
    keyword: string;
    before: unknown;
    after: unknown;
    isScalar: boolean | undefined;
  };
  /** `undefined` when there is none. */
  parameter_default_changed: Part & { before: unknown; after: unknown };

  request_body_added: At & { required: boolean; after: unknown };
  request_body_removed: At & { before: unknown };
  request_body_required_changed: Part & { before: boolean; after: boolean; flow: Flow };
  media_type_removed: Body & { mediaType: string };
  media_type_added: Body & { mediaType: string };
  /** A media type gave way to a range that holds it, or a range to one that it holds. */
  media_type_range_changed: Body & { before: string; after: string; isWider: boolean };
  /** How a part of a form or of a multipart body is written. */
  encoding_changed: Body & { name: string; keyword: string; before: unknown; after: unknown };

  /** `isCovered`: it is a range, and a status of it stays. */
  response_removed: At & { status: string; before: unknown; isCovered: boolean };
  response_added: At & { status: string; after: unknown };
  /** The schemas of application/json as they stand in the document differ, references not followed. */
  response_schema_changed: At & {
    status: string;
    before: unknown;
    after: unknown;
    letsMorePass: boolean;
    /** Whether an exact change of the schemas does harm to the response; known when everything has been walked. */
    explanation: { isFound: boolean };
  };
  header_removed: Part & { name: string; required: boolean; before: unknown; flow: Flow };
  header_added: Part & { name: string; required: boolean; after: unknown; flow: Flow };
  header_required_changed: Part & { name: string; before: boolean; after: boolean; flow: Flow };
  link_removed: Part & { name: string; before: unknown };
  link_added: Part & { name: string; after: unknown };
  link_changed: Part & { name: string; before: unknown; after: unknown };

  model_removed: { model: string; before: unknown; stillReferenced: boolean };
  reference_unresolved: { place: Place; reference: string };

  property_removed: Schemas & Contents & { property: string; before: unknown };
  property_added: Schemas & Contents & { property: string; after: unknown };
  /** `declared`: how the property is declared now; `undefined` when it is not. */
  property_made_required: Schemas & {
    property: string;
    before: readonly string[];
    after: readonly string[];
    declared?: unknown;
  };
  property_made_optional: Schemas & { property: string; declared?: unknown };
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
  /** A value of a discriminator, and the schema that it stands for (its reference). */
  subtype_removed: Schemas & { value: string; before: string };
  subtype_added: Schemas & { value: string; after: string };
  /** Any other keyword that bears on the values. */
  schema_keyword_changed: Schemas & { keyword: string; before: unknown; after: unknown };
}

export type OpenApiChangeKind = keyof Kinds;

/** Who sees a change. */
interface Seen {
  /** The one rule set that sees it: the original pairs things by other names than we do. */
  readonly onlyIn?: 'all' | 'classic';
  /** What changed is a draft or an experiment, of which nobody was promised that it stays. */
  readonly isUnstable?: boolean;
}

/** One fact about two API descriptions; it has no opinion. */
export type OpenApiChange<Kind extends OpenApiChangeKind = OpenApiChangeKind> = {
  [K in Kind]: { readonly kind: K; readonly spots?: Spots } & Seen & {
      readonly [Key in keyof Kinds[K]]: Kinds[K][Key];
    };
}[Kind];
