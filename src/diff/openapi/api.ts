import type { OpenApiDescription } from '../../model/openapi.js';
import type { OpenApiChange } from '../../model/openapi-change.js';
import type { ApiWalk } from './endpoint.js';
import { webhookChanges } from './hooks.js';
import { pathChanges } from './paths.js';
import type { SchemaWalk } from './schemas.js';
import { commonSecurityChanges } from './security.js';
import { securitySchemeChanges } from './security-schemes.js';
import { serverChanges } from './servers.js';

/** Everything of two descriptions that is no named schema, in the order of paths, webhooks, security and servers. */
export function apiChanges(
  schemas: SchemaWalk,
  before: OpenApiDescription,
  after: OpenApiDescription,
): OpenApiChange[] {
  const walk: ApiWalk = { schemas, shared: new Map() };
  const { changes, pairings } = pathChanges(walk, before, after);
  return [
    ...changes,
    ...webhookChanges(walk, before, after),
    ...commonSecurityChanges(walk, pairings, { before, after }),
    ...securitySchemeChanges(walk, pairings, { before, after }),
    ...serverChanges({ before, after }),
  ];
}
