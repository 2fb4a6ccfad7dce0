import type { AlterEventTrigStmt, AlterFdwStmt, AlterForeignServerStmt, Node } from '@pgsql/types';
import { tablesOf } from './dependents.js';
import { dropTable } from './drop-table.js';
import { foreignOptions, wrapperFunctions } from './other-facts.js';
import { findOther } from './others.js';
import type { Context, OtherDraft } from './state.js';

const named = (sval = ''): Node => ({ String: { sval } });

/** `ALTER FOREIGN DATA WRAPPER`. */
export function alterWrapper(context: Context, { fdwname, func_options, options }: AlterFdwStmt): void {
  const found = findOther(context, 'foreign data wrapper', named(fdwname));
  if (found === undefined) return;
  Object.assign(found.facts, wrapperFunctions(context, func_options));
  changeOptions(found, options);
}

/** `ALTER SERVER`. */
export function alterServer(
  context: Context,
  { servername, version, has_version, options }: AlterForeignServerStmt,
): void {
  const found = findOther(context, 'server', named(servername));
  if (found === undefined) return;
  if (has_version === true) found.facts['version'] = version;
  changeOptions(found, options);
}

function changeOptions({ facts }: OtherDraft, options: Node[] | undefined): void {
  facts['options'] = foreignOptions(options, Array.isArray(facts['options']) ? facts['options'] : []);
}

const ENABLED: Readonly<Record<string, string>> = { O: 'origin', A: 'always', R: 'replica', D: 'disabled' };

/** `ALTER EVENT TRIGGER … ENABLE` and `DISABLE`. */
export function alterEventTrigger(context: Context, { trigname, tgenabled = 'O' }: AlterEventTrigStmt): void {
  const found = findOther(context, 'event trigger', named(trigname));
  if (found !== undefined) found.facts['enabled'] = ENABLED[tgenabled];
}

/** Takes away what is on a foreign server, or by a wrapper. */
export function dropForeign(context: Context, { kind, identity }: OtherDraft): void {
  const { others } = context.state;
  if (kind === 'foreign data wrapper') {
    for (const [key, each] of others) {
      if (each.kind !== 'server' || each.facts['wrapper'] !== identity) continue;
      others.delete(key);
      dropForeign(context, each);
    }
  }
  if (kind !== 'server') return;
  for (const [key, each] of others) {
    if (each.kind === 'user mapping' && each.identity.endsWith(` server ${identity}`)) others.delete(key);
  }
  for (const table of tablesOf(context.state)) if (table.foreign?.server === identity) dropTable(context, table, true);
}

/** What is on a foreign server, or by a wrapper, follows its new name. */
export function renameForeign(context: Context, { kind, identity }: OtherDraft, newname: string): void {
  const { others } = context.state;
  if (kind === 'foreign data wrapper') {
    for (const each of others.values()) if (each.facts['wrapper'] === identity) each.facts['wrapper'] = newname;
  }
  if (kind !== 'server') return;
  for (const [key, each] of [...others]) {
    if (each.kind !== 'user mapping' || !each.identity.endsWith(` server ${identity}`)) continue;
    others.delete(key);
    each.identity = `${each.identity.slice(0, -identity.length)}${newname}`;
    others.set(`user mapping ${each.identity}`, each);
  }
  for (const table of tablesOf(context.state)) if (table.foreign?.server === identity) table.foreign.server = newname;
}
