import * as z from 'zod/mini';
import { DEFAULT_MAX_FINDINGS, IN_TRANSACTION } from './check/options.js';
import { DIALECTS } from './model/catalog/common.js';
import { MODES, type Mode } from './model/mode.js';
import { described, type Frozen, text, texts, whole } from './model/primitives.js';
import { expectShape } from './read/json-document.js';
import { SCHEMA_TYPES } from './read/schema-type.js';
import { DETAILS, PROFILES, RULE_SETS } from './rules/rule.js';

/** The configuration that a project keeps beside its schemas. */
export const CONFIG_FILE = 'migrate-arch.config.json';

export type { Mode as ContractMode } from './model/mode.js';

/** What a configuration may say. Options of the command line count more. */
export const config = described(
  z.strictObject({
    $schema: z.optional(text('Where the JSON Schema of this document is; for editors.')),
    type: z.optional(described(z.enum(SCHEMA_TYPES), 'What the schemas describe.')),
    rules: z.optional(described(z.enum(RULE_SETS), 'Which rules judge.')),
    profile: z.optional(described(z.enum(PROFILES), 'Whom an API or a contract must not break.')),
    detail: z.optional(described(z.enum(DETAILS), 'How much is told.')),
    max_findings: z.optional(whole('How many findings are listed at most.')),
    dialect: z.optional(described(z.enum(DIALECTS), 'The database whose SQL the schemas are.')),
    server_version: z.optional(text('The version of the server that migrations run on, as in 15 or 10.11.')),
    in_transaction: z.optional(
      described(z.enum(IN_TRANSACTION), 'Whether whatever runs migrations puts each into a transaction.'),
    ),
    mode: z.optional(described(z.enum(MODES), 'Who must understand whom of two versions of a contract.')),
    operations: z.optional(texts('Where the operations of clients are: files, folders and patterns.')),
    proto_path: z.optional(texts('Where imports of Protobuf are looked for as well: folders.')),
    renames: z.optional(
      described(
        z.record(z.string(), z.string()),
        'Tables and columns that have another name, by their old one: "users.mail": "users.email".',
      ),
    ),
  }),
  'The configuration of a project: migrate-arch.config.json.',
);

export type Config = Frozen<z.infer<typeof config>>;

/** What decides a check, from the options of the command line or from a configuration. */
export interface CheckChoices {
  readonly type?: NonNullable<Config['type']>;
  readonly rules?: NonNullable<Config['rules']>;
  readonly profile?: NonNullable<Config['profile']>;
  readonly detail?: NonNullable<Config['detail']>;
  readonly maxFindings?: number;
  readonly dialect?: NonNullable<Config['dialect']>;
  readonly serverVersion?: string;
  readonly inTransaction?: NonNullable<Config['in_transaction']>;
  readonly mode?: Mode;
  /** Those of the command line take the place of those of a configuration. */
  readonly operations?: readonly string[];
  /** Folders that imports of Protobuf start from; those of the command line take the place of a configuration's. */
  readonly protoPath?: readonly string[];
  /** `old=new`, each; those of both sources count. */
  readonly renames?: readonly string[];
}

/**
 * A configuration, as its document says it.
 *
 * @param name how messages speak of it
 * @throws UserError when a key is unknown or a value is not what it must be
 */
export function readConfig(value: object, name: string): Config {
  return expectShape(config, value, name);
}

/** The choices of a check: flags over the configuration over the defaults. */
export function mergeChoices(
  flags: CheckChoices,
  { max_findings, server_version, in_transaction, proto_path, renames = {}, ...rest }: Config = {},
) {
  const { type, dialect, mode } = { ...rest, ...defined(flags) };
  const serverVersion = flags.serverVersion ?? server_version;
  return {
    ...(mode !== undefined && { mode }),
    operations: flags.operations ?? rest.operations ?? [],
    protoPath: flags.protoPath ?? proto_path ?? [],
    ...(type !== undefined && { type }),
    ...(dialect !== undefined && { dialect }),
    ...(serverVersion !== undefined && { serverVersion }),
    inTransaction: flags.inTransaction ?? in_transaction ?? IN_TRANSACTION[0],
    rules: flags.rules ?? rest.rules ?? RULE_SETS[0],
    profile: flags.profile ?? rest.profile ?? PROFILES[0],
    detail: flags.detail ?? rest.detail ?? DETAILS[0],
    maxFindings: flags.maxFindings ?? max_findings ?? DEFAULT_MAX_FINDINGS,
    renames: [...Object.entries(renames).map(([from, to]) => `${from}=${to}`), ...(flags.renames ?? [])],
  };
}

function defined({ type, dialect, mode }: CheckChoices): Pick<CheckChoices, 'type' | 'dialect' | 'mode'> {
  return { ...(type && { type }), ...(dialect && { dialect }), ...(mode && { mode }) };
}
