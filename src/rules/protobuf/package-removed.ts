import type { ProtobufChange } from '../../model/protobuf/change.js';
import type { Rule } from '../rule.js';
import { impactOf, judgement } from './levels.js';

export const packageRemoved: Rule<ProtobufChange<'package_removed'>> = {
  id: 'package_removed',
  classic: false,
  summary: 'A package is gone with all its files.',
  reason: 'Whatever it declared can neither be imported nor called.',
  instead: 'Keep the package, deprecated, until nobody uses it.',
  example: {
    before: `// file: a.proto
syntax = "proto3";
package acme.v1;
message User {}
`,
    after: `// file: b.proto
syntax = "proto3";
package acme.v2;
message User {}
`,
  },
  knownAs: {
    tool: 'buf',
    ids: [
      'PACKAGE_NO_DELETE',
      'PACKAGE_SERVICE_NO_DELETE',
      'FILE_NO_DELETE',
      'SERVICE_NO_DELETE',
      'MESSAGE_NO_DELETE',
      'ENUM_NO_DELETE',
      'EXTENSION_NO_DELETE',
      'PACKAGE_MESSAGE_NO_DELETE',
    ],
  },
  judge: ({ package: name, services }, _, context) => {
    const breaks = services.length > 0 ? (['rpc', 'source'] as const) : (['source'] as const);
    const called = name === '' ? 'The package without a name' : `Package '${name}'`;
    const list = services.length === 0 ? '' : `, and with it ${listed(services)}`;
    return judgement(breaks, context, {
      description: `${called} is gone${list}`,
      path: name,
      before: name,
      impact: impactOf(breaks),
      instead: 'Keep the package until nobody uses it',
    });
  },
};

const MOST_LISTED = 5;

function listed(services: readonly string[]): string {
  const more = services.length - MOST_LISTED;
  const rest = more > 0 ? ` and ${more} more` : '';
  return `the ${services.length === 1 ? 'service' : 'services'} ${services.slice(0, MOST_LISTED).join(', ')}${rest}`;
}
