import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

type Schema = { [keyword: string]: unknown };

const require = createRequire(import.meta.url);

/** Where the packages keep the schemas that their makers generate from the CRDs of the projects. */
const PUBLISHED: Readonly<Record<string, string>> = {
  'argoproj.io/v1alpha1 AnalysisTemplate': '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/AnalysisTemplate',
  'argoproj.io/v1alpha1 Rollout': '@kubernetes-models/argo-rollouts/argoproj.io/v1alpha1/Rollout',
  'gateway.networking.k8s.io/v1 HTTPRoute': '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1/HTTPRoute',
  // Of v1 the schema is that of v1beta1: Istio 1.22 promoted it unchanged.
  'networking.istio.io/v1 VirtualService': '@kubernetes-models/istio/networking.istio.io/v1beta1/VirtualService',
};

const reference = (properties: Schema, required: string[]): Schema => ({ type: 'object', properties, required });
const text = { type: 'string' };
const duration = { type: 'string', pattern: '^[0-9]+(m|s)' };

/**
 * The parts of Flagger's CRDs that we write (flagger.app/v1beta1; artifacts/flagger/crd.yaml of Flagger 1.38, and
 * https://docs.flagger.app/usage/how-it-works and /usage/metrics); no package has them.
 */
const FLAGGER: Readonly<Record<string, Schema>> = {
  'flagger.app/v1beta1 MetricTemplate': reference(
    {
      apiVersion: text,
      kind: text,
      metadata: { type: 'object' },
      spec: reference(
        {
          provider: reference(
            {
              type: {
                type: 'string',
                enum: [
                  ...['prometheus', 'influxdb', 'datadog', 'cloudwatch', 'newrelic', 'graphite', 'stackdriver'],
                  ...['dynatrace', 'keptn', 'splunk'],
                ],
              },
              address: text,
              secretRef: reference({ name: text }, ['name']),
              region: text,
              insecureSkipVerify: { type: 'boolean' },
            },
            ['type'],
          ),
          query: text,
        },
        ['provider', 'query'],
      ),
    },
    ['spec'],
  ),
  'flagger.app/v1beta1 Canary': reference(
    {
      apiVersion: text,
      kind: text,
      metadata: { type: 'object' },
      spec: reference(
        {
          targetRef: reference(
            {
              apiVersion: text,
              kind: { type: 'string', enum: ['DaemonSet', 'Deployment', 'Service', 'ScaledObject'] },
              name: text,
            },
            ['kind', 'name'],
          ),
          suspend: { type: 'boolean' },
          skipAnalysis: { type: 'boolean' },
          revertOnDeletion: { type: 'boolean' },
          service: reference({ name: text, port: { type: 'number' }, targetPort: {}, portName: text }, ['port']),
          analysis: {
            ...reference(
              {
                interval: duration,
                iterations: { type: 'number' },
                threshold: { type: 'number' },
                maxWeight: { type: 'number' },
                stepWeight: { type: 'number' },
                stepWeights: { type: 'array', items: { type: 'number' } },
                stepWeightPromotion: { type: 'number' },
                webhooks: {
                  type: 'array',
                  items: reference(
                    {
                      name: text,
                      url: text,
                      type: {
                        type: 'string',
                        enum: [
                          ...['', 'confirm-rollout', 'pre-rollout', 'rollout', 'confirm-promotion', 'post-rollout'],
                          ...['event', 'rollback', 'confirm-traffic-increase'],
                        ],
                      },
                    },
                    ['name', 'url'],
                  ),
                },
                metrics: {
                  type: 'array',
                  items: reference(
                    {
                      name: text,
                      interval: duration,
                      threshold: { type: 'number' },
                      thresholdRange: {
                        type: 'object',
                        properties: { min: { type: 'number' }, max: { type: 'number' } },
                      },
                      query: text,
                      templateRef: reference({ name: text, namespace: text }, ['name']),
                    },
                    ['name'],
                  ),
                },
              },
              ['interval', 'threshold'],
            ),
            anyOf: [{ required: ['iterations'] }, { required: ['stepWeight'] }, { required: ['stepWeights'] }],
          },
        },
        ['targetRef', 'service', 'analysis'],
      ),
    },
    ['spec'],
  ),
};

/**
 * What is wrong with an object of a custom resource, by the schema of its CRD; empty when an API server would take it.
 * A field that the schema does not name is wrong as well: `kubectl apply` refuses it (--validate=strict).
 */
export function problemsOf(object: unknown): string[] {
  const { apiVersion, kind } = object as { apiVersion: string; kind: string };
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(strict(schemaOf(`${apiVersion} ${kind}`)) as Schema);
  return validate(object)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function schemaOf(name: string): Schema {
  const flagger = FLAGGER[name];
  if (flagger !== undefined) return flagger;
  const module = PUBLISHED[name];
  if (module === undefined) throw new Error(`no schema of ${name} is known here`);
  const [, literal] = /^const schema = (\{[\s\S]*?^\});$/m.exec(readFileSync(require.resolve(module), 'utf8')) ?? [];
  const schema = JSON.parse(literal as string) as { properties: Schema };
  // Names of objects are looked at, the rest of their metadata is Kubernetes's own.
  const name63 = { type: 'string', pattern: '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$' };
  const metadata = { type: 'object', properties: { name: name63, labels: { type: 'object' } }, required: ['name'] };
  return { ...schema, properties: { ...schema.properties, apiVersion: text, metadata } };
}

/** The schema with every object closed that names its fields. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  const isOpen = !('properties' in inner) || 'additionalProperties' in inner || !('type' in inner);
  return isOpen ? inner : { ...inner, additionalProperties: false };
}
