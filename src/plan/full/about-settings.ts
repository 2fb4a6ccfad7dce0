import type { Notice } from '../../model/plan-detail.js';
import type { PatternFamily, PlanPattern } from '../../tables/plan-patterns.js';
import { PROGRESSIVE_TOOLS } from '../../tables/plan-settings.js';
import type { Context } from './draft.js';
import { isKnownRegime } from './people.js';
import { decidingFlags, leavesRest, mixedUp, withoutNames } from './steps/deciding-flags.js';
import { toolOf } from './steps/routes.js';
import { spoken, withoutVersion } from './warnings.js';

/** What was made up from words, what nobody knows controls for, and what a tool of the traffic cannot do. */
export function aboutSettings({ spec, settings, unwritten, dialect }: Context, { family }: PlanPattern): Notice[] {
  const regimes = spec.constraints?.compliance_requirements ?? [];
  const unknown = regimes.flatMap((name, at) =>
    isKnownRegime(name)
      ? []
      : [
          {
            path: `/constraints/compliance_requirements/${at}`,
            message: `no controls are known for ${JSON.stringify(name)}: add them by hand`,
          },
        ],
  );
  const names = ['old_service', 'new_service'] as const;
  const keys = { old_service: 'legacy_service', new_service: 'new_service' } as const;
  const derived = names.flatMap((name) => {
    const said = settings.find(name) ?? spec.service_details?.[keys[name]]?.name;
    if (
      family !== 'service' ||
      said !== undefined ||
      settings.missing().some(({ path }) => path === `/settings/${name}`)
    ) {
      return [];
    }
    const path = `/service_details/${keys[name]}/name`;
    return [
      {
        path,
        message: `is not there, so the name was made from ${name === 'old_service' ? '/source' : '/target'}; --set ${name}=… says the real one`,
      },
    ];
  });
  const remedy =
    dialect === undefined ? 'write its statements, and rehearse them' : 'give --before and --after, or --report';
  const without = unwritten.map(({ path, change }) => ({
    path,
    message: `no statement of this plan does ${change}: ${remedy}`,
  }));
  return [
    ...unknown,
    ...without,
    ...derived,
    ...twoDeployments(spec, settings, family),
    ...flagsOfService(spec, settings, family),
    ...(family === 'service' ? otherPaths(spec) : []),
  ];
}

/** Argo Rollouts and Flagger lead one deployment to its next release; a specification may think of two. */
function twoDeployments(
  { service_details: details }: Context['spec'],
  settings: Context['settings'],
  family: PatternFamily,
): Notice[] {
  const tool = settings.find('traffic') ?? '';
  const old = settings.find('old_service') ?? details?.legacy_service?.name;
  const next = settings.find('new_service') ?? details?.new_service?.name;
  if (family !== 'service' || !PROGRESSIVE_TOOLS.includes(tool) || old === undefined || old === next) return [];
  const message = `${tool} leads one deployment from its release to the next, so ${next ?? 'new_service'} must run the old release when it begins; between two deployments, gateway-api or istio split the requests`;
  return [{ path: '/settings/traffic', message }];
}

/** Flags that the gateway does not go by, and requests that it sends over by no flag. */
function flagsOfService(spec: Context['spec'], settings: Context['settings'], family: PatternFamily): Notice[] {
  const flags = spec.feature_flags ?? [];
  const isByFlag = (settings.find('ramp_by') ?? 'flag') === 'flag';
  if (family !== 'service' || !isByFlag || flags.length === 0) return [];
  if (PROGRESSIVE_TOOLS.includes(settings.find('traffic') ?? '')) return [];
  const deciding = decidingFlags(spec, toolOf({ settings }));
  const others = deciding.length > 0 ? deciding.map(({ name }) => name).join(' and ') : 'weights';
  const left = flags.flatMap((flag, at) => {
    if (deciding.includes(flag)) return [];
    const mixed = mixedUp(spec, flag);
    const why =
      flag.endpoints === undefined
        ? `names no endpoints, so the gateway goes by ${others} alone, and the new service must look at ${flag.name} itself; or name its endpoints here`
        : `a Gateway does not tell ${mixed === undefined ? 'so many' : spoken(mixed)} from others, so it goes by ${others} alone, and the new service must look at ${flag.name} itself; --set traffic=istio tells them apart`;
    return [{ path: `/feature_flags/${at}/endpoints`, message: why }];
  });
  const rest = {
    path: '/feature_flags',
    message:
      'no flag decides at the gateway about the endpoints that none names: these go over by weights, after the flags',
  };
  return [...left, ...(leavesRest(spec, deciding) ? [rest] : [])];
}

/** Endpoints that the new service has under another version: a route sends paths as they are. */
function otherPaths({ service_details: services }: Context['spec']): Notice[] {
  const next = services?.new_service?.endpoints ?? [];
  const same = new Set(next.map(withoutNames));
  const moved = (services?.legacy_service?.endpoints ?? []).flatMap((endpoint) => {
    const other = next.find((each) => withoutVersion(each) === withoutVersion(endpoint));
    return other === undefined || same.has(withoutNames(endpoint)) ? [] : [[spoken(endpoint), spoken(other)] as const];
  });
  const [first] = moved;
  if (first === undefined) return [];
  const more = moved.length > 1 ? `, and ${moved.length - 1} more like it` : '';
  const message = `has ${first[1]} where clients call ${first[0]}${more}: the gateway sends paths as they are, so the new service must answer these too, or the route must rewrite them`;
  return [{ path: '/service_details/new_service/endpoints', message }];
}
