import { sectionsOf } from '../../lib/sections.js';
import type { Name } from '../../model/catalog/common.js';
import { EXTENSION_TYPES } from '../../tables/extension-types.js';
import { CLASSES, FUNCTIONS, OPERATORS, TYPES } from '../../tables/postgresql/builtins.js';

/** What an extension brings, as far as the tables of this program know. */
export interface ExtensionMembers {
  /** Whether they are all that it brings; otherwise whatever nothing else defines may be its own. */
  readonly isComplete: boolean;
  readonly routines: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
  readonly classes: ReadonlySet<string>;
  /** The symbols that the server itself does not have. */
  readonly operators: ReadonlySet<string>;
}

/** What an extension of a name brings. */
export function membersOf(extension: string): ExtensionMembers {
  const names = (text: string, of = extension) => new Set((sectionsOf(text).get(of) ?? []).map(firstWord));
  const routines = names(FUNCTIONS);
  const servers = names(OPERATORS, '');
  return {
    isComplete: routines.size > 0,
    routines,
    types: new Set([...names(TYPES), ...(EXTENSION_TYPES[extension]?.split(' ') ?? [])]),
    classes: names(CLASSES),
    operators: new Set([...names(OPERATORS)].filter((symbol) => !servers.has(symbol))),
  };
}

/** Whether the server itself has an operator of a symbol. */
export function isServerOperator({ name }: Pick<Name, 'name'>): boolean {
  return (sectionsOf(OPERATORS).get('') ?? []).some((line) => firstWord(line) === name);
}

function firstWord(line: string): string {
  return line.split(' ', 1)[0] as string;
}
