import { describe, expect, test } from 'vitest';
import { findMysqlFacts } from '../../src/diff/migration/mysql/find-facts.js';
import { type MeasuredAlter, measureAlter, setUpOf } from '../lock-facts/measure-online-ddl.js';
import { DDL_COMBINATIONS, DDL_STATEMENTS } from '../lock-facts/online-ddl-statements.js';
import { reachable, scratchMariadb } from '../support/databases.js';
import { inLanes } from '../support/lanes.js';
import { readMysql } from '../support/mysql-migrations.js';

/** What is said of a statement, in the words of what is measured. */
function predicted({ table = 't', sql, before }: MeasuredAlter): { operations: string[]; said: string } {
  const isSetting = before?.startsWith('set ') === true;
  const schema = [...setUpOf({ table, sql }), ...(before === undefined || isSetting ? [] : [before])].join(';\n');
  const text = `${isSetting ? `${before};\n` : ''}alter table ${table} ${sql};`;
  const migration = readMysql(schema, text, { dialect: 'mariadb' });
  const facts = findMysqlFacts(migration, { version: 101_100, isWrapped: false });
  const refused = facts.find(({ kind }) => kind === 'statement_refused');
  const altered = facts.find((fact) => fact.kind === 'table_altered');
  const operations = altered?.kind === 'table_altered' ? altered.parts.map(({ operation }) => operation) : [];
  if (refused !== undefined || altered?.kind !== 'table_altered') return { operations, said: 'refused' };
  const { algorithm, lock } = altered.best;
  return { operations, said: algorithm === 'INSTANT' ? algorithm : `${algorithm} ${lock}` };
}

describe.skipIf(!(await reachable('mariadb', 'how tables are changed')))('on the server at hand', () => {
  test('every statement is taken the way that the table says, and no better', { timeout: 300_000 }, async () => {
    expect(DDL_STATEMENTS.length + DDL_COMBINATIONS.length).toBeGreaterThan(200);
    const wrong: string[] = [];
    const open = async () => {
      const scratch = await scratchMariadb('online_ddl');
      return { own: await scratch.connect({ multipleStatements: true }), close: () => scratch.drop() };
    };
    await inLanes([...DDL_STATEMENTS, ...DDL_COMBINATIONS], open, async (statement, client) => {
      const measured = await measureAlter(client, statement);
      const { operations, said } = predicted(statement);
      const isSame = said === 'refused' ? measured.startsWith('refused') : measured === said;
      const isMeant = !('operation' in statement) || operations.includes(statement.operation);
      if (isSame && isMeant) return;
      wrong.push(
        `${statement.table ?? 't'} ${statement.sql}: measured ${measured}, said ${said} (${operations.join(', ')})`,
      );
    });
    expect(wrong).toEqual([]);
  });
});
