import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { judgement } from './levels.js';
import { orNone } from './words.js';

export const filePackageChanged: Rule<ProtobufChange<'file_package_changed'>> = {
  id: 'file_package_changed',
  classic: false,
  summary: 'A file is in another package.',
  reason:
    'Everything in it has another full name: calls go to another path, and the type in a google.protobuf.Any is unknown.',
  instead: 'Put the new version into a file of its own, and keep the old one until nobody uses it.',
  example: {
    before: `syntax = "proto3";
package acme;
message User {}
`,
    after: `syntax = "proto3";
package acme.v1;
message User {}
`,
  },
  knownAs: { tool: 'buf', ids: ['FILE_SAME_PACKAGE', 'PACKAGE_NO_DELETE'] },
  judge: ({ from, to }, _, context) =>
    judgement(['wire', 'json', 'rpc', 'source'], context, {
      description: `Package of file '${to.path}' changed from ${orNone(from.package)} to ${orNone(to.package)}`,
      path: to.path,
      before: from.package,
      after: to.package,
      impact: 'Calls go to another path, and the type in a google.protobuf.Any is unknown',
      instead: 'Declare the new version in a file of its own, and keep the old one',
    }),
};
