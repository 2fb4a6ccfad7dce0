import type { GraphqlSchema } from '../model/graphql.js';
import type { GraphqlChange, GraphqlChangeKind, Subject } from '../model/graphql-change.js';
import type { ClientDocument } from '../model/graphql-operations.js';
import { asSent } from './client-only.js';
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

/** How an operation is concerned by a change. */
interface Concern {
  /** By what is written in it: graphql-js tells, and one that stays valid is not concerned. */
  readonly written?: Uses;
  /** By what variables hold, and by what arrives, of which graphql-js tells nothing. */
  readonly held?: Uses;
  /** By what arrives, where no operation is concerned by what it sends. */
  readonly received?: Uses;
}

const written: Uses = ({ written: names }, { coordinate }) => names.has(coordinate);
const field: Uses = ({ written: names }, { owner, member }) => names.has(`${owner}.${member}`);
const leftOut: Uses = ({ leftOut: names }, { coordinate }) => names.has(coordinate);
const literal: Uses = ({ literals }, { owner }) => literals.has(owner);
const variable: Uses = ({ variables }, { owner }) => variables.has(owner);
const received: Uses = ({ received: names }, { owner }) => names.has(owner);
const named: Uses = ({ selected, received: arriving, literals, variables }, { owner }) =>
  [selected, arriving, literals, variables].some((names) => names.has(owner));
const arrives: Uses = ({ received: arriving, selected }, { owner }) => arriving.has(owner) || selected.has(owner);
const either =
  (...all: readonly Uses[]): Uses =>
  (usage, subject, change) =>
    all.some((uses) => uses(usage, subject, change));

const fieldIfOutput: Uses = (usage, subject, change) => subject.ownerKind !== 'input' && field(usage, subject, change);
const ifInput =
  (uses: Uses): Uses =>
  (usage, subject, change) =>
    subject.ownerKind === 'input' && uses(usage, subject, change);
const ifRequired =
  (uses: Uses): Uses =>
  (usage, subject, change) =>
    change.types?.after.isNonNull === true && uses(usage, subject, change);

const directive: Concern = { written: ({ written: names }, { owner }) => names.has(owner) };
const inputObject: Concern = { written: literal, held: variable };

/** A selection of one may be one of the other; of what is not selected, graphql-js does not tell what values mean. */
const isComposite = (kind: string | null) => kind === 'object' || kind === 'interface' || kind === 'union';

/** How each kind of change concerns operations; what is not here concerns none. */
const CONCERNS: Partial<Readonly<Record<GraphqlChangeKind, Concern>>> = {
  root_type_removed: { held: ({ kind }, { owner }) => kind === owner },
  root_type_changed: { written: ({ kind }, { owner }) => kind === owner },
  type_removed: { written: named },
  type_changed_kind: {
    written: named,
    held: (usage, subject, change) =>
      !(isComposite(change.before) && isComposite(change.after)) && named(usage, subject, change),
  },
  // A field that an interface still has may be gone from a type that no longer implements it.
  field_removed: { written: either(fieldIfOutput, ifInput(written)), held: ifInput(variable) },
  field_changed_kind: {
    written: ifInput(either(written, ifRequired(literal))),
    held: either(fieldIfOutput, ifInput(variable)),
  },
  arg_removed: { written },
  required_arg_added: { written: field },
  optional_arg_added: { held: field },
  arg_changed_kind: { written: either(written, ifRequired(leftOut)) },
  arg_default_value_change: { held: leftOut },
  arg_default_value_added: { held: leftOut },
  required_input_field_added: inputObject,
  optional_input_field_added: { held: either(literal, variable) },
  input_field_default_value_change: { held: either(leftOut, variable) },
  input_field_default_value_added: { held: either(leftOut, variable) },
  one_of_added: inputObject,
  specified_by_changed: { held: named },
  value_removed_from_enum: { written, held: variable, received },
  value_added_to_enum: { held: arrives },
  type_removed_from_union: {
    written: ({ selected }, { owner, member = '' }) => selected.has(member) || selected.has(owner),
  },
  type_added_to_union: { held: arrives },
  implemented_interface_removed: { written: ({ selected }, { owner }) => selected.has(owner) },
  implemented_interface_added: {
    held: (usage, subject, change) => arrives(usage, { ...subject, owner: subject.member ?? '' }, change),
  },
  directive_removed: directive,
  directive_arg_removed: directive,
  required_directive_arg_added: directive,
  directive_repeatable_removed: directive,
  directive_location_removed: directive,
  directive_usage_removed: { held: concernsHolder },
  directive_usage_added: { held: concernsHolder },
  directive_usage_changed: { held: concernsHolder },
};

/** A use of a directive in the schema concerns whoever uses what it stands on. */
function concernsHolder(usage: Usage, subject: Subject, change: GraphqlChange): boolean {
  if (subject.element === 'schema') return true;
  if (subject.element === 'type') return named(usage, subject, change);
  if (subject.element === 'enum_value') return either(variable, written, received)(usage, subject, change);
  return (subject.ownerKind === 'input' ? either(variable, written) : written)(usage, subject, change);
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
  const { operations, notes } = judgeOperations(documents, before, executables());
  if (operations.length === 0) {
    return { changes, notes: [...notes, 'no operation is valid on the schema before: findings are as without any'] };
  }
  const named = new Set<string>();
  const used = changes.map((change) => {
    const concerned = usersOf(change, operations, before);
    if (concerned === undefined) return change;
    for (const user of concerned.users) named.add(user);
    return { ...change, ...concerned, operations: operations.length };
  });
  const unnamed = operations.flatMap(({ label, problems: [problem] }) =>
    problem === undefined || named.has(label) ? [] : `${label} breaks: ${problem}`,
  );
  return { changes: used, notes: [...notes, ...unnamed] };
}

/** The operations that are valid on the schema before, and what is to be told of all. */
function judgeOperations(documents: readonly ClientDocument[], before: GraphqlSchema, schemas: Executables) {
  const { operations: all, notes: first } = operationsOf(documents);
  const notes = [...first];
  const own = new Set<string>();
  const operations: Judged[] = [];
  for (const operation of all) {
    const sent = asSent(operation.document, schemas.before);
    for (const name of sent.own) own.add(`@${name}`);
    if (sent.document === undefined) continue;
    const [invalid] = problemsOf(sent.document, schemas.before);
    if (invalid !== undefined) {
      notes.push(`${operation.label} is not valid on the schema before, and is left out: ${invalid}`);
      continue;
    }
    const usage = usageOf(sent.document, operation.node.operation, schemas.before, before);
    operations.push({ ...operation, usage, problems: problemsOf(sent.document, schemas.after) });
  }
  if (own.size > 0)
    notes.push(`the schema before has no ${[...own].join(', ')}: taken for what clients keep to themselves`);
  return { operations, notes };
}

function usersOf(
  change: GraphqlChange,
  operations: readonly Judged[],
  before: GraphqlSchema,
): (Pick<GraphqlChange, 'exposure'> & { readonly users: readonly string[] }) | undefined {
  const concern = CONCERNS[change.kind];
  const { directive: about, exposure } = change;
  if (concern === undefined) return undefined;
  if (about !== undefined && (about.isExecutable === false || OF_SUBGRAPHS.test(about.name))) return undefined;
  if (change.subject.owner.startsWith('@') && !exposure.isSent) return undefined;
  // A type that is gone is named where it was of something as well.
  const subjects =
    change.kind === 'type_removed'
      ? [change.subject]
      : [change.subject, ...change.also].flatMap((subject) => withInterfaces(subject, before));
  const who = (wanted: Uses | undefined, among: readonly Judged[]) =>
    wanted === undefined ? [] : among.filter(({ usage }) => subjects.some((subject) => wanted(usage, subject, change)));
  const concerned = new Set([
    ...who(
      concern.written,
      operations.filter(({ problems }) => problems.length > 0),
    ),
    ...who(concern.held, operations),
  ]);
  const labels = (all: readonly Judged[]) => all.map(({ label }) => label);
  if (concerned.size > 0) return { users: labels(operations.filter((one) => concerned.has(one))), exposure };
  const receivers = who(concern.received, operations);
  return { users: labels(receivers), exposure: receivers.length === 0 ? exposure : { ...exposure, isSent: false } };
}

/** A field that is selected of an interface is that of each type that implements it. */
function withInterfaces(subject: Subject, { types }: GraphqlSchema): readonly Subject[] {
  const type = types.get(subject.owner);
  if (type?.kind !== 'object' && type?.kind !== 'interface') return [subject];
  const rest = subject.coordinate.slice(subject.owner.length);
  const of = [...type.interfaces.keys()].map((owner) => ({ ...subject, owner, coordinate: `${owner}${rest}` }));
  return [subject, ...of];
}
