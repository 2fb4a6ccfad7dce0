import { mysqlAsks, type OptionFile } from '../../../lib/mysql-client.js';
import { quoteLiteral } from '../../../lib/quote.js';
import { singleQuoted } from '../../../lib/shell-quote.js';
import type { DatabaseTools, Question, Runs } from './tools.js';

/** More names than that make a longer command than a shell takes; then all tables are asked of. */
const MOST_NAMES = 500;

/** Tables and views that steps are about, by the paths of what changed. */
function relationsOf(steps: readonly Runs[]): string[] {
  const paths = steps.flatMap(({ because }) => because);
  const names = paths.flatMap(
    (path) =>
      /^(?:tables|views)\.(.+?)(?:\.(?:columns|constraints|index(?:es|s)?|triggers|policies)\b.*)?$/.exec(path)?.[1] ??
      [],
  );
  return [...new Set(names)].sort();
}

/**
 * Whether the role owns what it is to change, itself or by another role, and may make something beside it: what ALTER and
 * DROP of tables and views ask for, and CREATE INDEX of the schema (PostgreSQL 15, 5.7 "Privileges").
 */
export function postgresqlRights(steps: readonly Runs[], ask: (query: string) => string): Question {
  const names = relationsOf(steps);
  const list = names.map((name) => quoteLiteral(name, 'postgresql')).join(', ');
  const isTooLong = names.length === 0 || names.length > MOST_NAMES;
  const concerned = isTooLong
    ? "nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'"
    : `(nspname || '.' || relname IN (${list}) OR relname IN (${list}) AND pg_table_is_visible(c.oid))`;
  const relations = `pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND ${concerned}`;
  const owned = `SELECT format('%I.%I belongs to %I', nspname, relname, pg_get_userbyid(relowner)) AS lack FROM ${relations} AND NOT pg_has_role(relowner, 'USAGE')`;
  const schemas = `SELECT DISTINCT format('no CREATE in schema %I', nspname) FROM ${relations} AND NOT has_schema_privilege(n.oid, 'CREATE')`;
  return {
    run: ask(
      `SELECT coalesce(string_agg(lack, ', ' ORDER BY lack), 'none') FROM (${owned} UNION ALL ${schemas}) AS lacking`,
    ),
    expect: 'none',
  };
}

/** The privileges that statements of a kind ask for (MariaDB 10.11 and MySQL 8.4, ALTER TABLE, RENAME TABLE, CREATE …). */
const PRIVILEGES = [
  ['ALTER', /./],
  ['CREATE', /./],
  ['DROP', /./],
  ['INDEX', /./],
  ['INSERT', /./],
  ['SELECT', /./],
  ['UPDATE', /./],
  ['DELETE', /\bDELETE\b/i],
  ['REFERENCES', /\bFOREIGN KEY\b/i],
  ['TRIGGER', /\bTRIGGER\b/i],
  ['CREATE VIEW', /\bVIEW\b/i],
  ['CREATE ROUTINE', /\b(?:PROCEDURE|FUNCTION)\b/i],
  ['ALTER ROUTINE', /\b(?:PROCEDURE|FUNCTION)\b/i],
  ['EVENT', /\bEVENT\b/i],
] as const satisfies readonly (readonly [privilege: string, statement: RegExp])[];

/** Adds up what is granted on all databases and on this one, and prints what is lacking of what is needed. */
const LACKING = `/^GRANT .+ ON .+ TO / { on = $0; sub(/^GRANT .+ ON /, "", on); sub(/ TO .*/, "", on); gsub(/[\\\\\`]/, "", on); if (on == "*.*" || on == db ".*") { all = $0; sub(/ ON .*/, "", all); sub(/^GRANT /, ", ", all); has = has all ", " } } END { n = split(needed, need, "/"); for (i = 1; i <= n; i++) if (!index(has, ", ALL PRIVILEGES,") && !index(has, ", " need[i] ",")) lack = lack ", " need[i]; print lack == "" ? "none" : substr(lack, 3) }`;

/**
 * Whether the account has what the steps ask for, itself or by its roles. MariaDB lists the grants of active roles; MySQL
 * where it is told to (SHOW GRANTS … USING).
 */
export function mysqlRights(server: 'mysql' | 'mariadb', file: OptionFile): DatabaseTools['rights'] {
  return (steps) => {
    const statements = steps.flatMap(({ up, down }) => [...up, ...down]).join('\n');
    const needed = PRIVILEGES.flatMap(([privilege, statement]) => (statement.test(statements) ? [privilege] : []));
    const roles = `roles="$(${mysqlAsks("SELECT IF(CURRENT_ROLE() = 'NONE', '', CONCAT(' USING ', CURRENT_ROLE()))", 'mysql', file)})"`;
    const grants =
      server === 'mariadb'
        ? mysqlAsks('SHOW GRANTS', server, file)
        : `${roles} && ${mysqlAsks('SHOW GRANTS FOR CURRENT_USER()', server, file)}"$roles"`;
    const database = `db="$(${mysqlAsks('SELECT DATABASE()', server, file)})"`;
    return {
      run: `{ ${grants}; } | awk -v ${database} -v needed=${singleQuoted(needed.join('/'))} ${singleQuoted(LACKING)}`,
      expect: 'none',
    };
  };
}
