import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const descriptorAccessorRemoved: Rule<ProtobufChange<'message_descriptor_accessor_changed'>> = {
  id: 'descriptor_accessor_removed',
  classic: false,
  summary: 'C++ no longer has descriptor() of a message, or has it now.',
  reason: 'Code in C++ that calls it no longer compiles.',
  instead: 'Leave no_standard_descriptor_accessor out.',
  example: {
    before: `syntax = "proto3";
message User {
  string name = 1;
}
`,
    after: `syntax = "proto3";
message User {
  option no_standard_descriptor_accessor = true;
  string name = 1;
}
`,
  },
  knownAs: { tool: 'buf', ids: ['MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR'] },
  judge: ({ to }, _, context) =>
    judgement(to.isWithoutDescriptorAccessor ? ['source'] : [], context, {
      description: `Option 'no_standard_descriptor_accessor' of message '${to.fullName}' is ${to.isWithoutDescriptorAccessor}`,
      path: to.fullName,
      before: !to.isWithoutDescriptorAccessor,
      after: to.isWithoutDescriptorAccessor,
      impact: to.isWithoutDescriptorAccessor ? impactOf(['source']) : 'None',
      instead: 'Leave the option out',
    }),
};
