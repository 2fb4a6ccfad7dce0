import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';

export const declarationMoved: Rule<ProtobufChange<'declaration_moved'>> = {
  id: 'declaration_moved',
  classic: false,
  summary: 'A message, an enum, an extension or a service is in another file.',
  reason:
    'On the wire nothing changes; files that import the old one for it no longer compile, and neither does code in languages that include files.',
  instead: 'Import the new file publicly in the old one.',
  example: {
    before: `// file: a.proto
syntax = "proto3";
message User {}
message Team {}
`,
    after: `// file: a.proto
syntax = "proto3";
message User {}
// file: b.proto
syntax = "proto3";
message Team {}
`,
  },
  knownAs: { tool: 'buf', ids: ['MESSAGE_NO_DELETE', 'ENUM_NO_DELETE', 'EXTENSION_NO_DELETE', 'SERVICE_NO_DELETE'] },
  judge: ({ noun, from, to }, _, context) =>
    judgement(['source'], context, {
      description: `${noun.replace(/^./, (letter) => letter.toUpperCase())} '${to.fullName}' moved from file '${from.file}' to '${to.file}'`,
      path: to.fullName,
      before: from.file,
      after: to.file,
      impact: 'What imports the old file for it no longer compiles',
      instead: 'Import the new file publicly in the old one',
    }),
};
