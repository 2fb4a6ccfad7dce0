import type { ContentModel } from '../../model/openapi-change.js';
import type { SchemaChange } from '../../model/schema-change.js';
import type { Rule } from '../rule.js';
import { harms, judgeSchema, lowered, schemas } from './judgement.js';

const ID = { id: { type: 'integer' } };
const NAME = { name: { type: 'string' } };

/** Whose writers may put anything, or something, under a name that their schema does not declare. */
function isUndeclared(change: SchemaChange<'property_added' | 'property_removed'>): boolean {
  return harms(change, change.kind === 'property_added' ? 'request' : 'response');
}

export const propertyAddedToOpenContent: Rule<SchemaChange<'property_added'>> = {
  id: 'property_added_to_open_content',
  classic: false,
  summary: 'An object that may have other properties declares one more.',
  reason:
    'An object is open unless `additionalProperties` or `unevaluatedProperties` says `false`: whoever wrote with the old schema was free to put anything under the new name, so that such data may exist and the new schema refuses them. Registries therefore refuse an optional property of an open object as not backward compatible (Confluent: PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL; where `additionalProperties` is a schema, PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL). With `--profile contract`, which takes writers to write what their schema declares and nothing else, it only may break.',
  instead:
    'Close the object with `additionalProperties: false` in the version before (that alone breaks nobody whose data are as declared), and add the property then; or declare it without a type; or accept the change, where you know that nobody wrote that name.',
  example: schemas({ type: 'object', properties: ID }, { type: 'object', properties: { ...ID, ...NAME } }),
  judge(change, _, { profile }) {
    if (!isUndeclared(change)) return undefined;
    const { property, place, after, contents } = change;
    const model = contents?.before ?? 'open';
    return judgeSchema(
      change,
      {
        description: `Property '${property}' added to ${place.subject}, whose content model was ${model}`,
        at: `properties.${property}`,
        before: undefined,
        after,
        because: `${freedom(model)}, so that data written with the old schema may have '${property}' as something else`,
        instead: `Close the object (additionalProperties: false) before '${property}' is declared, or accept the change where nobody wrote that name`,
      },
      profile === 'contract'
        ? lowered('potentially_breaking', (flow) => flow === 'request' && harms(change, flow))
        : {},
    );
  },
};

function freedom(model: ContentModel): string {
  return model === 'open'
    ? 'nothing said that the object has no other properties'
    : 'the object could have other properties of some kinds';
}

export const propertyRemovedFromOpenContent: Rule<SchemaChange<'property_removed'>> = {
  id: 'property_removed_from_open_content',
  classic: false,
  summary: 'An object that may have other properties no longer declares one.',
  reason:
    'Whoever writes with the new schema may put anything under the name; readers of the old one expect what it declared. The reverse of an addition to an open object: data that were written before stay valid (Confluent: PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL).',
  instead: 'Keep the property declared, or close the object with `additionalProperties: false`.',
  example: schemas({ type: 'object', properties: { ...ID, ...NAME } }, { type: 'object', properties: ID }),
  judge(change, _, { profile }) {
    if (!isUndeclared(change)) return undefined;
    const { property, place, before, contents } = change;
    return judgeSchema(
      change,
      {
        description: `Property '${property}' removed from ${place.subject}, whose content model is ${contents?.after ?? 'open'}`,
        at: `properties.${property}`,
        before,
        after: undefined,
        because: `'${property}' may be written as something else, or not at all`,
        instead: `Keep '${property}' declared, or close the object (additionalProperties: false)`,
      },
      profile === 'contract'
        ? lowered('potentially_breaking', (flow) => flow === 'response' && harms(change, flow))
        : {},
    );
  },
};

export const propertyAdded: Rule<SchemaChange<'property_added'>> = {
  id: 'property_added',
  classic: false,
  summary: 'A property came that nobody has to write.',
  reason:
    'Readers whose schema is closed refuse it (forward). Data written before lack it and stay valid (Confluent: OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL, PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL, PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL).',
  instead: 'Give readers the new schema before anybody writes the property.',
  example: schemas(
    { type: 'object', properties: ID, additionalProperties: false },
    { type: 'object', properties: { ...ID, ...NAME }, additionalProperties: false },
  ),
  judge(change) {
    if (isUndeclared(change)) return undefined;
    const { property, place, after, contents } = change;
    const judged = judgeSchema(change, {
      description: `Property '${property}' added to ${place.subject}`,
      at: `properties.${property}`,
      before: undefined,
      after,
      ...(harms(change, 'response') && { because: `the old schema is ${contents?.before ?? 'closed'}` }),
      instead: 'Give readers the new schema before anybody writes the property',
    });
    return judged?.severity === 'non_breaking' ? { ...judged, severity: 'additive' } : judged;
  },
};

export const propertyRemoved: Rule<SchemaChange<'property_removed'>> = {
  id: 'property_removed',
  classic: false,
  summary: 'A property is no longer declared.',
  reason:
    'Where the new schema is closed, data that have the property are refused (Confluent: PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL; where what may be added has another type, PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL). An open schema lets them pass, unread.',
  instead: 'Keep the property declared as long as there are data that have it, or open the object.',
  example: schemas(
    { type: 'object', properties: { ...ID, ...NAME }, additionalProperties: false },
    { type: 'object', properties: ID, additionalProperties: false },
  ),
  judge(change) {
    if (isUndeclared(change)) return undefined;
    const { property, place, before, contents } = change;
    return judgeSchema(change, {
      description: `Property '${property}' removed from ${place.subject}`,
      at: `properties.${property}`,
      before,
      after: undefined,
      ...(harms(change, 'request') && { because: `the new schema is ${contents?.after ?? 'closed'}` }),
      instead: 'Keep the property declared as long as there are data that have it, or open the object',
    });
  },
};

const UNLESS_FILLED_IN = 'unless they fill in its default before they validate';

function hasDefault(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && Object.hasOwn(schema, 'default');
}

export const propertyMadeRequired: Rule<SchemaChange<'property_made_required'>> = {
  id: 'property_made_required',
  classic: false,
  summary: 'A property must be there that could be missing.',
  reason:
    'Data written before may lack it (Confluent: REQUIRED_ATTRIBUTE_ADDED, REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL). With a `default` it may break: to JSON Schema a default is a remark, and a validator refuses what is missing all the same, but readers that put defaults in before they validate read the data; registries count on those (REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED is compatible to Confluent).',
  instead: 'Leave it optional, with a default that readers fill in.',
  example: schemas({ type: 'object', properties: ID }, { type: 'object', properties: ID, required: ['id'] }),
  judge(change) {
    const { property, place, before, after, declared } = change;
    return judgeSchema(
      change,
      {
        description: `Property '${property}' is now required in ${place.subject}`,
        at: 'required',
        before,
        after,
        ...(hasDefault(declared) && harms(change, 'request') && { because: UNLESS_FILLED_IN }),
        instead: 'Leave it optional, with a default that readers fill in',
      },
      hasDefault(declared) ? lowered('potentially_breaking', (flow) => flow === 'request' && harms(change, flow)) : {},
    );
  },
};

export const propertyMadeOptional: Rule<SchemaChange<'property_made_optional'>> = {
  id: 'property_made_optional',
  classic: false,
  summary: 'A property may be missing that had to be there.',
  reason:
    'Readers of the old schema refuse data without it (forward). With a `default` they only may, as for a property that becomes required. Data written before have it (Confluent: REQUIRED_ATTRIBUTE_REMOVED).',
  instead: 'Go on writing it until every reader has the new schema.',
  example: schemas({ type: 'object', properties: ID, required: ['id'] }, { type: 'object', properties: ID }),
  judge(change) {
    const { property, place, declared } = change;
    return judgeSchema(
      change,
      {
        description: `Property '${property}' is no longer required in ${place.subject}`,
        at: 'required',
        before: property,
        after: undefined,
        ...(hasDefault(declared) && harms(change, 'response') && { because: UNLESS_FILLED_IN }),
        instead: 'Go on writing it until every reader has the new schema',
      },
      hasDefault(declared) ? lowered('potentially_breaking', (flow) => flow === 'response' && harms(change, flow)) : {},
    );
  },
};
