import type { DropStmt } from '@pgsql/types';
import { as, nameIn } from '../nodes.js';
import { writtenName } from './objects.js';
import type { Context, State } from './state.js';

/**
 * Whether a script that drops what is not there is one that begins afresh: it has made nothing yet, or it makes what it
 * drops further down.
 */
export function isMadeLater({ state, source }: Context, { objects = [] }: DropStmt, end: number): boolean {
  if (isEmpty(state)) return true;
  const rest = source.text.slice(end);
  return objects.every((object) => {
    const routine = as('ObjectWithArgs', object);
    const { name } = routine === undefined ? writtenName(object) : nameIn(routine.objname);
    const literally = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const made = `\\bcreate\\s[^;'$()]*?(?<![\\w$])"?${literally}"?(?![\\w$])`;
    return new RegExp(made, 'iu').test(rest);
  });
}

function isEmpty({ relations, types, routines, extensions, others }: State): boolean {
  return [relations, types, routines, extensions, others].every(({ size }) => size === 0);
}
