import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const enumValueRenamed: Rule<ProtobufChange<'enum_value_renamed'>> = {
  id: 'enum_value_renamed',
  classic: false,
  summary: 'A value of an enum has another name.',
  reason:
    'JSON has names: the old one is unknown, and the new one is to old readers. Generated code has other names as well.',
  instead: 'Keep the name, or add the new one as an alias (allow_alias).',
  example: {
    before: `syntax = "proto3";
enum Role { ROLE_UNKNOWN = 0; ADMIN = 1; }
`,
    after: `syntax = "proto3";
enum Role { ROLE_UNKNOWN = 0; OWNER = 1; }
`,
  },
  knownAs: { tool: 'buf', ids: ['ENUM_VALUE_SAME_NAME'] },
  judge: ({ enum: { to }, number, before, after }, _, context) =>
    judgement(['json', 'source'], context, {
      description: `Value ${number} of enum '${to.fullName}' is called ${after.map((name) => `'${name}'`).join(', ')}, and was called ${before.map((name) => `'${name}'`).join(', ')}`,
      path: `${to.fullName}.${after[0]}`,
      before: before.join(', '),
      after: after.join(', '),
      impact: impactOf(['json']),
      instead: 'Keep the name, or add the new one as an alias',
    }),
};
