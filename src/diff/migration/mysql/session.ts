import type { Name } from '../../../model/catalog/common.js';
import type { MysqlDialect, MysqlFact } from '../../../model/migration/mysql-fact.js';
import type { MysqlFile, MysqlSetting, MysqlStatement } from '../../../model/migration/mysql-statement.js';

/** What the statements of a file have set, and where its transactions are. */
export interface MysqlSession {
  /** Whether the server refuses values that do not fit, as it does by default. */
  isStrict(): boolean;
  isUncheckedForeignKeys(): boolean;
  /** What the statement is in its transaction and among the settings; before what it makes of tables. */
  enter(statement: MysqlStatement): MysqlFact[];
  /** A statement waits for a table that others use. */
  wait(statement: MysqlStatement, table: Name, dialect: MysqlDialect): MysqlFact[];
  end(): MysqlFact[];
}

/** Follows transactions and settings through a file. */
export function createMysqlSession(file: MysqlFile, isWrappedByDefault: boolean): MysqlSession {
  const isWrapped = file.isWrapped ?? isWrappedByDefault;
  const settings = new Map<string, string>();
  let begun: MysqlStatement | undefined;
  let isOpen = isWrapped;
  let isWrittenIn = false;
  let definitions = 0;
  let [isTold, isWaitTold] = [false, false];
  const isOff = (name: string) => /^(?:0|off|false)$/i.test(settings.get(name) ?? '');

  const enterTransaction = (statement: MysqlStatement, verb: 'begin' | 'commit' | 'rollback'): MysqlFact[] => {
    const wasBegun = begun;
    [begun, isOpen, isWrittenIn] = verb === 'begin' ? [statement, true, false] : [undefined, false, false];
    // What begins a transaction within another one commits that.
    if (verb === 'begin') return wasBegun === undefined ? [] : [{ kind: 'transaction_nested', statement }];
    const isUnbegun = wasBegun === undefined && !isWrapped && !isOff('autocommit') && definitions === 0;
    return isUnbegun ? [{ kind: 'transaction_not_begun', statement }] : [];
  };

  /** A definition commits what came before it; another one does not undo what the first has done. */
  const define = (statement: MysqlStatement): MysqlFact[] => {
    definitions++;
    const facts: MysqlFact[] = [];
    if (isOpen && (begun !== undefined || isWrittenIn)) {
      facts.push({ kind: 'ddl_in_transaction', statement, isWrapped: begun === undefined });
      [begun, isOpen] = [undefined, isWrapped];
    } else if (definitions === 2 && !isTold) {
      isTold = true;
      facts.push({ kind: 'ddl_repeated', statement, count: countDefinitions(file) });
    }
    return facts;
  };

  return {
    isStrict: () => isStrictMode(settings.get('sql_mode')),
    isUncheckedForeignKeys: () => isOff('foreign_key_checks'),

    enter(statement) {
      const { action } = statement;
      if (action.kind === 'transaction') return enterTransaction(statement, action.verb);
      if (action.kind === 'set') return action.settings.flatMap((setting) => set(settings, setting, statement));
      if (action.kind === 'write') isWrittenIn = true;
      return isDefinition(statement) ? define(statement) : [];
    },

    wait(statement, table, dialect) {
      if (isWaitTold || settings.has('lock_wait_timeout') || /\b(?:no)?wait\b/i.test(statement.text)) return [];
      isWaitTold = true;
      return [{ kind: 'lock_wait_unlimited', statement, table, dialect }];
    },

    end: () => (begun === undefined ? [] : [{ kind: 'transaction_left_open', statement: begun }]),
  };
}

/** What is put back from a variable is what there was: the usual mode, which is strict. */
function isStrictMode(mode: string | undefined): boolean {
  if (mode === undefined || !/^['"]/.test(mode)) return mode === undefined || !/^0$/.test(mode);
  return /strict_|traditional/i.test(mode);
}

function set(settings: Map<string, string>, setting: MysqlSetting, statement: MysqlStatement): MysqlFact[] {
  if (setting.scope !== 'session') return [{ kind: 'server_setting_changed', statement, setting }];
  settings.set(setting.name, setting.value);
  return [];
}

/** Whether a statement commits what came before it (8.4, "Statements That Cause an Implicit Commit"). */
function isDefinition({ action }: MysqlStatement): boolean {
  return /^(?:definition|account|truncate|drop_database|maintain)$/.test(action.kind);
}

function countDefinitions({ statements }: MysqlFile): number {
  return statements.filter(isDefinition).length;
}
