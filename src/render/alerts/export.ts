import type { Export, Watch } from '../../model/watch.js';
import type { RenderedFile } from '../file.js';
import { renderArgoAnalysis } from './argo.js';
import { renderDatadog } from './datadog.js';
import { renderFlagger } from './flagger.js';
import { renderPrometheus } from './prometheus.js';

const RENDERERS = {
  prometheus: renderPrometheus,
  'argo-analysis': renderArgoAnalysis,
  flagger: renderFlagger,
  datadog: renderDatadog,
} as const satisfies Record<Export, (watch: Watch) => RenderedFile[]>;

/** The files of one system. */
export function renderExport(system: Export, watch: Watch): RenderedFile[] {
  return RENDERERS[system](watch);
}
