import { capitalized } from '../../lib/capitalized.js';
import type { LogicalType } from '../../model/avro.js';
import type { AvroChange } from '../../model/avro-change.js';
import type { Rule } from '../rule.js';
import { judgeResolution, records } from './judgement.js';

const KEEP = 'Add a field of another name with the new type, and a default';

export const typeChanged: Rule<AvroChange<'type_changed'>> = {
  id: 'type_changed',
  classic: false,
  summary: 'Something has another type.',
  reason:
    'A reader takes int for long, float or double, long for float or double, float for double, and string and bytes for each other; any other type it cannot read (Avro: TYPE_MISMATCH).',
  instead: `${KEEP}.`,
  example: records([{ name: 'total', type: 'long' }], [{ name: 'total', type: 'int' }]),
  judge(change) {
    const { subject, before, after } = change;
    return judgeResolution(change, {
      description: `The type of ${subject} changed from ${before} to ${after}`,
      before,
      after,
      instead: KEEP,
    });
  },
};

export const typeRenamed: Rule<AvroChange<'type_renamed'>> = {
  id: 'type_renamed',
  classic: false,
  summary: 'A record, an enumeration or a fixed type has another name.',
  reason:
    'A reader takes a named type for its own when the names are the same without their namespaces, or when the old full name is one of its aliases (Avro: NAME_MISMATCH). Old readers have no alias for the new name.',
  instead: 'Keep the name, or list the old full name under `aliases`.',
  example: {
    before: { type: 'enum', name: 'Color', symbols: ['RED'] },
    after: { type: 'enum', name: 'Colour', symbols: ['RED'] },
  },
  judge(change) {
    const { before, after, noun } = change;
    return judgeResolution(change, {
      description: `The ${noun} '${before}' is now called '${after}'`,
      before,
      after,
      because:
        change.effect.request || change.effect.response
          ? 'the name is not known there'
          : 'An alias tells the two are one',
      instead: `List '${before}' under aliases`,
    });
  },
};

export const namespaceChanged: Rule<AvroChange<'namespace_changed'>> = {
  id: 'namespace_changed',
  classic: false,
  summary: 'A named type is in another namespace.',
  reason:
    'The specification compares names without their namespaces, so that all data can be read; implementations that compare full names cannot read them without an alias. With `--profile strict` it may break.',
  instead: 'List the old full name under `aliases`.',
  example: {
    before: { type: 'fixed', name: 'Id', namespace: 'shop', size: 16 },
    after: { type: 'fixed', name: 'Id', namespace: 'store', size: 16 },
  },
  judge(change, _, { profile }) {
    const { before, after, noun } = change;
    const words = {
      description: `The ${noun} '${before}' is now in another namespace: '${after}'`,
      before,
      after,
      because: 'Implementations that compare full names cannot read the data',
      instead: `List '${before}' under aliases`,
    };
    return judgeResolution(change, words, profile === 'strict' ? 'potentially_breaking' : 'non_breaking');
  },
};

export const unionBranchRemoved: Rule<AvroChange<'union_branch_removed'>> = {
  id: 'union_branch_removed',
  classic: false,
  summary: 'A union lacks a branch, or what was optional is not any more.',
  reason: 'New readers cannot read data of that branch (Avro: MISSING_UNION_BRANCH).',
  instead: 'Keep the branch as long as there are data of it.',
  example: records([{ name: 'note', type: ['null', 'string'] }], [{ name: 'note', type: 'string' }]),
  judge(change) {
    const { subject, branch } = change;
    return judgeResolution(change, {
      description: `${capitalized(subject)} may no longer be ${branch}`,
      before: branch,
      after: undefined,
      instead: 'Keep the branch as long as there are data of it',
    });
  },
};

export const unionBranchAdded: Rule<AvroChange<'union_branch_added'>> = {
  id: 'union_branch_added',
  classic: false,
  summary: 'A union has one more branch, or something became optional.',
  reason: 'Old readers cannot read data of that branch (forward; Avro: MISSING_UNION_BRANCH).',
  instead: 'Give readers the new schema before anybody writes the branch.',
  example: records([{ name: 'note', type: ['null', 'string'] }], [{ name: 'note', type: ['null', 'string', 'long'] }]),
  judge(change) {
    const { subject, branch } = change;
    return judgeResolution(change, {
      description: `${capitalized(subject)} may now be ${branch}`,
      before: undefined,
      after: branch,
      instead: 'Give readers the new schema before anybody writes the branch',
    });
  },
};

const symbols = (before: readonly string[], after: readonly string[]) => ({
  before: { type: 'enum', name: 'State', symbols: before },
  after: { type: 'enum', name: 'State', symbols: after },
});

export const enumSymbolsRemoved: Rule<AvroChange<'enum_symbols_removed'>> = {
  id: 'enum_symbols_removed',
  classic: false,
  summary: 'An enumeration lacks symbols.',
  reason:
    'A reader that does not know a symbol takes the default of its enumeration; without one it cannot read the data (Avro: MISSING_ENUM_SYMBOLS). With a default everything can be read, as something else.',
  instead: 'Keep the symbols, or give the enumeration a default.',
  example: symbols(['NEW', 'PAID'], ['NEW']),
  judge(change) {
    const { name, symbols: gone, hasDefault } = change;
    return judgeResolution(change, {
      description: `Symbols of enum '${name}' are gone: ${gone.join(', ')}`,
      before: gone,
      after: undefined,
      ...(hasDefault && change.flows.has('request') && { because: 'They are read as the default of the enumeration' }),
      instead: 'Keep the symbols, or give the enumeration a default',
    });
  },
};

export const enumSymbolsAdded: Rule<AvroChange<'enum_symbols_added'>> = {
  id: 'enum_symbols_added',
  classic: false,
  summary: 'An enumeration has more symbols.',
  reason:
    'Old readers do not know them: they take the default of their enumeration, or cannot read the data (forward; Avro: MISSING_ENUM_SYMBOLS).',
  instead: 'Give the enumeration a default before symbols are added.',
  example: symbols(['NEW'], ['NEW', 'PAID']),
  judge(change) {
    const { name, symbols: came, hasDefault } = change;
    return judgeResolution(change, {
      description: `Symbols of enum '${name}' are new: ${came.join(', ')}`,
      before: undefined,
      after: came,
      ...(hasDefault && change.flows.has('response') && { because: 'Old readers read them as the default' }),
      instead: 'Give the enumeration a default before symbols are added',
    });
  },
};

export const fixedSizeChanged: Rule<AvroChange<'fixed_size_changed'>> = {
  id: 'fixed_size_changed',
  classic: false,
  summary: 'A fixed type has another size.',
  reason: 'A reader reads as many bytes as its own type has, and so no others (Avro: FIXED_SIZE_MISMATCH).',
  instead: 'Define a type of another name, or use bytes.',
  example: {
    before: { type: 'fixed', name: 'Id', size: 16 },
    after: { type: 'fixed', name: 'Id', size: 20 },
  },
  judge(change) {
    const { name, before, after } = change;
    return judgeResolution(change, {
      description: `The size of fixed '${name}' changed from ${before} to ${after}`,
      before,
      after,
      instead: 'Define a type of another name, or use bytes',
    });
  },
};

export const logicalTypeChanged: Rule<AvroChange<'logical_type_changed'>> = {
  id: 'logical_type_changed',
  classic: false,
  summary: 'What a value means is said otherwise (logicalType, precision, scale).',
  reason:
    'Resolution looks at the stored types alone, so that nothing fails and registries find nothing: milliseconds are read as microseconds, and a decimal of another scale is ten or a hundred times another number. That is breaking here. A logical type where there was none, a smaller precision, and a local time where there was none may break: nobody can tell how the values were meant.',
  instead: 'Add a field of another name with the new meaning.',
  example: records(
    [{ name: 'at', type: { type: 'long', logicalType: 'timestamp-millis' } }],
    [{ name: 'at', type: { type: 'long', logicalType: 'timestamp-micros' } }],
  ),
  judge(change) {
    const { subject, before, after } = change;
    return judgeResolution(change, {
      description: `The meaning of ${subject} changed from ${logical(before)} to ${logical(after)}`,
      before,
      after,
      instead: 'Add a field of another name with the new meaning',
    });
  },
};

function logical(type: LogicalType | undefined): string {
  if (type === undefined) return 'no logical type';
  return type.name === 'decimal' ? `decimal(${type.precision}, ${type.scale})` : type.name;
}
