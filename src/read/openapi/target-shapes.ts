import type * as z from 'zod/mini';
import { mediaType, operation, parameter, pathItem, requestBody, response } from '../../model/openapi.js';
import type { Kind } from './kinds.js';

/** What something must be that a reference leads to, of the kinds that the checker looks into. */
export const SHAPES: { readonly [K in Kind]?: z.ZodMiniType } = {
  pathItem,
  operation,
  parameter,
  requestBody,
  response,
  mediaType,
};
