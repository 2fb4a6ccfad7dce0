import type { Export, Watch } from '../../model/watch.js';
import { renderArgoAnalysis } from './argo.js';
import { renderDatadog } from './datadog.js';
import { renderFlagger } from './flagger.js';
import { renderPrometheus } from './prometheus.js';
import type { AlertFile } from './words.js';

const RENDERERS = {
  prometheus: renderPrometheus,
  'argo-analysis': renderArgoAnalysis,
  flagger: renderFlagger,
  datadog: renderDatadog,
} as const satisfies Record<Export, (watch: Watch) => AlertFile[]>;

/** The files of one system. */
export function renderExport(system: Export, watch: Watch): AlertFile[] {
  return RENDERERS[system](watch);
}
