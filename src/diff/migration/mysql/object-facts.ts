import type { CatalogChange } from '../../../model/catalog/change.js';
import type { Name } from '../../../model/catalog/common.js';
import type { MysqlDialect, MysqlFact } from '../../../model/migration/mysql-fact.js';
import type { MysqlStatement } from '../../../model/migration/mysql-statement.js';
import type { NamedObject } from '../../../model/migration/named-object.js';
import type { ObjectStep } from '../../../model/migration/object-step.js';
import { attributeChanges, objectChanges } from '../../catalog/attributes.js';
import { viewChanges } from '../../catalog/views.js';

/** What becomes of a view, a program, a trigger or an event, and of those who use it. */
export function objectFacts(statement: MysqlStatement, step: ObjectStep, dialect: MysqlDialect): MysqlFact[] {
  const dropped = droppedObject(step);
  if (dropped !== undefined) return [{ kind: 'object_dropped', statement, object: dropped }];
  return changesOf(step, dialect).map((change) => ({ kind: 'schema_changed', statement, change }));
}

function droppedObject(step: ObjectStep): NamedObject | undefined {
  if (step.before === undefined || step.after !== undefined) return undefined;
  switch (step.kind) {
    case 'view':
      return { kind: 'view', name: nameOf(step.before) };
    case 'routine':
      return { kind: step.before.type === 'procedure' ? 'procedure' : 'function', name: nameOf(step.before) };
    case 'event':
      return { kind: 'event', name: { schema: '', name: step.before.name } };
    // Whoever writes the table notices: that is told as a change of it.
    case 'trigger':
      return undefined;
  }
}

function nameOf({ schema, name }: Name): Name {
  return { schema, name };
}

/** What is new and was nothing before is nobody's loss, but for what runs by itself. */
function changesOf(step: ObjectStep, dialect: MysqlDialect): CatalogChange[] {
  switch (step.kind) {
    case 'view':
      return step.before && step.after ? viewChanges(step.before, step.after, dialect) : [];
    case 'routine':
      return step.before && step.after ? attributeChanges('routine', step.before, step.after) : [];
    case 'event':
      return objectChanges('event', listOf(step.before), listOf(step.after), ({ name }) => name);
    case 'trigger': {
      const where = { relation: step.table, now: step.table };
      return objectChanges('trigger', listOf(step.before), listOf(step.after), ({ name }) => name.toLowerCase(), where);
    }
  }
}

function listOf<T>(one: T | undefined): T[] {
  return one === undefined ? [] : [one];
}
