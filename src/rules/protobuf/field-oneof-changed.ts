import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';
import { pathOf, subjectOf } from './words.js';

export const fieldOneofChanged: Rule<ProtobufChange<'field_oneof_changed'>> = {
  id: 'field_oneof_changed',
  classic: false,
  summary: 'A field is in a oneof, in another one, or no longer in one.',
  reason: 'Of a oneof, a reader keeps only the last field that was written: what old writers set together is lost.',
  instead: 'Add a field to the oneof with a number of its own.',
  example: {
    before: `syntax = "proto3";
message User {
  string name = 1;
  oneof contact {
    string mail = 2;
  }
}
`,
    after: `syntax = "proto3";
message User {
  oneof contact {
    string name = 1;
    string mail = 2;
  }
}
`,
  },
  knownAs: { tool: 'buf', ids: ['FIELD_SAME_ONEOF'] },
  judge: ({ from, to, ...pair }, _, context) =>
    judgement(['wire', 'json', 'source'], context, {
      description: `${subjectOf({ ...pair, from, to })} moved from ${oneofText(from.oneof)} to ${oneofText(to.oneof)}`,
      path: pathOf({ ...pair, from, to }),
      before: from.oneof ?? null,
      after: to.oneof ?? null,
      impact: 'Fields that were set together unset each other',
      instead: 'Add a field to the oneof with a number of its own',
    }),
};

function oneofText(name: string | undefined): string {
  return name === undefined ? 'no oneof' : `oneof '${name}'`;
}
