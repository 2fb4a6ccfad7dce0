import type { JsonValue } from '../../lib/json-value.js';
import { AVRO_FAMILY, JSON_SCHEMA_FAMILY } from './data-families.js';
import { GRAPHQL_FAMILY } from './graphql-family.js';
import { PROTOBUF_FAMILY } from './protobuf-family.js';

/** The options that only contracts have. */
export type ContractOption = 'mode' | 'operations' | 'protoPath';

/** How a family of contracts between services is told from the others, and what it takes. */
export interface ContractFamily {
  /** What `--type` calls it. */
  readonly type: string;
  /** As in "expected a GraphQL schema". */
  readonly noun: string;
  /** As in "these are GraphQL schemas". */
  readonly nouns: string;
  /** How the names of its files end, in lower case; a file of such a name can be nothing else. */
  readonly endings: readonly string[];
  /** How the names of files end that are of it unless their content says that they are something else. */
  readonly likelyEndings?: readonly string[];
  /** How the names of files may end that are of it when their content says so; folders are searched for them, too. */
  readonly possibleEndings: readonly string[];
  /** Whether the files of a folder make one schema; what its own files say is not said again by others beside them. */
  readonly isOneSchema: boolean;
  /** Whether a text says that it is of the family, whatever it is called. Texts that are no JSON come here as well. */
  saysText(text: string): boolean;
  /** Whether a document of JSON or YAML does. */
  saysValue(value: JsonValue): boolean;
  /** Which of the options of contracts it takes; the others are refused. */
  readonly options: readonly ContractOption[];
  /** Whether `--before` may be given more than once. */
  readonly takesHistory: boolean;
}

/**
 * The families of contracts that are read from files as they are, in the order in which content is asked.
 * `check-<family>.ts` in cli/commands has the check of each.
 */
export const CONTRACT_FAMILIES = [
  GRAPHQL_FAMILY,
  PROTOBUF_FAMILY,
  AVRO_FAMILY,
  JSON_SCHEMA_FAMILY,
] as const satisfies readonly ContractFamily[];

export type ContractType = (typeof CONTRACT_FAMILIES)[number]['type'];

/** The family that `--type` calls so. */
export function familyOf(type: string | undefined): ContractFamily | undefined {
  return FAMILIES.find((family) => family.type === type);
}

/** The family that a file is of by its name alone. */
export function familyOfName(path: string): ContractFamily | undefined {
  return FAMILIES.find(({ endings }) => hasEnding(path, endings));
}

/** The family that a file is of by its name when its content says nothing. */
export function likelyFamilyOf(path: string): ContractFamily | undefined {
  return FAMILIES.find(({ likelyEndings = [] }) => hasEnding(path, likelyEndings));
}

/** The family that a text is of by its content, as far as one look tells. */
export function familyOfText(text: string): ContractFamily | undefined {
  return FAMILIES.find((family) => family.saysText(text));
}

/** The family that a document of JSON or YAML is of by its content. */
export function familyOfValue(value: JsonValue): ContractFamily | undefined {
  return FAMILIES.find((family) => family.saysValue(value));
}

/** Whether the name of a file says that it is of a family. */
export function isOfByName({ endings }: ContractFamily, path: string): boolean {
  return hasEnding(path, endings);
}

/** Whether a file in a folder may be of a family. */
export function mayBeOf({ endings, possibleEndings }: ContractFamily, path: string): boolean {
  return hasEnding(path, endings) || hasEnding(path, possibleEndings);
}

const FAMILIES: readonly ContractFamily[] = CONTRACT_FAMILIES;

function hasEnding(path: string, endings: readonly string[]): boolean {
  const name = path.toLowerCase();
  return endings.some((ending) => name.endsWith(ending));
}
