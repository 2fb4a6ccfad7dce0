import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';
import { orNone } from './words.js';

export const fileOptionChanged: Rule<ProtobufChange<'file_option_changed'>> = {
  id: 'file_option_changed',
  classic: false,
  summary: 'An option of a file that decides what code is made of it has another value.',
  reason: 'The generated code has other names, or is in another place, and what uses it no longer compiles.',
  instead: 'Keep the value, or change what uses the generated code along with it.',
  example: {
    before: `syntax = "proto3";
option go_package = "acme/user";
`,
    after: `syntax = "proto3";
option go_package = "acme/users";
`,
  },
  knownAs: {
    tool: 'buf',
    ids: [
      'FILE_SAME_CC_ENABLE_ARENAS',
      'FILE_SAME_CC_GENERIC_SERVICES',
      'FILE_SAME_CSHARP_NAMESPACE',
      'FILE_SAME_GO_PACKAGE',
      'FILE_SAME_JAVA_GENERIC_SERVICES',
      'FILE_SAME_JAVA_MULTIPLE_FILES',
      'FILE_SAME_JAVA_OUTER_CLASSNAME',
      'FILE_SAME_JAVA_PACKAGE',
      'FILE_SAME_OBJC_CLASS_PREFIX',
      'FILE_SAME_OPTIMIZE_FOR',
      'FILE_SAME_PHP_CLASS_PREFIX',
      'FILE_SAME_PHP_METADATA_NAMESPACE',
      'FILE_SAME_PHP_NAMESPACE',
      'FILE_SAME_PY_GENERIC_SERVICES',
      'FILE_SAME_RUBY_PACKAGE',
      'FILE_SAME_SWIFT_PREFIX',
    ],
  },
  judge: ({ to, option, before, after }, _, context) =>
    judgement(['source'], context, {
      description: `Option '${option}' of file '${to.path}' changed from ${orNone(before)} to ${orNone(after)}`,
      path: `${to.path}.${option}`,
      before,
      after,
      impact: impactOf(['source']),
      instead: 'Keep the value until whatever uses the generated code has changed',
    }),
};
