import { missingFrom } from '../../lib/missing-from.js';
import type { SchemaChange } from '../../model/schema-change.js';
import { shown } from '../openapi/shown.js';
import type { Rule } from '../rule.js';
import { harms, judgeSchema, lowered, schemas } from './judgement.js';

export const schemaTypeChanged: Rule<SchemaChange<'schema_type_changed'>> = {
  id: 'schema_type_changed',
  classic: false,
  summary: 'A schema allows other types.',
  reason:
    'Data of a type that is gone are refused by new readers, data of a type that came by old ones (Confluent: TYPE_NARROWED, TYPE_CHANGED; TYPE_EXTENDED is backward compatible).',
  instead: 'Add a property of another name with the new type.',
  example: schemas({ type: ['string', 'integer'] }, { type: 'integer' }),
  judge(change) {
    const { place, before, after } = change;
    return judgeSchema(change, {
      description: `Type of ${place.subject} changed from ${named(before)} to ${named(after)}`,
      at: 'type',
      before,
      after,
      instead: 'Add a property of another name with the new type',
    });
  },
};

/** All seven names, and `integer` within `number`, are anything. */
function named(types: readonly string[]): string {
  if (types.length === 0) return 'nothing at all';
  return types.length >= 6 ? 'anything' : types.join(', ');
}

export const schemaEnumNarrowed: Rule<SchemaChange<'schema_enum_changed'>> = {
  id: 'schema_enum_narrowed',
  classic: false,
  summary: 'Values are no longer listed, or others are not allowed any more.',
  reason: 'Data with a value that is gone are refused (Confluent: ENUM_ARRAY_NARROWED, ENUM_ARRAY_CHANGED).',
  instead: 'Keep the value listed as long as there are data that have it.',
  example: schemas({ enum: ['new', 'paid', 'sent'] }, { enum: ['new', 'sent'] }),
  judge(change) {
    const { place, before, after } = change;
    const gone = after === undefined ? [] : before === undefined ? undefined : missingFrom(before, after);
    if (gone?.length === 0) return undefined;
    const what = gone === undefined ? 'all but the listed ones' : gone.map(shown).join(', ');
    return judgeSchema(change, {
      description: `Values no longer allowed in ${place.subject}: ${what}`,
      at: 'enum',
      before,
      after,
      instead: 'Keep the values listed as long as there are data that have them',
    });
  },
};

export const schemaEnumWidened: Rule<SchemaChange<'schema_enum_changed'>> = {
  id: 'schema_enum_widened',
  classic: false,
  summary: 'Values are listed that were not allowed.',
  reason:
    'Readers of the old schema refuse them (forward). Data written before do not have them (Confluent: ENUM_ARRAY_EXTENDED).',
  instead: 'Give readers the new schema before anybody writes the value.',
  example: schemas({ enum: ['new', 'sent'] }, { enum: ['new', 'paid', 'sent'] }),
  judge(change) {
    const { place, before, after } = change;
    // One that narrows as well is told of once.
    if (after !== undefined && (before === undefined || missingFrom(before, after).length > 0)) return undefined;
    const came =
      after === undefined
        ? 'any'
        : missingFrom(after, before ?? [])
            .map(shown)
            .join(', ');
    return judgeSchema(change, {
      description: `Values now allowed in ${place.subject}: ${came}`,
      at: 'enum',
      before,
      after,
      instead: 'Give readers the new schema before anybody writes the values',
    });
  },
};

export const schemaLimitChanged: Rule<SchemaChange<'schema_limit_changed'>> = {
  id: 'schema_limit_changed',
  classic: false,
  summary: 'A bound of a value changed.',
  reason:
    'Data beyond a tighter bound are refused by new readers; data beyond the old bound by old ones (Confluent: MAXIMUM_DECREASED, MIN_LENGTH_ADDED and the like).',
  instead: 'Keep reading what could be written, and check the tighter bound where data are made.',
  example: schemas({ type: 'string', maxLength: 100 }, { type: 'string', maxLength: 50 }),
  judge(change) {
    const { place, keyword, before, after } = change;
    return judgeSchema(change, {
      description: `'${keyword}' of ${place.subject} changed from ${shown(before)} to ${shown(after)}`,
      at: keyword,
      before,
      after,
      instead: 'Keep reading what could be written, and check the tighter bound where data are made',
    });
  },
};

export const schemaPatternChanged: Rule<SchemaChange<'schema_pattern_changed'>> = {
  id: 'schema_pattern_changed',
  classic: false,
  summary: 'A text must match another pattern.',
  reason: 'Data that matched the old one may not match the new one (Confluent: PATTERN_ADDED, PATTERN_CHANGED).',
  instead: 'Let the new pattern match all that the old one does.',
  example: schemas({ type: 'string' }, { type: 'string', pattern: '^[a-z]+$' }),
  judge(change) {
    const { place, before, after } = change;
    return judgeSchema(change, {
      description: `'pattern' of ${place.subject} changed from ${shown(before)} to ${shown(after)}`,
      at: 'pattern',
      before,
      after,
      instead: 'Let the new pattern match all that the old one does',
    });
  },
};

export const schemaFormatChanged: Rule<SchemaChange<'schema_format_changed'>> = {
  id: 'schema_format_changed',
  classic: false,
  summary: 'A value has another format.',
  reason:
    'Validators need not look at `format` (JSON Schema 2020-12 Validation, section 7.2), so that data of another format are refused by some readers and not by others. Registries pass over it.',
  instead: 'Keep the format, and give what has another one another name.',
  example: schemas({ type: 'string' }, { type: 'string', format: 'email' }),
  judge(change) {
    const { place, before, after } = change;
    return judgeSchema(
      change,
      {
        description: `'format' of ${place.subject} changed from ${shown(before)} to ${shown(after)}`,
        at: 'format',
        before,
        after,
        ...(Object.keys(change.effect).length > 0 && { because: 'if their validator looks at formats' }),
        instead: 'Keep the format, and give what has another one another name',
      },
      lowered('potentially_breaking', (flow) => harms(change, flow)),
    );
  },
};
