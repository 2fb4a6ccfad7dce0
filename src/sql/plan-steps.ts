import { applyRenames } from '../diff/catalog/renames.js';
import type { KnownSchema } from '../diff/migration/known.js';
import { knownSchemaOf } from '../diff/migration/known-schema.js';
import { conversionOf } from '../diff/migration/type-change.js';
import type { Catalog } from '../model/catalog/catalog.js';
import type { Rename } from '../model/catalog/change.js';
import type { Routine } from '../model/catalog/objects.js';
import type { Column, Constraint, ForeignKey } from '../model/catalog/table.js';
import type { Step, StepPhase } from '../model/step.js';
import { NEWEST_POSTGRESQL } from '../tables/lock-facts.js';
import { mentionsOf } from './mentions.js';
import { planMysqlSteps } from './mysql/plan-steps.js';
import type { Loss, Operation } from './operation.js';
import { type Group, inOrder } from './order.js';
import { type Passages, passagesOf } from './postgresql/backfill.js';
import { ifOwn } from './postgresql/constraint-units.js';
import { endsOf, untilContract } from './postgresql/kept-columns.js';
import { type Tables, tablesByKey } from './postgresql/lineage.js';
import { followingExtensions } from './postgresql/moved-extensions.js';
import { UNCHECKED } from './postgresql/objects.js';
import { whileInUse } from './postgresql/online.js';
import { findOperations } from './postgresql/operations.js';
import type { Part } from './postgresql/part.js';
import { isForeignKey } from './postgresql/planning.js';
import { preflightOf } from './postgresql/preflight.js';
import { renameParts } from './postgresql/renaming.js';
import { retypeInUse } from './postgresql/retype-columns.js';
import { rolesOf } from './postgresql/roles.js';
import { undoVerificationOf, verificationOf } from './postgresql/verify.js';
import { stepOf, withNoReturn } from './step-of.js';
import { nameKey, type Unit } from './unit.js';

/**
 * The steps that turn one database into another: first what only adds, then what moves over, then what takes
 * away. Each stands on those before it, and undoing them all in reverse leads back.
 *
 * @param renames what has another name; nothing else is taken for renamed
 * @param isArchived whether what is dropped is kept in an archive, from which undoing the drop brings it back
 */
export function planSteps(
  before: Catalog,
  after: Catalog,
  renames: readonly Rename[] = [],
  isArchived = false,
): Step[] {
  if (before.dialect !== 'postgresql') return planMysqlSteps(before, after, renames, isArchived);
  const steps: Step[] = [];
  const was = followingExtensions(applyRenames(before, renames), after);
  const [tables, now] = [tablesByKey(was), tablesByKey(after)];
  const kept = untilContract(was, after);
  const operations = findOperations(was, kept ?? after, isArchived);
  const passages = passagesOf(was, after);
  const renaming = renameParts(renames, before, after, operations, passages);
  const add = (phase: StepPhase, parts: readonly (Part & Partial<Done>)[]) => {
    for (const part of parts) {
      const { because = [], losses = [], verify = [] } = part;
      steps.push(stepOf(phase, { ...part, losses, verify }, because, steps));
    }
  };
  add('expand', renaming.expand);
  add('migrate', renaming.migrate);
  // What has kept the old ways working goes first when nobody needs them any more.
  const late: (Part & Partial<Done>)[] = [...renaming.contract];
  let isContracted = false;
  const surroundings = { before: was, after, were: tables, are: now, passages, isRewritten: rewrites(was) };
  const groups = merged(inOrder(operations));
  // What has been kept until contract goes last.
  if (kept !== undefined) groups.push(...merged(inOrder(endsOf(kept, after, isArchived))));
  for (const group of groups) {
    // Nothing is only added beside names that have changed.
    const phase = renames.length > 0 && group.phase === 'expand' ? 'migrate' : group.phase;
    if (phase === 'contract' && !isContracted) {
      add('contract', late);
      isContracted = true;
    }
    const retyped = phase === 'migrate' ? retypeInUse(group.operations, surroundings) : undefined;
    if (retyped !== undefined) {
      const because = [...new Set(group.operations.map(({ unit }) => unit.path))];
      const losses = group.operations.flatMap(({ loss }) => loss ?? []);
      const moving = retyped.migrate.map((part) => ({ ...part, because }));
      add('migrate', moving);
      late.push(...retyped.contract.map((part) => ({ ...part, because, losses })));
      continue;
    }
    const isOpen = group.isEarly || takesAllColumns(group.operations);
    const isUnknown = { there: isOpen, back: isOpen || speaksOf(renames, group.operations) };
    add(phase, partsOf(group.operations, { was: tables, now, after, passages, isUnknown }));
  }
  if (!isContracted) add('contract', late);
  return withNoReturn(steps);
}

/** Whether the server of a database writes a table anew to convert a column. */
function rewrites(catalog: Catalog): (from: Column, to: Column) => boolean {
  let known: KnownSchema | undefined;
  const version = Number(catalog.version?.split('.')[0] ?? NEWEST_POSTGRESQL);
  return (from, to) => {
    known ??= knownSchemaOf(catalog);
    return ['rewritten', 'unknown'].includes(conversionOf(known, from.type, to.type, { version, isUtc: false }));
  };
}

interface Done {
  readonly because: readonly string[];
  readonly losses: readonly Loss[];
}

interface Surroundings {
  readonly was: Tables;
  readonly now: Tables;
  readonly after: Catalog;
  readonly passages: Passages;
  /** Whether a body speaks of what is not there yet when it is made, or of what is not there again when it comes back. */
  readonly isUnknown: { readonly there: boolean; readonly back: boolean };
}

/** Whether a routine is of all columns that something has, which it need not have yet, or has still. */
function takesAllColumns(operations: readonly Operation[]): boolean {
  const routines = operations
    .flatMap(({ unit, from }) => [unit, from ?? unit])
    .filter(({ kind }) => kind === 'routine');
  return routines.some(({ object }) => {
    const { language, body } = object as Routine;
    return language === 'sql' && /(?:^|[\s.,])\*\s*(?:$|[,;)]|from\b)/i.test(body.text);
  });
}

/** Whether the texts of routines that come back speak of what still has its new name then. */
function speaksOf(renames: readonly Rename[], operations: readonly Operation[]): boolean {
  const names = new Set(renames.map(({ table, column }) => column ?? table.name));
  const bodies = operations.flatMap(({ action, unit, from }) => {
    const was = action === 'drop' ? unit : from;
    return was?.kind === 'routine' ? [(was.object as Routine).body.text] : [];
  });
  return bodies.some((body) => [...mentionsOf(body.replaceAll("'", ' ')).words].some((word) => names.has(word)));
}

/** What operations that belong together are done by. */
function partsOf(operations: readonly Operation[], surroundings: Surroundings): (Part & Done)[] {
  const { was, now, after, passages, isUnknown } = surroundings;
  const [first] = operations;
  const alone = operations.length === 1 ? first && whileInUse(first, was, now, after, passages) : undefined;
  const because = [...new Set(operations.map(({ unit }) => unit.path))];
  const roles = rolesOf(operations);
  const parts = asking(alone ?? [together(operations, isUnknown, now)], operations, was, now);
  const verify = verificationOf(operations);
  const undoVerify = undoVerificationOf(operations);
  const losses = operations.flatMap(({ loss }) => loss ?? []);
  // Only the last part has done all of it.
  return parts.map((part, at) => {
    return {
      ...{ ...part, because, losses },
      // Undoing the first part undoes all of it.
      ...(at === 0 && {
        preflight: [...roles, ...(part.preflight ?? [])],
        undoVerify: [...(part.undoVerify ?? []), ...undoVerify],
      }),
      verify: [...(part.verify ?? []), ...(at === parts.length - 1 ? verify : [])],
    };
  });
}

/**
 * The parts with what must hold of the rows before: rows are held against a constraint in its second part, and it is
 * made in the first where that takes them as they are. Where several things change at once, no query tells in advance.
 */
function asking(
  parts: readonly Part[],
  operations: readonly Operation[],
  before: Tables,
  after: Tables,
): readonly Part[] {
  const isAsked = ({ unit, preflight, undoPreflight }: Operation) =>
    operations.length === 1 || unit.kind === 'column' || (preflight ?? undoPreflight) !== undefined;
  const questions = operations.filter(isAsked).map((operation) => preflightOf(operation, before, after));
  const isLate = operations.some(({ unit }) => {
    const { type } = unit.object as Partial<Constraint>;
    return unit.kind === 'column' || (unit.kind === 'constraint' && (type === 'foreign_key' || type === 'check'));
  });
  const at = isLate ? Math.min(1, parts.length - 1) : 0;
  return parts.map((part, index) => ({
    ...part,
    ...(index === at && { preflight: [...(part.preflight ?? []), ...questions.flatMap(({ preflight }) => preflight)] }),
    ...(index === 0 && {
      undoPreflight: [...(part.undoPreflight ?? []), ...questions.flatMap(({ undoPreflight }) => undoPreflight)],
    }),
  }));
}

/** What comes with a new table, one after the other, is one step. */
function merged(groups: readonly Group[]): Group[] {
  const list: Group[] = [];
  const tableOf = ({ operations }: Group): string | undefined => {
    const [first] = operations;
    if (first?.action !== 'create') return undefined;
    const { kind, key, owner } = first.unit;
    return kind === 'table' ? key : owner;
  };
  const made = new Set<string>();
  for (const group of groups) {
    const last = list.at(-1);
    const table = tableOf(group);
    const isNew = group.operations[0]?.unit.kind === 'table' && group.operations[0].action === 'create';
    if (isNew && table !== undefined) made.add(table);
    const isMade = table !== undefined && made.has(table);
    if (last !== undefined && isMade && tableOf(last) === table && last.phase === group.phase) {
      const isEarly = last.isEarly || group.isEarly;
      list[list.length - 1] = { phase: last.phase, operations: [...last.operations, ...group.operations], isEarly };
    } else list.push(group);
  }
  return list;
}

/** What only works together, or is over in a moment. */
function together(operations: readonly Operation[], { there, back }: Surroundings['isUnknown'], after: Tables): Part {
  const isMade = ({ up, unit }: Operation) => unit.kind === 'routine' && up.length > 0;
  const unchecked = (statements: readonly string[], isAsked: boolean) =>
    isAsked && operations.some(isMade) ? [UNCHECKED, ...statements.filter((each) => each !== UNCHECKED)] : statements;
  return {
    title: [...new Set(operations.map(({ action, unit }) => `${action} ${unit.title}`))].join(', '),
    up: unchecked(
      operations.flatMap((each) => each.up),
      there,
    ),
    down: unchecked(
      [
        ...inTheWayBack(operations, after),
        ...operations.toReversed().flatMap(({ refills, down }) => [...(refills?.statements ?? []), ...down]),
      ],
      back,
    ),
    transactional: true,
  };
}

/** What goes since it is in the way of a change has come back when that is undone a second time. */
function inTheWayBack(operations: readonly Operation[], after: Tables): string[] {
  const groupsOf = (wanted: Operation['action']) =>
    new Set(operations.filter(({ action }) => action === wanted).map(({ group }) => group));
  const [changed, anew] = [groupsOf('alter'), groupsOf('create')];
  const made = new Set(operations.filter(({ action }) => action === 'create').map(({ unit }) => unit.key));
  const isBack = ({ action, unit, up, group }: Operation) =>
    action === 'drop' &&
    up === unit.drop &&
    (changed.has(group) || (isForeignKey(unit) && anew.has(group))) &&
    !made.has(unit.key);
  return operations.filter(isBack).flatMap(({ unit, up }) => (isForeignKey(unit) ? ofItself(unit, up, after) : up));
}

/**
 * A foreign key to a partitioned table has one for each partition, which the server may have given the name of another
 * that has gone, and which nobody can drop.
 */
function ofItself({ object, relation }: Unit, drop: readonly string[], after: Tables): readonly string[] {
  const { name, references } = object as ForeignKey;
  if (relation === undefined || after.get(nameKey(references))?.partitioning === undefined) return drop;
  return drop.map((statement) => ifOwn(relation, name, statement));
}
