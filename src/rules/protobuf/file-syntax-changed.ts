import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const fileSyntaxChanged: Rule<ProtobufChange<'file_syntax_changed'>> = {
  id: 'file_syntax_changed',
  classic: false,
  summary: 'A file is of another syntax or edition.',
  reason:
    'Other defaults hold for everything in it, and the code that is generated differs. What that changes of fields and enums is told of them.',
  instead: 'Set the features that keep what was, and look at the other findings.',
  example: {
    before: `syntax = "proto2";
message User {}
`,
    after: `syntax = "proto3";
message User {}
`,
  },
  knownAs: { tool: 'buf', ids: ['FILE_SAME_SYNTAX'] },
  judge: ({ from, to }, _, context) => {
    const [before, after] = [from.edition ?? from.syntax, to.edition ?? to.syntax];
    return judgement(['source'], context, {
      description: `Syntax of file '${to.path}' changed from ${before} to ${after}`,
      path: to.path,
      before,
      after,
      impact: impactOf(['source']),
      instead: 'Set the features that keep what was the default before',
    });
  },
};
