import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';
import { rangesText } from './words.js';

export const reservedRemoved: Rule<ProtobufChange<'reserved_removed'>> = {
  id: 'reserved_removed',
  classic: false,
  summary: 'Numbers or names that were reserved no longer are.',
  reason:
    'They can be taken again, and bytes and JSON of the past, and of clients that still write them, are then read as something else.',
  instead: 'Keep what is reserved for good.',
  example: {
    before: `syntax = "proto3";
message User {
  reserved 2;
  string name = 1;
}
`,
    after: `syntax = "proto3";
message User {
  string name = 1;
}
`,
  },
  knownAs: { tool: 'buf', ids: ['RESERVED_MESSAGE_NO_DELETE', 'RESERVED_ENUM_NO_DELETE'] },
  judge: ({ noun, to, ranges, names }, _, context) => {
    const parts = [...(ranges.length > 0 ? [rangesText(ranges)] : []), ...names.map((name) => `"${name}"`)].join(', ');
    return judgement(['wire', 'json', 'source'], context, {
      description: `${noun === 'enum' ? 'Enum' : 'Message'} '${to.fullName}' no longer reserves ${parts}`,
      path: to.fullName,
      before: parts,
      impact: 'What is taken again is read from old bytes and old JSON as something else',
      instead: 'Keep what is reserved for good',
    });
  },
};
