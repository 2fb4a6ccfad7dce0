import { refusalOf } from '../containment/accepts.js';
import { createConjunctions } from '../containment/conjunctions.js';
import { lift } from '../containment/lift.js';
import { createView, type View } from '../containment/prove.js';
import { Sampler } from '../containment/samples.js';
import { createShapes, type Side } from '../containment/shape.js';
import { sliceOf } from '../containment/slice.js';
import { problemsOf, SUBJECT } from '../containment/validate.js';
import { pointerOf } from '../lib/json-pointer.js';
import type { Witness } from '../model/finding.js';
import { type Effect, FLOWS, type Flow, type Held, type Usage } from '../model/openapi-change.js';

/** The sides whose schemas the witnesses are of. */
interface Sides {
  readonly before: Side;
  readonly after: Side;
}

/** Longer texts say no more, and a report is to be read. */
const LONGEST = 400;
const LARGEST = 20_000;

/**
 * Holds the witness of a change against both schemas with a validator that had no part in finding it.
 *
 * @returns the witness that holds; nothing when there is none in a direction in which the schemas are used
 */
export function createWitnessProof(sides: Sides): (effect: Effect, usage: Usage) => Witness | undefined {
  const conjoin = createConjunctions();
  const shapes = { before: createShapes(sides.before), after: createShapes(sides.after) };
  const directionOf = (flow: Flow): Direction => {
    const views = {
      before: createView(sides.before, shapes.before, flow, conjoin),
      after: createView(sides.after, shapes.after, flow, conjoin),
    };
    const [accepted, refused] = flow === 'request' ? (['before', 'after'] as const) : (['after', 'before'] as const);
    return { accepted, refused, views, sampler: new Sampler(views[accepted]) };
  };
  const directions = { request: directionOf('request'), response: directionOf('response') };
  return (effect, usage) => {
    for (const flow of FLOWS) {
      const witness = usage.flows.has(flow) ? effect[flow]?.witness : undefined;
      const proven = witness === undefined ? undefined : proveOutwards(witness.value, witness.held, directions[flow]);
      if (proven !== undefined) return proven;
    }
    return undefined;
  };
}

/** Whose schema accepts the values of a direction and whose refuses them. */
interface Direction {
  readonly accepted: 'before' | 'after';
  readonly refused: 'before' | 'after';
  readonly views: { readonly before: View; readonly after: View };
  /** Of the schemas of the side that accepts. */
  readonly sampler: Sampler;
}

/** The value of the outermost schemas that shows it: of a whole body rather than of a property of it. */
function proveOutwards(value: unknown, held: Held, direction: Direction): Witness | undefined {
  let known: { readonly proven: Witness | undefined } | undefined;
  const proven = () => {
    known ??= { proven: prove(value, held, direction, ([first]) => first) };
    return known.proven;
  };
  for (const outer of liftedFrom(value, held, direction).toReversed()) {
    const witness = prove(outer.value, outer.held, direction, (problems) => {
      const within = problems.filter((problem) => isWithin(problem, outer.path));
      if (within.length < 2) return within[0];
      // Another reason would be another finding's.
      const inner = proven();
      return inner && within.find((problem) => problem.endsWith(outer.path + reasonOf(inner)));
    });
    if (witness !== undefined) return witness;
    if (known !== undefined && known.proven === undefined) return undefined;
  }
  return proven();
}

/** Whether a problem is one of what a path leads to. */
function isWithin(problem: string, path: string): boolean {
  const rest = problem.startsWith(SUBJECT + path) ? problem[SUBJECT.length + path.length] : undefined;
  return rest === ' ' || rest === '/';
}

/** A value deeper than this shows no more. */
const MOST_LEVELS = 30;

/** Values of what holds a schema, from the inside out, as far as our own reading of the schemas tells. */
function liftedFrom(value: unknown, held: Held, { accepted, refused, views, sampler }: Direction) {
  const lifted: { readonly value: unknown; readonly held: Held; readonly path: string }[] = [];
  let [inner, at, path] = [value, held, ''];
  while (at.holder !== undefined && at.step !== undefined && lifted.length < MOST_LEVELS) {
    const { holder, step } = at;
    const holders = { sender: holder[accepted], receiver: holder[refused] };
    const outer = lift(inner, step, holders, sampler, views[refused]).find((one) => {
      return sampler.passes(holders.sender, one) && refusalOf(holders.receiver, one, views[refused]) !== undefined;
    });
    if (outer === undefined) break;
    path = stepInto(outer, inner) + path;
    lifted.push({ value: outer, held: holder, path });
    [inner, at] = [outer, holder];
  }
  return lifted;
}

/** The step from a value to one that it holds, as a JSON pointer has it. */
function stepInto(outer: unknown, inner: unknown): string {
  if (outer === inner || typeof outer !== 'object' || outer === null) return '';
  const key = Object.entries(outer).findLast(([, held]) => held === inner)?.[0];
  return key === undefined ? '' : pointerOf([key]);
}

/** What a refusal says, and where within the value, which stands deeper in another one. */
function reasonOf({ refusal }: Witness): string {
  return refusal.slice(SUBJECT.length).replace(/…$/, '');
}

/** @param choose the problem that is the reason, of all those of the value */
function prove(value: unknown, held: Held, direction: Direction, choose: Choose): Witness | undefined {
  try {
    return attempt(value, held, direction, choose);
  } catch (error) {
    // Schemas that hold themselves without end are too deep for any validator.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

type Choose = (problems: readonly string[]) => string | undefined;

function attempt(
  value: unknown,
  held: Held,
  { accepted, refused, views }: Direction,
  choose: Choose,
): Witness | undefined {
  if (JSON.stringify(value).length > LARGEST) return undefined;
  const problems = (side: 'before' | 'after') => problemsOf(sliceOf(held[side], value, views[side]), value);
  const refusals = problems(refused);
  // Why it is refused as text is the reason, if it is: that it is no text is none.
  const asText = held.isText ? problemsOf(sliceOf(held[refused], value, views[refused]), textual(value), true) : [];
  const refusal = refusals.length === 0 ? undefined : choose([...asText, ...refusals]);
  if (refusal === undefined || problems(accepted).length > 0) return undefined;
  return { value: value as Witness['value'], accepted, refusal: shortened(refusal) };
}

/** A value as it travels: every number and every flag in it is a text. */
function textual(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(textual);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, textual(one)]));
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
