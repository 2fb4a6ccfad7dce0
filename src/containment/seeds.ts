import { isObject, own } from '../lib/json-value.js';
import type { SchemaNode } from '../model/openapi.js';
import type { Failure } from './failure.js';
import type { Prover } from './prove.js';

/** What values are made of, and what they are varied around. */
export interface Seed {
  readonly from: unknown;
  readonly to: unknown;
}

/** For the failure of a condition: the sender's values for which it matters, those first that meet its own, too. */
export function seedsOf(prover: Prover, from: unknown, failure: Failure): Seed[] {
  const { sender, statements } = prover;
  return [
    ...conditionsOf(failure).flatMap(({ conditions, to }) => {
      const own = consequencesOf(prover, from, failure);
      const schemas = [from, statements.of([...conditions, to]), ...conditions];
      return [...(own.length > 0 ? [[...schemas, ...own]] : []), schemas].map((all) => ({
        from: sender.conjoin(all),
        to,
      }));
    }),
    ...outsideNegations(prover, from, failure),
  ];
}

/** Of a sender that refuses objects with some properties: objects in which one of these is something else. */
function outsideNegations({ sender }: Prover, from: unknown, { receiver }: Failure): Seed[] {
  const refused = sender.shape(from).clauses.flatMap(({ node }) => {
    return isObject(node.not) && isObject(node.not.properties) ? Object.entries(node.not.properties) : [];
  });
  return refused.slice(0, MOST_NEGATED).map(([name, schema]) => ({
    from: sender.conjoin([from, { required: [name], properties: { [name]: { not: schema } } }]),
    to: receiver?.node ?? true,
  }));
}

const MOST_NEGATED = 4;

/** What a value must meet for a condition to matter, and what is demanded of it then. */
function conditionsOf({ facet, property, receiver }: Failure): { conditions: readonly unknown[]; to: unknown }[] {
  if (receiver === undefined) return [];
  const { not, if: condition, then: met, else: unmet } = receiver.node;
  switch (facet) {
    case 'not':
      return [{ conditions: [not], to: not }];
    case 'then':
      return [{ conditions: [condition], to: met }];
    case 'else':
      return [
        { conditions: [], to: unmet },
        { conditions: [], to: condition },
      ];
    case 'dependentRequired':
    case 'dependentSchemas':
      return [{ conditions: [{ required: [property] }], to: dependentOf(receiver.node, property) ?? true }];
  }
  return [];
}

/** What the sender says for the same case. */
function consequencesOf({ sender }: Prover, from: unknown, { facet, property }: Failure): unknown[] {
  const { clauses } = sender.shape(from);
  const own = clauses.map(({ node }) => (facet.startsWith('dependent') ? dependentOf(node, property) : node[facet]));
  return facet === 'not' ? [] : own.filter((schema) => schema !== undefined);
}

function dependentOf({ dependentSchemas: all }: SchemaNode, property: string | undefined): unknown {
  return isObject(all) && property !== undefined ? own(all, property) : undefined;
}
