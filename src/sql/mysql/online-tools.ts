import { singleQuoted } from '../../lib/shell-quote.js';
import type { Table } from '../../model/catalog/table.js';

/** The tables that have foreign keys, and those that foreign keys lead to, by their names. */
export interface Linked {
  readonly children: ReadonlySet<string>;
  readonly parents: ReadonlySet<string>;
}

/**
 * Command lines of the tools that copy a table while others write to it, as far as each can do it: gh-ost takes no table
 * with foreign keys or triggers (its "Requirements and limitations"), neither one without a key that tells its rows
 * apart; pt-online-schema-change must be told of foreign keys that lead to a table, of triggers and of another primary
 * key (its manual, "OPTIONS"). Neither is offered for a unique key that comes: both copy with INSERT IGNORE, which loses rows
 * that it finds twice (pt-online-schema-change, `--[no]check-unique-key-change`).
 */
export function onlineTools(table: Table | undefined, clauses: string, { children, parents }: Linked): string[] {
  if (table === undefined || !hasKey(table) || /\bADD UNIQUE\b/.test(clauses)) return [];
  const { name, triggers } = table;
  const isLinked = children.has(name) || parents.has(name);
  const [alter, target] = [singleQuoted(clauses), singleQuoted(name)];
  const ghost = `gh-ost --host="$HOST" --user="$USER" --database="$DATABASE" --table=${target} --alter=${alter} --execute`;
  const options = [
    ...(parents.has(name) ? ['--alter-foreign-keys-method auto'] : []),
    ...(triggers.length > 0 ? ['--preserve-triggers'] : []),
    ...(/\bPRIMARY KEY\b/.test(clauses) ? ['--no-check-alter'] : []),
    '--execute',
  ].join(' ');
  return [
    ...(isLinked || triggers.length > 0 || /\bFOREIGN KEY\b/.test(clauses) ? [] : [ghost]),
    `pt-online-schema-change --alter ${alter} ${options} D="$DATABASE",t=${target},h="$HOST"`,
  ];
}

function hasKey({ constraints, indexes }: Table): boolean {
  return (
    constraints.some(({ type }) => type === 'primary_key' || type === 'unique') ||
    indexes.some(({ isUnique }) => isUnique)
  );
}
