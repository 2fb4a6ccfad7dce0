import { shownName } from '../nodes.js';
import { keyOf, refuse } from './names.js';
import { shownRoutine } from './routine-names.js';
import type { Context, Dependency, RoutineDraft, State, TableDraft, ViewDraft } from './state.js';
import { codeUses, isOfType } from './uses.js';

/** The views that cannot be without an object. */
export function viewsUsing({ relations }: State, object: Dependency): ViewDraft[] {
  return [...relations.values()].filter((each) => each.$kind === 'view' && each.$uses.includes(object)) as ViewDraft[];
}

/** The routines that cannot be without an object. */
export function routinesUsing({ routines }: State, object: Dependency): RoutineDraft[] {
  return [...routines.values()].flat().filter((each) => each.$uses.includes(object));
}

/** All tables. */
export function tablesOf({ relations }: State): TableDraft[] {
  return [...relations.values()].filter((each) => each.$kind === 'table') as TableDraft[];
}

/** Drops what uses an object when the statement says CASCADE, and refuses otherwise. */
export function dropUsers(context: Context, object: Dependency, name: string, cascades: boolean): void {
  for (const view of viewsUsing(context.state, object)) {
    if (!cascades && context.doomed?.has(view) !== true) refuse(context, `view ${shownName(view)} depends on ${name}`);
    dropView(context, view, true);
  }
  for (const routine of routinesUsing(context.state, object)) {
    if (!cascades) refuse(context, `function ${shownRoutine(routine)} depends on ${name}`);
    removeRoutine(context, routine);
  }
  for (const table of tablesOf(context.state)) {
    if (table.policies.length === 0 || table === object || context.doomed?.has(table) === true) continue;
    table.policies = table.policies.filter((policy) => {
      const isUsed = [policy.using, policy.check].some((code) => codeUses(context.state, code, object));
      if (isUsed && !cascades) refuse(context, `policy ${policy.name} on table ${shownName(table)} depends on ${name}`);
      return !isUsed;
    });
  }
}

/** Takes a view away, and what uses it. */
export function dropView(context: Context, view: ViewDraft, cascades: boolean): void {
  const { relations } = context.state;
  if (relations.get(keyOf(view)) !== view) return;
  // Views may use each other (CREATE OR REPLACE VIEW): one that goes in any case is gone before they are looked at.
  if (cascades) relations.delete(keyOf(view));
  dropUsers(context, view, shownName(view), cascades);
  dropRowUsers(context, view, cascades);
  relations.delete(keyOf(view));
  for (const index of view.indexes) relations.delete(keyOf({ schema: view.schema, name: index.name }));
}

/** The rows of a relation are a type, which routines take and give. */
function dropRowUsers(context: Context, view: ViewDraft, cascades: boolean): void {
  for (const routine of [...context.state.routines.values()].flat()) {
    const types = [...routine.parameters.map(({ type }) => type), ...(routine.returns ? [routine.returns.type] : [])];
    if (!types.some((type) => isOfType(type, view))) continue;
    if (!cascades) refuse(context, `function ${shownRoutine(routine)} depends on type ${shownName(view)}`);
    removeRoutine(context, routine);
  }
}

/** Takes a routine away, and nothing else. */
export function removeRoutine({ state }: Context, routine: RoutineDraft): void {
  const rest = (state.routines.get(keyOf(routine)) ?? []).filter((each) => each !== routine);
  if (rest.length === 0) state.routines.delete(keyOf(routine));
  else state.routines.set(keyOf(routine), rest);
}
