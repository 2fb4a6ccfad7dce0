import type { CheckOptions as Settings } from '../../check/options.js';
import type { CheckChoices, ContractMode } from '../../config.js';
import { fail } from '../../errors.js';
import type { CompatibilityReport } from '../../model/compatibility-report.js';
import type { ContractFamily, ContractType } from '../../read/contracts/families.js';
import type { ContractInput } from '../../read/contracts/find-contract.js';
import type { ReferencePolicy } from '../../read/openapi/files.js';
import type { Io } from '../io.js';
import { givenOptions } from './contract-options.js';
import { asContract, type Loaded } from './load-schema.js';

/** Two versions of a contract, or a history of it, and how they are compared. */
export interface ContractCheck {
  /** The versions before, as they were given; more than one only of a family that takes a history. */
  readonly before: readonly [ContractInput, ...ContractInput[]];
  readonly after: ContractInput;
  readonly settings: Settings;
  readonly choices: ContractChoices;
  /** Tells what is no finding. */
  readonly note: (text: string) => void;
}

export interface ContractChoices {
  /** Who must understand whom, when somebody said so. */
  readonly mode?: ContractMode;
  /** Where the documents of clients are: files, folders and patterns. */
  readonly operations: readonly string[];
  /** Folders that imports start from. */
  readonly protoPath: readonly string[];
  /** Which files a contract may be made of besides those that were named. */
  readonly policy: ReferencePolicy;
}

/** The check of a family. Each is in a file of its own, which loads only what it needs. */
export type CheckContract = (check: ContractCheck, io: Io) => Promise<CompatibilityReport>;

type Loader = () => Promise<CheckContract>;

/** The check of every family; one that is forgotten does not compile. */
const CHECKS = {
  graphql: async () => (await import('./check-graphql.js')).checkGraphql,
  protobuf: async () => (await import('./check-protobuf.js')).checkProtobufFiles,
  avro: async () => (await import('./check-avro.js')).checkAvroContract,
  'json-schema': async () => (await import('./check-json-schema.js')).checkJsonSchemaContract,
} satisfies Readonly<Record<ContractType, Loader>>;

/**
 * Compares versions of a contract.
 *
 * @throws UserError when one is of another kind, or an option is not for this family
 */
export async function checkContract(
  {
    before,
    after,
    names,
    settings,
    choices: { mode, operations = [], protoPath = [] },
    options,
    policy,
    note,
  }: {
    readonly before: readonly Loaded[];
    readonly after: Loaded;
    /** Of all of them, as they were given, in this order. */
    readonly names: readonly string[];
    readonly settings: Settings;
    readonly choices: CheckChoices;
    /** What the command line alone says: a configuration may hold for other checks as well. */
    readonly options: CheckChoices;
    readonly policy: ReferencePolicy;
    readonly note: (text: string) => void;
  },
  family: ContractFamily,
  io: Io,
): Promise<CompatibilityReport> {
  refuseOptions(options, settings, family);
  if (before.length > 1 && !family.takesHistory) {
    const problem = `--before: given more than once, and these are ${family.nouns}`;
    fail('USAGE', { problem, remedy: 'give it once, and the version that is in use' });
  }
  const inputs = [...before, after].map((loaded, index) => expectFamily(loaded, names[index] as string, family));
  const load = (CHECKS as Readonly<Record<string, Loader>>)[family.type] as Loader;
  const check = await load();
  io.optimizeLate?.();
  const choices = { ...(mode && { mode }), operations, protoPath, policy };
  const versions = inputs.slice(0, -1) as [ContractInput, ...ContractInput[]];
  return check({ before: versions, after: inputs.at(-1) as ContractInput, settings, choices, note }, io);
}

function expectFamily(loaded: Loaded, name: string, family: ContractFamily): ContractInput {
  if ('contract' in loaded && loaded.contract.family === family) return loaded.contract;
  const found = 'document' in loaded ? asContract(loaded.document, family) : undefined;
  if (found !== undefined) return found;
  const noun = 'contract' in loaded ? loaded.contract.family.noun : 'database' in loaded ? 'a database' : 'a document';
  const remedy = 'compare two of one kind; --type says what both are';
  return fail('WRONG_SUBJECT', { file: name, expected: family.noun, found: noun, remedy });
}

// An option that does nothing must not pass for one that did.
function refuseOptions(options: CheckChoices, { rules }: Settings, family: ContractFamily): void {
  if (rules === 'classic') {
    const problem = `--rules classic: the original reads no ${family.nouns}`;
    fail('USAGE', { problem, remedy: 'leave it out' });
  }
  for (const [option, flag] of givenOptions(options)) {
    if (family.options.includes(option)) continue;
    fail('USAGE', { problem: `${flag} says nothing of ${family.nouns}`, remedy: 'leave it out' });
  }
}
