import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { addition } from './levels.js';

export const fileAdded: Rule<ProtobufChange<'file_added'>> = {
  id: 'file_added',
  classic: false,
  summary: 'A file is new.',
  reason: 'Nobody knows it yet.',
  instead: 'Nothing.',
  example: {
    before: `// file: a.proto
syntax = "proto3";
message User {
  string name = 1;
}
`,
    after: `// file: a.proto
syntax = "proto3";
message User {
  string name = 1;
}
// file: b.proto
syntax = "proto3";
`,
  },
  judge: ({ file }) =>
    addition({
      description: `File '${file.path}' is new`,
      path: file.path,
      after: file.path,
      impact: 'None',
      instead: 'None needed',
    }),
};
