import type { Name } from '../../model/catalog/common.js';
import type { MigrationFile, MigrationStatement } from '../../model/migration/action.js';
import type { Lock, MigrationFact } from '../../model/migration/fact.js';

/** What the statements of a file have set and hold. */
export interface Session {
  isInTransaction(): boolean;
  isUtc(): boolean;
  /** The locks that the transaction holds of a relation. */
  heldOn(relation: Name): readonly Lock[];
  addValue(type: Name, value: string): void;
  addedValues(): readonly { readonly type: Name; readonly value: string }[];
  /** Takes note of a statement, and says what is the matter with its place among the others. */
  enter(statement: MigrationStatement, locks: readonly Lock[], isAlone: boolean): MigrationFact[];
  /** What is held of a relation is held of it under another name as well. */
  rename(from: Name, to: Name): void;
  end(): MigrationFact[];
}

/** Follows transactions and settings through a file. */
export function createSession(file: MigrationFile, inTransaction: 'auto' | 'yes' | 'no'): Session {
  const isWrapped = inTransaction !== 'no' && (file.isWrapped ?? inTransaction === 'yes');
  const settings = new Map<string, string>();
  let local = new Map<string, string>();
  let begun: MigrationStatement | undefined;
  let isOpen = isWrapped;
  let held: Lock[] = [];
  let values: { type: Name; value: string }[] = [];
  let isTold = false;
  let isHeldTold = false;
  const settingOf = (name: string) => local.get(name) ?? settings.get(name);

  const leave = (): void => {
    [begun, isOpen, held, values, local, isHeldTold] = [undefined, false, [], [], new Map(), false];
  };

  const enterTransaction = (statement: MigrationStatement, verb: 'begin' | 'commit' | 'rollback'): MigrationFact[] => {
    const wasOpen = isOpen;
    if (verb === 'begin') {
      if (!wasOpen) [begun, isOpen] = [statement, true];
      return wasOpen ? [{ kind: 'transaction_nested', statement }] : [];
    }
    const isTools = wasOpen && begun === undefined;
    leave();
    return wasOpen && !isTools ? [] : [{ kind: 'transaction_not_begun', statement }];
  };

  const set = (name: string, value: string, isLocal: boolean): void => {
    if (isLocal) local.set(name, value);
    else settings.set(name, value);
  };

  return {
    isInTransaction: () => isOpen,
    isUtc: () => /^(?:utc|gmt|etc\/utc|zulu)$/i.test(settingOf('timezone') ?? ''),
    heldOn: (relation) => held.filter(({ object }) => isSame(object, relation)),
    addValue: (type, value) => void (isOpen && values.push({ type, value })),
    addedValues: () => values,

    enter(statement, locks, isAlone) {
      const facts: MigrationFact[] = [];
      for (const action of statement.actions) {
        if (action.kind === 'transaction') facts.push(...enterTransaction(statement, action.verb));
        if (action.kind === 'set') set(action.name, action.value, action.isLocal);
      }
      if (isAlone && (isOpen || statement.isCode === true)) {
        const isWrapped = isOpen && begun === undefined;
        facts.push({ kind: 'refused_in_transaction', statement, isWrapped });
      }
      const strong = locks.filter(({ blocks, isNew }) => blocks !== 'nothing' && !isNew);
      if (strong.length === 0) return facts;
      if (!isTold && isOff(settingOf('lock_timeout'))) {
        facts.push({ kind: 'lock_timeout_missing', statement, locks: strong });
        isTold = true;
      }
      if (!isOpen) return facts;
      const others = strong.filter(
        ({ object }) => held.length > 0 && !held.some((lock) => isSame(lock.object, object)),
      );
      if (others.length > 0 && !isHeldTold) {
        facts.push({ kind: 'locks_held_together', statement, locks: others, held });
        isHeldTold = true;
      }
      held = [...held, ...strong];
      return facts;
    },

    rename(from, to) {
      held = held.map((lock) => (isSame(lock.object, from) ? { ...lock, object: to } : lock));
    },

    end: () => (begun === undefined ? [] : [{ kind: 'transaction_left_open', statement: begun }]),
  };
}

function isOff(timeout: string | undefined): boolean {
  return timeout === undefined || /^(?:0\w*|default|)$/i.test(timeout.trim());
}

function isSame(one: Name, other: Name): boolean {
  return one.schema === other.schema && one.name === other.name;
}
