import { shownName } from '../nodes.js';
import { shownType } from './data-types.js';
import type { RoutineDraft } from './state.js';

/** The parameters that a caller gives, which tell a function from others of its name. */
export function inputsOf({ parameters }: Pick<RoutineDraft, 'parameters'>): RoutineDraft['parameters'] {
  return parameters.filter(({ mode }) => mode !== 'table' && mode !== 'out');
}

/** A routine as messages show it. */
export function shownRoutine(routine: RoutineDraft): string {
  return `${shownName(routine)}(${inputsOf(routine)
    .map(({ type }) => shownType(type))
    .join(', ')})`;
}
