import { createContainment } from '../../containment/containment.js';
import { byName, diffByName } from '../../lib/diff-by-name.js';
import { isObject, type JsonObject, keysOf } from '../../lib/json-value.js';
import type { OpenApiDescription, SchemaNode } from '../../model/openapi.js';
import { FLOWS, type OpenApiChange, type Usage } from '../../model/openapi-change.js';
import { apiChanges } from './api.js';
import { classicModelChanges } from './classic-models.js';
import { createFacts } from './facts.js';
import { createPairGraph } from './pairs.js';
import { createResolver, modelOf, type Resolver } from './references.js';
import { createSameness } from './sameness.js';
import { compareNodes, hasSiblings, resolve, type SchemaSlot, type SchemaWalk, withSiblings } from './schemas.js';
import { createHierarchies } from './subtypes.js';

/**
 * Every difference between two descriptions: paths that went, what changed at those that stayed, then the
 * named models. Everything is in the order of before, then of after. A model that both have is compared once,
 * where it is defined, and knows which operations use it.
 */
export function findOpenApiChanges(before: OpenApiDescription, after: OpenApiDescription): OpenApiChange[] {
  const models = { before: modelsOf(before), after: modelsOf(after) };
  const resolvers = { before: createResolver(before), after: createResolver(after) };
  const hierarchies = {
    before: createHierarchies(before, resolvers.before),
    after: createHierarchies(after, resolvers.after),
  };
  const sameness = createSameness(resolvers, hierarchies);
  const walk: SchemaWalk = {
    ...resolvers,
    models: new Set(
      [...models.before]
        .filter(([name, slot]) => isSchema(slot, resolvers.before) && isSchema(models.after.get(name), resolvers.after))
        .map(([name]) => name),
    ),
    goneModels: new Set([...models.before.keys()].filter((name) => !models.after.has(name))),
    pairs: createPairGraph(),
    containment: createContainment(resolvers, sameness),
    hierarchies,
    isSame: sameness.isSame,
    facts: createFacts(),
    waiting: [],
    written: [],
    depth: 0,
  };
  const referenced = { before: referencesOf(before), after: referencesOf(after) };
  const changes = [
    ...apiChanges(walk, before, after),
    ...modelChanges(walk, models.before, models.after, hasNoOperations(after), referenced.after),
    ...waitingChanges(walk),
  ];
  walk.pairs.spread();
  walk.facts.settle((model) => referenced.before(model) || referenced.after(model));
  explainWritten(walk);
  return changes;
}

/** Finds out which differences in writing have been found exactly. */
function explainWritten({ written, facts, pairs }: SchemaWalk): void {
  if (written.length === 0) return;
  const harmed = pairs.holdersOf(facts.harmed('response'), 'response');
  for (const { pair, explanation } of written) explanation.isFound ||= harmed.has(pair);
}

/** The changes of the pairs that references lead to, and of those that they lead to. */
function waitingChanges({ waiting }: SchemaWalk): OpenApiChange[] {
  const changes: OpenApiChange[] = [];
  // More join the list while it is gone through.
  for (const compare of waiting) for (const change of compare()) changes.push(change);
  return changes;
}

type Models = ReadonlyMap<string, SchemaSlot>;

function modelsOf(description: OpenApiDescription): Models {
  return byName(description.components?.schemas as Readonly<Record<string, SchemaSlot>> | undefined);
}

function modelChanges(
  walk: SchemaWalk,
  before: Models,
  after: Models,
  isLibrary: boolean,
  isReferenced: (model: string) => boolean,
): OpenApiChange[] {
  const { removed, common } = diffByName(before, after);
  return [
    ...common.flatMap(([model, from, to]) => {
      // A model that is only another name, or anything or nothing, is compared where it is used.
      if (!walk.models.has(model) || walk.isSame(from, to)) return [];
      const place = { path: `components.schemas.${model}`, subject: `model '${model}'` };
      const [left, right] = [resolve(walk.before, from).node, resolve(walk.after, to).node];
      if (left === undefined || right === undefined) return [];
      const pair = walk.pairs.of(left, right);
      pair.walked = true;
      if (isLibrary) walk.pairs.use(pair, ANYBODY);
      return [
        ...compareNodes(walk, left, right, { ...place, model, usage: pair.usage }, pair),
        ...classicModelChanges(model, schemaOf(from), schemaOf(to)),
      ];
    }),
    ...removed.map(([model, value]) => {
      return { kind: 'model_removed', model, before: value, stillReferenced: isReferenced(model) } as const;
    }),
  ];
}

/** Who may use the schemas of a description that has nothing else: other descriptions, in any way. */
const ANYBODY: Usage = { flows: new Set(FLOWS), operations: new Set() };

function hasNoOperations({ paths, webhooks }: OpenApiDescription): boolean {
  return [paths, webhooks].every((items) => !isObject(items) || keysOf(items).length === 0);
}

function isSchema(slot: SchemaSlot, resolver: Resolver): slot is SchemaNode {
  return isObject(slot) && (slot.$ref === undefined || (resolver.keepsSiblings && hasSiblings(slot)));
}

function schemaOf(slot: SchemaSlot): SchemaNode {
  const node = slot as SchemaNode;
  return node.$ref === undefined ? node : withSiblings(node);
}

/**
 * The models that a reference names, or a discriminator by their names or by references (OpenAPI 3.2, "Discriminator
 * Object").
 */
function namedBy(node: JsonObject): string[] {
  const model = typeof node.$ref === 'string' ? modelOf(node.$ref) : undefined;
  if (model !== undefined) return [model, ...mappedBy(node)];
  return mappedBy(node);
}

function mappedBy(node: JsonObject): string[] {
  const mapping = isObject(node.discriminator) ? node.discriminator.mapping : undefined;
  if (!isObject(mapping)) return [];
  return keysOf(mapping).map((key) => modelOf(String(mapping[key])) ?? String(mapping[key]));
}

/** Whether anything in a description refers to a model; the description is gone through when first asked. */
function referencesOf(description: OpenApiDescription): (model: string) => boolean {
  let models: ReadonlySet<string> | undefined;
  return (model) => {
    models ??= referencedModels(description);
    return models.has(model);
  };
}

/** The models that anything in a description refers to. */
function referencedModels(description: OpenApiDescription): Set<string> {
  const models = new Set<string>();
  const visit = (node: object): void => {
    if ('$ref' in node || 'discriminator' in node) for (const model of namedBy(node as JsonObject)) models.add(model);
    for (const key in node) {
      const held = (node as never)[key] as unknown;
      if (typeof held === 'object' && held !== null) visit(held);
    }
  };
  visit(description);
  return models;
}
