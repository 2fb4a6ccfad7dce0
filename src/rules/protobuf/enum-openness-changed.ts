import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';

export const enumOpennessChanged: Rule<ProtobufChange<'enum_openness_changed'>> = {
  id: 'enum_openness_changed',
  classic: false,
  summary: 'An enum is closed, or no longer is.',
  reason:
    'Of a closed enum, numbers that are not known are set aside as unknown fields; of an open one they are values.',
  instead: 'Keep features.enum_type.',
  example: {
    before: `edition = "2023";
enum Role { ROLE_UNKNOWN = 0; }
`,
    after: `edition = "2023";
enum Role {
  option features.enum_type = CLOSED;
  ROLE_UNKNOWN = 0;
}
`,
  },
  knownAs: { tool: 'buf', ids: ['ENUM_SAME_TYPE'] },
  judge: ({ from, to }, _, context) =>
    judgement(['source'], context, {
      description: `Enum '${to.fullName}' is ${to.isClosed ? 'closed' : 'open'} now`,
      path: to.fullName,
      before: from.isClosed ? 'closed' : 'open',
      after: to.isClosed ? 'closed' : 'open',
      impact: 'Numbers that are not known are read in another way',
      instead: 'Keep the feature enum_type',
    }),
};
