import type { AlterTableCmd, AlterTableType } from '@pgsql/types';
import { as } from '../nodes.js';

/** The order in which the server does the parts of an ALTER TABLE, however they are written. */
const PASSES: Partial<Record<AlterTableType, number>> = {
  AT_DropColumn: 0,
  AT_DropConstraint: 0,
  AT_DropNotNull: 0,
  AT_DropExpression: 0,
  AT_DropIdentity: 0,
  AT_AlterColumnType: 1,
  AT_AddColumn: 2,
  AT_SetNotNull: 3,
  AT_SetIdentity: 3,
  AT_AddIndexConstraint: 4,
  AT_AddIdentity: 5,
};

/** Columns first go, then change and come; keys follow them, other constraints these, and all else comes last. */
export function inPasses(commands: readonly AlterTableCmd[]): readonly AlterTableCmd[] {
  if (commands.length < 2) return commands;
  return commands
    .map((command, at) => ({ command, at, pass: passOf(command) }))
    .sort((one, other) => one.pass - other.pass || one.at - other.at)
    .map(({ command }) => command);
}

function passOf({ subtype, def }: AlterTableCmd): number {
  if (subtype === 'AT_ColumnDefault') return def === undefined ? 0 : 5;
  if (subtype === 'AT_AddConstraint') {
    const { contype } = as('Constraint', def) ?? {};
    return contype === 'CONSTR_PRIMARY' || contype === 'CONSTR_UNIQUE' || contype === 'CONSTR_EXCLUSION' ? 4 : 5;
  }
  return (subtype && PASSES[subtype]) ?? 6;
}
