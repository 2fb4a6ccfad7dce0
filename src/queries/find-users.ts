import type { GraphqlSchema } from '../model/graphql.js';
import type { GraphqlChange, GraphqlChangeKind, Subject } from '../model/graphql-change.js';
import type { ClientDocument } from '../model/graphql-operations.js';
import { type ClientOperation, operationsOf } from './client-operations.js';
import { problemsOf } from './problems.js';
import type { Executables } from './prove-witness.js';
import { type Usage, usageOf } from './usage.js';

/** Changes with the operations that each concerns, and what is to be told of the operations themselves. */
export interface Used {
  readonly changes: readonly GraphqlChange[];
  readonly notes: readonly string[];
}

interface Judged extends ClientOperation {
  readonly usage: Usage;
  /** What the schema after has against it. */
  readonly problems: readonly string[];
}

/** Whether an operation uses what a change is about. */
type Uses = (usage: Usage, subject: Subject, change: GraphqlChange) => boolean;

/** How an operation is concerned, and whether one that stays valid is not. */
interface Concern {
  readonly uses: Uses;
  /** Through what is written, graphql-js tells; what variables hold, and what values mean, it cannot. */
  readonly isSeen?: boolean | ((change: GraphqlChange) => boolean);
}

const written: Uses = ({ written: names }, { coordinate }) => names.has(coordinate);
const field: Uses = ({ written: names }, { owner, member }) => names.has(`${owner}.${member}`);
const given: Uses = ({ literals, variables }, { owner }) => literals.has(owner) || variables.has(owner);
const named: Uses = ({ selected, received, literals, variables }, { owner }) =>
  [selected, received, literals, variables].some((names) => names.has(owner));
const arrives: Uses = ({ received, selected }, { owner }) => received.has(owner) || selected.has(owner);
const withVariable: Uses = (usage, subject) => usage.variables.has(subject.owner) || written(usage, subject, NOBODY);
const NOBODY = {} as GraphqlChange;

const directive: Concern = { uses: ({ written: names }, { owner }) => names.has(owner), isSeen: true };

/** How each kind of change concerns operations; what is not here concerns none. */
const CONCERNS: Partial<Readonly<Record<GraphqlChangeKind, Concern>>> = {
  root_type_removed: { uses: ({ kind }, { owner }) => kind === owner },
  root_type_changed: { uses: ({ kind }, { owner }) => kind === owner, isSeen: true },
  type_removed: { uses: named },
  type_changed_kind: { uses: named },
  field_removed: {
    uses: (usage, subject) => (subject.ownerKind === 'input' ? withVariable : field)(usage, subject, NOBODY),
    // A field that an interface still has may be gone from a type that no longer implements it.
    isSeen: ({ subject }) => subject.ownerKind !== 'input',
  },
  field_changed_kind: {
    uses: (usage, subject, { types }) => {
      if (subject.ownerKind !== 'input') return field(usage, subject, NOBODY);
      return withVariable(usage, subject, NOBODY) || (types?.after.isNonNull === true && given(usage, subject, NOBODY));
    },
  },
  arg_removed: { uses: written, isSeen: true },
  required_arg_added: { uses: field, isSeen: true },
  optional_arg_added: { uses: field },
  arg_changed_kind: {
    uses: (usage, subject, { types }) =>
      written(usage, subject, NOBODY) || (types?.after.isNonNull === true && usage.leftOut.has(subject.coordinate)),
    isSeen: true,
  },
  arg_default_value_change: { uses: ({ leftOut }, { coordinate }) => leftOut.has(coordinate) },
  arg_default_value_added: { uses: ({ leftOut }, { coordinate }) => leftOut.has(coordinate) },
  required_input_field_added: { uses: given },
  optional_input_field_added: { uses: given },
  input_field_default_value_change: { uses: given },
  input_field_default_value_added: { uses: given },
  one_of_added: { uses: given },
  specified_by_changed: { uses: named },
  value_removed_from_enum: {
    uses: (usage, subject) => withVariable(usage, subject, NOBODY) || usage.received.has(subject.owner),
  },
  value_added_to_enum: { uses: arrives },
  type_removed_from_union: { uses: ({ selected }, { member = '' }) => selected.has(member), isSeen: true },
  type_added_to_union: { uses: arrives },
  implemented_interface_removed: { uses: ({ selected }, { owner }) => selected.has(owner), isSeen: true },
  implemented_interface_added: {
    uses: (usage, subject) => arrives(usage, { ...subject, owner: subject.member ?? '' }, NOBODY),
  },
  directive_removed: directive,
  directive_arg_removed: directive,
  required_directive_arg_added: directive,
  directive_repeatable_removed: directive,
  directive_location_removed: directive,
  directive_usage_removed: { uses: concernsHolder },
  directive_usage_added: { uses: concernsHolder },
  directive_usage_changed: { uses: concernsHolder },
};

/** A use of a directive in the schema concerns whoever uses what it stands on. */
function concernsHolder(usage: Usage, subject: Subject): boolean {
  if (subject.element === 'schema') return true;
  if (subject.element === 'type') return named(usage, subject, NOBODY);
  if (subject.element === 'enum_value')
    return withVariable(usage, subject, NOBODY) || usage.received.has(subject.owner);
  return subject.ownerKind === 'input' ? withVariable(usage, subject, NOBODY) : written(usage, subject, NOBODY);
}

/** What keeps the supergraph together concerns subgraphs, whatever clients ask for. */
const OF_SUBGRAPHS =
  /^(?:federation__)?(?:key|shareable|external|requires|provides|override|interfaceObject|extends|link)$/;

/** Finds for every change the operations of clients that it concerns. */
export function findUsers(
  changes: readonly GraphqlChange[],
  documents: readonly ClientDocument[],
  before: GraphqlSchema,
  executables: () => Executables,
): Used {
  const schemas = executables();
  const notes: string[] = [];
  const operations: Judged[] = [];
  for (const operation of operationsOf(documents)) {
    const [invalid] = problemsOf(operation.document, schemas.before);
    if (invalid !== undefined) {
      notes.push(`${operation.label} is not valid on the schema before, and is left out: ${invalid}`);
      continue;
    }
    const usage = usageOf(operation.document, operation.node.operation, schemas.before, before);
    operations.push({ ...operation, usage, problems: problemsOf(operation.document, schemas.after) });
  }
  if (operations.length === 0) {
    return { changes, notes: [...notes, 'no operation is valid on the schema before; findings are as without any'] };
  }
  const named = new Set<string>();
  const used = changes.map((change) => {
    const users = usersOf(change, operations);
    if (users === undefined) return change;
    for (const user of users) named.add(user);
    return { ...change, users, operations: operations.length };
  });
  for (const { label, problems } of operations) {
    if (problems[0] !== undefined && !named.has(label)) notes.push(`${label} breaks: ${problems[0]}`);
  }
  return { changes: used, notes };
}

function usersOf(change: GraphqlChange, operations: readonly Judged[]): string[] | undefined {
  const concern = CONCERNS[change.kind];
  const { directive: about, exposure } = change;
  if (concern === undefined) return undefined;
  if (about !== undefined && (about.isExecutable === false || OF_SUBGRAPHS.test(about.name))) return undefined;
  if (change.subject.owner.startsWith('@') && !exposure.isSent) return undefined;
  // A type that is gone is named where it was of something as well.
  const subjects = change.kind === 'type_removed' ? [change.subject] : [change.subject, ...change.also];
  const isSeen = typeof concern.isSeen === 'function' ? concern.isSeen(change) : concern.isSeen === true;
  return operations
    .filter(({ usage, problems }) => {
      if (isSeen && problems.length === 0) return false;
      return subjects.some((subject) => concern.uses(usage, subject, change));
    })
    .map(({ label }) => label);
}
