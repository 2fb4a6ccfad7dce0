import { diffByName } from '../../lib/diff-by-name.js';
import { type DirectiveDefinition, EXECUTABLE_LOCATIONS } from '../../model/graphql.js';
import type { Exposure, GraphqlChange } from '../../model/graphql-change.js';
import { compareAnnotations } from './annotations.js';
import { type Collector, state, subjects } from './collector.js';
import { compareArguments } from './inputs.js';

/** Finds the changes of the definitions of directives. */
export function compareDirectives(collector: Collector): void {
  const { removed, added, common } = diffByName(collector.before.directives, collector.after.directives);
  for (const [name, from] of removed) {
    state(collector, 'directive_removed', subjects.directive(name), { from, before: `@${name}`, ...seen(from) });
  }
  for (const [, from, to] of common) compareDefinitions(collector, from, to);
  for (const [name, to] of added) {
    state(collector, 'directive_added', subjects.directive(name), { to, after: `@${name}`, ...seen(to) });
  }
}

function compareDefinitions(collector: Collector, from: DirectiveDefinition, to: DirectiveDefinition): void {
  const subject = subjects.directive(from.name);
  const details = { from, to, ...seen(from) };
  const [past, present] = [new Set(from.locations), new Set(to.locations)];
  for (const location of past) {
    if (present.has(location)) continue;
    const directive = { name: from.name, isExecutable: EXECUTABLE_LOCATIONS.has(location) };
    state(collector, 'directive_location_removed', subject, { ...details, before: location, directive });
  }
  for (const location of present) {
    if (past.has(location)) continue;
    const directive = { name: from.name, isExecutable: EXECUTABLE_LOCATIONS.has(location) };
    state(collector, 'directive_location_added', subject, { ...details, after: location, directive });
  }
  const { before, after } = collector;
  if (from.isRepeatable !== to.isRepeatable && before.tells.repeatable && after.tells.repeatable) {
    state(collector, `directive_repeatable_${to.isRepeatable ? 'added' : 'removed'}`, subject, details);
  }
  compareArguments(collector, subject, from.args, to.args, details.exposure);
  compareAnnotations(collector, subject, from, to, details.exposure);
}

/** A directive that no operation may have is seen by those who write schemas. */
function seen({ name, locations }: DirectiveDefinition): {
  readonly exposure: Exposure;
  readonly directive: NonNullable<GraphqlChange['directive']>;
} {
  const isExecutable = locations.some((location) => EXECUTABLE_LOCATIONS.has(location));
  return {
    exposure: { isReachable: true, isSent: isExecutable, isReceived: false },
    directive: { name, isExecutable },
  };
}
