import type { Severity } from '../model/finding.js';

/** What it means that a directive comes to something, goes from it, or has other arguments. */
export interface DirectiveMeaning {
  readonly added: readonly [Severity, impact: string];
  readonly removed: readonly [Severity, impact: string];
  readonly changed: readonly [Severity, impact: string];
}

const NOTHING = ['non_breaking', 'Nothing fails'] as const;
const ACCESS = ['breaking', 'Operations of clients without the permission are refused'] as const;
const OPENED = ['non_breaking', 'Whoever could ask for it still can'] as const;
const COMPOSES = ['potentially_breaking', 'The supergraph may not compose, or plan queries in another way'] as const;
const CONTRACT = [
  'potentially_breaking',
  'Contracts that are filtered by tags may have more or less of the schema',
] as const;
const COST = ['potentially_breaking', 'Operations may go beyond the limit of their costs'] as const;

/**
 * Directives with a published meaning: those of federation (Apollo Federation 2, "Directives"; version 1 has some of
 * them), of costs (IBM's specification of GraphQL costs) and of documentation.
 */
export const DIRECTIVE_MEANINGS: ReadonlyMap<string, DirectiveMeaning> = new Map<string, DirectiveMeaning>([
  [
    'key',
    {
      added: ['non_breaking', 'Other subgraphs may refer to the entity by one more key'],
      removed: ['breaking', 'Subgraphs that refer to the entity by this key no longer compose'],
      changed: ['breaking', 'Subgraphs that refer to the entity by the old key no longer compose'],
    },
  ],
  [
    'shareable',
    {
      added: ['non_breaking', 'Other subgraphs may resolve it, too'],
      removed: ['breaking', 'The supergraph does not compose when another subgraph resolves it, too'],
      changed: NOTHING,
    },
  ],
  [
    'inaccessible',
    {
      added: ['breaking', 'It is no longer in the schema that clients see: operations that use it are refused'],
      removed: ['additive', 'It is in the schema that clients see now'],
      changed: NOTHING,
    },
  ],
  ['external', { added: COMPOSES, removed: COMPOSES, changed: COMPOSES }],
  ['requires', { added: COMPOSES, removed: COMPOSES, changed: COMPOSES }],
  ['provides', { added: COMPOSES, removed: COMPOSES, changed: COMPOSES }],
  ['override', { added: COMPOSES, removed: COMPOSES, changed: COMPOSES }],
  ['interfaceObject', { added: COMPOSES, removed: COMPOSES, changed: COMPOSES }],
  ['extends', { added: COMPOSES, removed: COMPOSES, changed: COMPOSES }],
  ['composeDirective', { added: NOTHING, removed: COMPOSES, changed: COMPOSES }],
  ['context', { added: COMPOSES, removed: COMPOSES, changed: COMPOSES }],
  ['fromContext', { added: COMPOSES, removed: COMPOSES, changed: COMPOSES }],
  ['connect', { added: NOTHING, removed: COMPOSES, changed: COMPOSES }],
  ['source', { added: NOTHING, removed: COMPOSES, changed: COMPOSES }],
  ['link', { added: COMPOSES, removed: COMPOSES, changed: COMPOSES }],
  ['tag', { added: CONTRACT, removed: CONTRACT, changed: CONTRACT }],
  ['authenticated', { added: ACCESS, removed: OPENED, changed: ACCESS }],
  ['requiresScopes', { added: ACCESS, removed: OPENED, changed: ACCESS }],
  ['policy', { added: ACCESS, removed: OPENED, changed: ACCESS }],
  ['cost', { added: COST, removed: COST, changed: COST }],
  ['listSize', { added: COST, removed: COST, changed: COST }],
  ['docsCategory', { added: NOTHING, removed: NOTHING, changed: NOTHING }],
  ['possibleTypes', { added: NOTHING, removed: NOTHING, changed: NOTHING }],
  ['cacheControl', { added: NOTHING, removed: NOTHING, changed: NOTHING }],
  ['doc', { added: NOTHING, removed: NOTHING, changed: NOTHING }],
  ['example', { added: NOTHING, removed: NOTHING, changed: NOTHING }],
]);

const ROUTED = ['non_breaking', 'The router asks other subgraphs for it; clients do not see which'] as const;

/** What a supergraph says of its subgraphs, `@join__field` and its like (Apollo Federation, "join" v0.3). */
const ROUTING: DirectiveMeaning = { added: ROUTED, removed: ROUTED, changed: ROUTED };

/** A directive by its name, which a link may put a namespace before: `@federation__key`. */
export function meaningOf(name: string): DirectiveMeaning | undefined {
  if (name.startsWith('join__')) return ROUTING;
  return DIRECTIVE_MEANINGS.get(name.replace(/^federation__/, ''));
}
