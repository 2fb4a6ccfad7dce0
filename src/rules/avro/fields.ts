import { capitalized } from '../../lib/capitalized.js';
import type { AvroChange } from '../../model/avro-change.js';
import type { Rule } from '../rule.js';
import { judgeResolution, records } from './judgement.js';

const ID = { name: 'id', type: 'long' };

export const fieldAdded: Rule<AvroChange<'field_added'>> = {
  id: 'field_added',
  classic: false,
  summary: 'A record has one more field.',
  reason:
    'A reader whose record has a field that the data lack takes its default; without one it cannot read them (Avro: READER_FIELD_MISSING_DEFAULT_VALUE). Old readers pass over the field.',
  instead: 'Give the field a default.',
  example: records([ID], [ID, { name: 'note', type: 'string' }]),
  judge(change) {
    const { subject, hasDefault, after } = change;
    const words = {
      description: `${capitalized(subject)} is new and has ${hasDefault ? 'a' : 'no'} default`,
      before: undefined,
      after,
      ...(!hasDefault && change.effect.request && { because: 'they lack the field, and it has no default' }),
      instead: 'Give the field a default',
    };
    return judgeResolution(change, words, 'additive');
  },
};

export const fieldRemoved: Rule<AvroChange<'field_removed'>> = {
  id: 'field_removed',
  classic: false,
  summary: 'A record no longer has a field.',
  reason:
    'Old readers take the default of a field that new data lack; without one they cannot read them (forward; Avro: READER_FIELD_MISSING_DEFAULT_VALUE). New readers pass over it in old data.',
  instead: 'Give the field a default, and remove it when every reader has that schema.',
  example: records([ID, { name: 'note', type: 'string' }], [ID]),
  judge(change) {
    const { subject, hasDefault, before } = change;
    return judgeResolution(change, {
      description: `${capitalized(subject)} is gone and had ${hasDefault ? 'a' : 'no'} default`,
      before,
      after: undefined,
      ...(!hasDefault && change.effect.response && { because: 'they lack the field, and it had no default' }),
      instead: 'Give the field a default, and remove it when every reader has that schema',
    });
  },
};

export const fieldRenamed: Rule<AvroChange<'field_renamed'>> = {
  id: 'field_renamed',
  classic: false,
  summary: 'A field has another name, and an alias.',
  reason:
    'New readers find the field of old data by its alias; old readers do not know the new name, and take the default or, without one, cannot read new data (Avro 1.12, "Aliases").',
  instead: 'Keep the name, or give the field a default before it is renamed.',
  example: records([{ name: 'note', type: 'string' }], [{ name: 'remark', aliases: ['note'], type: 'string' }]),
  judge(change) {
    const { record, before, after, hasDefault } = change;
    return judgeResolution(change, {
      description: `Field '${before}' of record '${record}' is now called '${after}'`,
      before,
      after,
      ...(!hasDefault && change.effect.response && { because: `they lack '${before}', and it had no default` }),
      instead: 'Keep the name, or give the field a default before it is renamed',
    });
  },
};

export const fieldDefaultChanged: Rule<AvroChange<'field_default_changed'>> = {
  id: 'field_default_changed',
  classic: false,
  summary: 'The default of a field is another one, or is gone.',
  reason:
    'Whoever reads data that lack the field sees the new default, whenever they were written. One that is gone breaks nobody who writes the field, but older data may lack it: compare with every version whose data are kept.',
  instead: 'Keep the default.',
  example: records(
    [{ name: 'note', type: 'string', default: '' }],
    [{ name: 'note', type: 'string', default: 'none' }],
  ),
  judge(change) {
    const { subject, before, after } = change;
    return judgeResolution(change, {
      description: `The default of ${subject} changed from ${shown(before)} to ${shown(after)}`,
      before,
      after,
      because: 'Data that lack the field are read with another value',
      instead: 'Keep the default',
    });
  },
};

export const sortOrderChanged: Rule<AvroChange<'sort_order_changed'>> = {
  id: 'sort_order_changed',
  classic: false,
  summary: 'Fields or symbols have another order, or a field sorts another way.',
  reason:
    'Everything can be read. Who sorts or merges by the order of Avro (1.12, "Sort Order") sorts new data otherwise than old. With `--profile strict` it may break.',
  instead: 'Add fields and symbols at the end.',
  example: records([ID, { name: 'at', type: 'long' }], [{ name: 'at', type: 'long' }, ID]),
  judge(change, _, { profile }) {
    const { name, subject, before, after } = change;
    const words = {
      description: `The order of ${subject} changed from ${before} to ${after}`,
      before,
      after,
      because: `What is sorted by '${name}' comes in another order`,
      instead: 'Add fields and symbols at the end',
    };
    return judgeResolution(change, words, profile === 'strict' ? 'potentially_breaking' : 'non_breaking');
  },
};

export function shown(value: unknown): string {
  return value === undefined ? 'none' : JSON.stringify(value);
}
