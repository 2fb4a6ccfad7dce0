import type { JsonObject } from '../../lib/json-value.js';
import type { Linking } from './link.js';
import type { Origins } from './locate.js';

export function convertSwagger(linking: Linking, origins: Origins): JsonObject {
  void origins;
  return linking.root.value as JsonObject;
}
