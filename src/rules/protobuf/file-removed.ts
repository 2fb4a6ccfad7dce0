import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const fileRemoved: Rule<ProtobufChange<'file_removed'>> = {
  id: 'file_removed',
  classic: false,
  summary: 'A file is gone, and what it declared is elsewhere now.',
  reason: 'Files that import it no longer compile, and code that includes what was generated from it does not either.',
  instead: 'Keep the file, with public imports of where its declarations are now.',
  example: {
    before: `// file: a.proto
syntax = "proto3";
message User {}
`,
    after: `// file: b.proto
syntax = "proto3";
message User {}
`,
  },
  knownAs: { tool: 'buf', ids: ['FILE_NO_DELETE'] },
  judge: ({ file, movedTo }, _, context) =>
    judgement(['source'], context, {
      description: `File '${file.path}' is gone${movedTo.length === 0 ? '' : `; what it declared is in ${movedTo.join(', ')} now`}`,
      path: file.path,
      before: file.path,
      impact: impactOf(['source']),
      instead: 'Keep the file, with public imports of the files that have its declarations now',
    }),
};
