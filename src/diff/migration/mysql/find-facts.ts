import type { Name } from '../../../model/catalog/common.js';
import type { Table } from '../../../model/catalog/table.js';
import type { MysqlFact, OnTable } from '../../../model/migration/mysql-fact.js';
import type { MysqlFile, MysqlMigration, MysqlStatement } from '../../../model/migration/mysql-statement.js';
import type { TableStep } from '../../../model/migration/table-step.js';
import { alterFacts } from './alter-facts.js';
import type { CostSettings } from './cost.js';
import { objectFacts } from './object-facts.js';
import { onTable } from './on-table.js';
import type { AlterStep } from './operations.js';
import { createMysqlSession, type MysqlSession } from './session.js';

export interface MysqlMigrationSettings {
  /** Of the server, as in 80029. */
  readonly version: number;
  /** Whether whatever runs the files puts each into a transaction, unless the file says otherwise. */
  readonly isWrapped: boolean;
}

/** What is known while the files are gone through. */
interface Run {
  readonly migration: MysqlMigration;
  readonly version: number;
  /** The tables before the migration, by their keys. */
  readonly tables: ReadonlyMap<string, Table>;
  /** Tables that the migration has made: nobody waits for them, and nothing of before is in them. */
  readonly made: Set<string>;
}

/** Everything that the files of a migration do, in order. */
export function findMysqlFacts(migration: MysqlMigration, settings: MysqlMigrationSettings): MysqlFact[] {
  const tables = new Map(migration.before?.tables.map((table) => [keyOf(table), table]));
  const run: Run = { migration, version: settings.version, tables, made: new Set() };
  return migration.files.flatMap((file) => findInFile(run, file, settings.isWrapped));
}

function findInFile(run: Run, file: MysqlFile, isWrapped: boolean): MysqlFact[] {
  const session = createMysqlSession(file, isWrapped);
  const facts = file.statements.flatMap((statement) => findInStatement(run, session, statement));
  return [...facts, ...session.end()];
}

function findInStatement(run: Run, session: MysqlSession, statement: MysqlStatement): MysqlFact[] {
  const facts = session.enter(statement);
  if (run.migration.before !== undefined) {
    const missing = statement.missing.filter((name, at, all) => at === all.findIndex((one) => isSame(one, name)));
    facts.push(...missing.map((relation): MysqlFact => ({ kind: 'relation_missing', statement, relation })));
  }
  const steps = stepFacts(run, session, statement);
  const waited = [...steps, ...actionFacts(run, statement)];
  const wait = waited.flatMap((fact) => ('table' in fact && fact.table !== undefined ? fact.table : [])).slice(0, 1);
  const { broken, unread } = statement;
  const lost: MysqlFact[] = [
    ...statement.refused
      .filter(({ isForKeys }) => !isForKeys || !session.isUncheckedForeignKeys())
      .map(({ problem }): MysqlFact => ({ kind: 'statement_refused', statement, refusal: { why: 'unfit', problem } })),
    ...(unread === undefined ? [] : [{ kind: 'statement_unread', statement, reason: unread } as const]),
    ...statement.objects
      .filter((step) => step.kind !== 'trigger' || !run.made.has(keyOf(step.table)))
      .flatMap((step) => objectFacts(statement, step, run.migration.dialect)),
    ...(statement.revoked.length === 0
      ? []
      : [{ kind: 'privileges_revoked', statement, lost: statement.revoked } as const]),
    ...broken.map((object) => ({ kind: 'object_broken', statement, object }) as const),
  ];
  return [
    ...facts,
    ...lost,
    ...wait.flatMap((name) => session.wait(statement, name, run.migration.dialect)),
    ...waited,
  ];
}

function stepFacts(run: Run, session: MysqlSession, statement: MysqlStatement): MysqlFact[] {
  const { dialect } = run.migration;
  const settings: CostSettings = { dialect, version: run.version, isStrict: session.isStrict() };
  const facts: MysqlFact[] = [];
  const altered: AlterStep[] = [];
  for (const step of statement.steps) {
    const { before, after } = step;
    if (before === undefined && after !== undefined) run.made.add(keyOf(after));
    else if (before !== undefined && after !== undefined) {
      const isMade = run.made.has(keyOf(before));
      if (isMade) run.made.add(keyOf(after));
      else if (before.persistence !== 'temporary') altered.push({ ...step, before, after });
    } else if (before !== undefined) facts.push(...droppedFacts(run, statement, step, before));
  }
  const alter = altered.length === 0 ? [] : alterFacts(statement, altered, settings, session.isUncheckedForeignKeys());
  return [...facts, ...alter];
}

function droppedFacts(run: Run, statement: MysqlStatement, step: TableStep, before: Table): MysqlFact[] {
  if (run.made.delete(keyOf(before)) || before.persistence === 'temporary') return [];
  return [{ kind: 'table_dropped', ...onTable(statement, before, step.isKnown) }];
}

/** What a statement does to rows, to locks and to the server. */
function actionFacts(run: Run, statement: MysqlStatement): MysqlFact[] {
  const { action } = statement;
  const on = (name: Name): OnTable[] => {
    if (run.made.has(keyOf(name))) return [];
    const known = run.tables.get(keyOf(name));
    return [onTable(statement, known ?? name, known !== undefined)];
  };
  switch (action.kind) {
    case 'truncate':
      return on(action.table).map((where) => ({ kind: 'rows_truncated', ...where, partitions: [] }));
    case 'write':
      return action.isWhole
        ? on(action.table).map((where) => ({ kind: 'rows_written', ...where, verb: action.verb }))
        : [];
    case 'lock_tables':
      return [{ kind: 'tables_locked', statement, tables: action.tables }];
    case 'account':
      return action.verb === 'grow'
        ? []
        : [{ kind: 'account_changed', statement, verb: action.verb, accounts: action.accounts }];
    case 'drop_database':
      return [{ kind: 'database_dropped', statement, database: action.name }];
    case 'maintain':
      return action.tables.flatMap((name) => maintainFacts(run, statement, run.tables.get(keyOf(name))));
    default:
      return [];
  }
}

/** OPTIMIZE of InnoDB is ALTER TABLE … FORCE (8.4, "OPTIMIZE TABLE Statement"). */
function maintainFacts(run: Run, statement: MysqlStatement, table: Table | undefined): MysqlFact[] {
  if (table === undefined || run.made.has(keyOf(table))) return [];
  const { dialect } = run.migration;
  const step = { clause: { kind: 'rebuild' }, text: '', before: table, after: table, isKnown: true } as const;
  return alterFacts(statement, [step], { dialect, version: run.version, isStrict: true }, false);
}

function keyOf({ schema, name }: Name): string {
  return JSON.stringify([schema, name]);
}

function isSame(one: Name, other: Name): boolean {
  return one.schema === other.schema && one.name === other.name;
}
