import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';

export const deprecationChanged: Rule<ProtobufChange<'deprecation_changed'>> = {
  id: 'deprecation_changed',
  classic: false,
  summary: 'Something is deprecated, or no longer is.',
  reason: 'Nothing fails; compilers warn.',
  instead: 'Say what takes its place.',
  example: {
    before: `syntax = "proto3";
message User {
  string name = 1;
}
`,
    after: `syntax = "proto3";
message User {
  string name = 1 [deprecated = true];
}
`,
  },
  judge: ({ subject, path, isDeprecated }, _, context) =>
    judgement([], context, {
      description: `${subject.replace(/^./, (letter) => letter.toUpperCase())} is ${isDeprecated ? 'deprecated' : 'no longer deprecated'}`,
      path,
      before: !isDeprecated,
      after: isDeprecated,
      impact: 'None',
      instead: 'None needed',
    }),
};
