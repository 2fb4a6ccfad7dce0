import type { View } from '../../../model/catalog/objects.js';
import type { NamedObject } from '../../../model/migration/named-object.js';
import type { ObjectStep } from '../../../model/migration/object-step.js';
import { type Draft, keyOf, localName } from '../draft/draft.js';
import { finishTable } from '../draft/finish-table.js';
import type { DraftTrigger } from '../draft/triggers.js';
import { followWorking } from './follow-working.js';
import { followHistory, type Written } from './history.js';

/** What a statement does to what is no table. */
export interface Noted {
  /** Why the server does not take what the statement makes. */
  readonly unfit: readonly string[];
  /** Without what a later statement has made good: to be asked at the end. */
  lasting(): Lasting;
}

export interface Lasting {
  readonly objects: readonly ObjectStep[];
  /** Views and triggers that stay without what they need. */
  readonly broken: readonly NamedObject[];
}

/** Follows what becomes of views, programs, triggers and events while statements are applied. */
export interface ObjectWatch {
  /** What the last statement has done. */
  note(): Noted;
}

const NOTHING: Noted = { unfit: [], lasting: () => ({ objects: [], broken: [] }) };

/** Watches a draft from now on. A statement costs as much as what it changes, however much else there is. */
export function watchObjects(draft: Draft): ObjectWatch {
  const { tables, views, routines, events, triggers } = draft;
  for (const map of [tables, views, routines, events, triggers]) map.watch();
  const working = followWorking(draft);
  const ofView = followHistory(views);
  const ofRoutine = followHistory(routines);
  const ofEvent = followHistory(events);
  const ofTrigger = followHistory(triggers);
  return {
    note() {
      const [table, view, trigger] = [tables.written(), views.written(), triggers.written()];
      const [routine, event] = [routines.written(), events.written()];
      if ([table, view, trigger, routine, event].every(({ size }) => size === 0)) return NOTHING;
      const lost = working.follow(new Set([...table.keys(), ...view.keys()]), trigger.keys());
      const ofViews = ofView.follow(view);
      const ofTriggers = ofTrigger.follow(trigger);
      const steps = [
        ...ofViews.flatMap((one) => objectStep('view', views, one)),
        ...ofRoutine.follow(routine).flatMap((one) => objectStep('routine', routines, one)),
        ...ofEvent.follow(event).flatMap((one) => objectStep('event', events, one)),
        ...ofTriggers.flatMap((one) => triggerStep(draft, one)),
      ];
      return {
        unfit: [
          ...ofViews.flatMap(({ key, after }) => (working.hasView(key) ? [] : unfitView(draft, after))),
          ...ofTriggers.flatMap(({ key, after }) => (working.hasTrigger(key) ? [] : unfitTrigger(after))),
        ],
        lasting: () => ({
          objects: steps.filter(({ isLasting }) => isLasting()).map(({ step }) => step),
          broken: [
            ...lost.views
              .filter((key) => !view.has(key) && !working.hasView(key))
              .flatMap((key) => nameOfView(views.get(key))),
            ...lost.triggers
              .filter((key) => !trigger.has(key) && !working.hasTrigger(key))
              .flatMap((key) => nameOfTrigger(draft, triggers.get(key))),
          ],
        }),
      };
    },
  };
}

/** A step, and whether no later statement has made good what it takes away. */
interface Kept {
  readonly step: ObjectStep;
  isLasting(): boolean;
}

function objectStep<Value>(
  kind: Exclude<ObjectStep['kind'], 'trigger'>,
  map: ReadonlyMap<string, Value>,
  { key, before, after, isOwn }: Written<Value>,
): Kept[] {
  if (isOwn) return [];
  const step = { kind, ...(before && { before }), ...(after && { after }) } as ObjectStep;
  return [{ step, isLasting: () => after !== undefined || !map.has(key) }];
}

/** A trigger goes with its table: that is told of the table. */
function triggerStep(draft: Draft, { key, before, after, isOwn }: Written<DraftTrigger>): Kept[] {
  const { table } = (after ?? before ?? {}) as Partial<DraftTrigger>;
  if (isOwn || table === undefined || draft.tables.get(keyOf(table.name)) !== table) return [];
  const step: ObjectStep = {
    kind: 'trigger',
    table: finishTable(draft, table),
    ...(before && { before: before.trigger }),
    ...(after && { after: after.trigger }),
  };
  return [{ step, isLasting: () => after !== undefined || !draft.triggers.has(key) }];
}

function unfitTrigger(found: DraftTrigger | undefined): string[] {
  return found === undefined ? [] : [`the trigger '${found.trigger.name}' names columns that its table does not have`];
}

/** Nothing is said of a view of tables of which nothing is known. */
function unfitView(draft: Draft, view: View | undefined): string[] {
  if (view === undefined) return [];
  const reads = [...(draft.reads.get(view.query)?.keys() ?? [])];
  const isKnown = reads.every((key) => draft.tables.has(key) && draft.tables.get(key)?.isUnknown !== true);
  return isKnown ? [`the view '${view.name}' names columns that its tables do not have`] : [];
}

function nameOfView(view: View | undefined): NamedObject[] {
  return view === undefined ? [] : [{ kind: 'view', name: { schema: view.schema, name: view.name } }];
}

function nameOfTrigger(draft: Draft, found: DraftTrigger | undefined): NamedObject[] {
  if (found === undefined) return [];
  const table = localName(draft, found.table.name);
  return [{ kind: 'trigger', name: { schema: table.schema, name: found.trigger.name }, table }];
}
