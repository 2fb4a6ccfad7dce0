/**
 * A monitor of Datadog as POST /api/v1/monitor takes it: the parts of the schemas Monitor, MonitorOptions and
 * MonitorThresholds that are there for monitors of metrics, written down from Datadog's OpenAPI description as its
 * client has it (@datadog/datadog-api-client 1.64.0, 130 MB, which is why it is no dependency). The grammar of a
 * query and the most minutes of its window are those of https://docs.datadoghq.com/api/latest/monitors.
 */
export const MONITOR = {
  type: 'object',
  additionalProperties: false,
  required: ['query', 'type', 'name', 'message', 'options'],
  properties: {
    name: { type: 'string', minLength: 1 },
    type: { enum: ['metric alert', 'query alert'] },
    query: {
      type: 'string',
      pattern: '^(avg|sum|max|min)\\(last_\\d{1,4}m\\):[^\\n]+ (>|>=|<|<=) -?\\d+(\\.\\d+)?$',
    },
    message: { type: 'string', minLength: 1 },
    tags: { type: 'array', items: { type: 'string', pattern: '^[a-z][a-z0-9_./:-]*$', maxLength: 200 } },
    priority: { type: 'integer', minimum: 1, maximum: 5 },
    options: {
      type: 'object',
      additionalProperties: false,
      properties: {
        thresholds: {
          type: 'object',
          additionalProperties: false,
          required: ['critical'],
          properties: { critical: { type: 'number' }, warning: { type: 'number' } },
        },
        notify_no_data: { type: 'boolean' },
        no_data_timeframe: { type: 'integer', minimum: 1 },
        require_full_window: { type: 'boolean' },
        include_tags: { type: 'boolean' },
        notify_audit: { type: 'boolean' },
      },
    },
  },
} as const;
