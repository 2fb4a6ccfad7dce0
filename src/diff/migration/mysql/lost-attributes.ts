import type { Column } from '../../../model/catalog/table.js';
import type { LostAttribute } from '../../../model/migration/mysql-fact.js';
import type { TableClause } from '../../../model/migration/table-step.js';
import { columnNamed } from './column-operations.js';
import type { AlterStep } from './operations.js';
import { extentOf } from './types.js';

export type ModifyClause = Extract<TableClause, { kind: 'modify_column' }>;

/** What MODIFY and CHANGE take from a column because they do not speak of it. */
export function lostAttributes({ before, after }: AlterStep, clause: ModifyClause): LostAttribute[] {
  const [from, to] = [columnNamed(before, clause.column), columnNamed(after, clause.name)];
  if (from === undefined || to === undefined) return [];
  const [was, is] = [extentOf(before, from), extentOf(after, to)];
  const found: (LostAttribute | false)[] = [
    !from.nullable && to.nullable && { attribute: 'nullable', clause: 'NOT NULL' },
    from.default !== undefined &&
      to.default === undefined && { attribute: 'default', clause: `DEFAULT ${from.default.text}` },
    from.onUpdate !== undefined &&
      to.onUpdate === undefined && { attribute: 'on_update', clause: `ON UPDATE ${from.onUpdate.text}` },
    from.comment !== undefined &&
      to.comment === undefined && { attribute: 'comment', clause: `COMMENT ${quoted(from.comment)}` },
    from.isAutoIncrement === true && !to.isAutoIncrement && { attribute: 'auto_increment', clause: 'AUTO_INCREMENT' },
    from.generated !== undefined &&
      to.generated === undefined && { attribute: 'generated', clause: `AS (${from.generated.expression.text})` },
    from.isInvisible === true && !to.isInvisible && { attribute: 'invisible', clause: 'INVISIBLE' },
    isText(from) &&
      isText(to) &&
      was.charset !== is.charset && { attribute: 'character_set', clause: `CHARACTER SET ${was.charset}` },
    isText(from) &&
      isText(to) &&
      was.charset === is.charset &&
      from.collation !== undefined &&
      was.collation !== is.collation && { attribute: 'collation', clause: `COLLATE ${from.collation}` },
  ];
  return found.filter((one) => one !== false).filter(({ attribute }) => !clause.stated.includes(attribute));
}

function isText({ type }: Column): boolean {
  return /^(?:char|varchar|tinytext|text|mediumtext|longtext|enum|set)$/.test(type.name);
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}
