import type mysql from 'mysql2/promise';
import { TABLES } from './online-ddl-statements.js';

/** A statement behind `ALTER TABLE table`. */
export interface MeasuredAlter {
  readonly table?: string;
  readonly sql: string;
  readonly before?: string;
}

/** The ways of MariaDB that are tried, the least work first. */
const WAYS = [
  ['INSTANT', 'algorithm=instant'],
  ['NOCOPY NONE', 'algorithm=nocopy, lock=none'],
  ['NOCOPY SHARED', 'algorithm=nocopy, lock=shared'],
  ['INPLACE NONE', 'algorithm=inplace, lock=none'],
  ['INPLACE SHARED', 'algorithm=inplace, lock=shared'],
  ['COPY SHARED', 'algorithm=copy, lock=shared'],
] as const;

/** What a table is made of that a statement needs. */
export function setUpOf({ table = 't', sql }: MeasuredAlter): readonly string[] {
  const own = TABLES[table] as readonly string[];
  const [parent, child] = [TABLES['par'] as readonly string[], TABLES['chd'] as readonly string[]];
  if (table === 'par') return [...parent, ...child];
  return /references/.test(sql) || table === 'chd' ? [...parent, ...own] : own;
}

/**
 * The best way in which a server takes a statement: `INSTANT`, `NOCOPY NONE` … `COPY SHARED`, or why it takes none.
 * What it takes as INSTANT and copies all the same is a copy.
 */
export async function measureAlter(client: mysql.Connection, statement: MeasuredAlter): Promise<string> {
  const { table = 't', sql, before } = statement;
  const [[{ name }]] = (await client.query('select database() as name')) as unknown as [[{ name: string }]];
  await client.query(`drop database ${name}; create database ${name} character set utf8mb4; use ${name}`);
  await client.query("set foreign_key_checks = 1, sql_mode = 'STRICT_TRANS_TABLES,NO_ENGINE_SUBSTITUTION'");
  for (const one of [...setUpOf(statement), ...(before === undefined ? [] : [before])]) await client.query(one);
  const files = await fileIds(client, name, table);
  let refusal = '';
  for (const [way, words] of [...WAYS, ['COPY SHARED', ''] as const]) {
    try {
      await client.query(`alter table ${table} ${withWords(sql, words)}`);
    } catch (error) {
      refusal = `refused: ${(error as Error).message}`;
      continue;
    }
    const isRenamed = /rename to/.test(sql);
    return way === 'INSTANT' && !isRenamed && files !== (await fileIds(client, name, table)) ? 'COPY SHARED' : way;
  }
  return refusal;
}

function withWords(sql: string, words: string): string {
  if (words === '') return sql;
  if (/^partition by/.test(sql)) return `${words} ${sql}`;
  return /^remove/.test(sql) ? `${words}, ${sql}` : `${sql}, ${words}`;
}

/** Numbers that a table, or its partitions, have as long as it is not written anew. */
async function fileIds(client: mysql.Connection, database: string, table: string): Promise<string> {
  const [rows] = await client.query(
    'select table_id as id from information_schema.innodb_sys_tables where name = ? or name like ? order by 1',
    [`${database}/${table}`, `${database}/${table}#P#%`],
  );
  return JSON.stringify(rows);
}
