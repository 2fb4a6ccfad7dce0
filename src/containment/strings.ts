import type { Comparison, Failure } from './failure.js';
import { impliesFormat, isAnnotation, isKnownFormat } from './formats.js';
import { compareRanges, sizeOf } from './limits.js';
import { patternImplied } from './patterns.js';
import { type Clause, type Shape, saying } from './shape.js';

/** Compares what is said of strings. */
export function compareStrings(comparison: Comparison): void {
  const { sender, receiver } = comparison;
  compareRanges(comparison, sizeOf(sender, 'string'), sizeOf(receiver, 'string'));
  comparePatterns(comparison);
  compareFormats(comparison);
  for (const keyword of ['contentEncoding', 'contentMediaType']) compareContent(comparison, keyword);
  const [given, demanded] = [saying(sender, 'contentSchema')[0], saying(receiver, 'contentSchema')[0]];
  if (demanded !== undefined && !comparison.holds(given?.node.contentSchema ?? true, demanded.node.contentSchema)) {
    comparison.fail({ facet: 'contentSchema', sender: given, receiver: demanded, undecided: UNCHECKED });
  }
}

const UNCHECKED = 'what an encoded text holds is not checked by validators';

export function patternsOf(shape: Shape): { readonly pattern: string; readonly clause: Clause }[] {
  return saying(shape, 'pattern').flatMap((clause) => {
    return typeof clause.node.pattern === 'string' ? [{ pattern: clause.node.pattern, clause }] : [];
  });
}

function comparePatterns(comparison: Comparison): void {
  const given = patternsOf(comparison.sender);
  for (const { pattern, clause } of patternsOf(comparison.receiver)) {
    const implied = patternImplied(
      given.map((one) => one.pattern),
      pattern,
    );
    if (implied === true) continue;
    const failure: Failure = { facet: 'pattern', sender: given[0]?.clause, receiver: clause };
    comparison.fail(
      implied === false ? failure : { ...failure, undecided: `what ${pattern} matches cannot be computed` },
    );
  }
}

export function formatsOf(shape: Shape): { readonly format: string; readonly clause: Clause }[] {
  return saying(shape, 'format').flatMap((clause) => {
    const { format } = clause.node;
    return typeof format === 'string' && !isAnnotation(format) ? [{ format, clause }] : [];
  });
}

function compareFormats(comparison: Comparison): void {
  const given = formatsOf(comparison.sender);
  for (const { format, clause } of formatsOf(comparison.receiver)) {
    if (given.some((one) => impliesFormat(one.format, format))) continue;
    const failure: Failure = { facet: 'format', sender: given[0]?.clause, receiver: clause };
    comparison.fail(
      isKnownFormat(format) ? failure : { ...failure, undecided: `'${format}' is no format with a published meaning` },
    );
  }
}

/** Another encoding is another text; one that is only written down now may have been meant before. */
function compareContent(comparison: Comparison, keyword: string): void {
  const [given, demanded] = [saying(comparison.sender, keyword)[0], saying(comparison.receiver, keyword)[0]];
  if (demanded === undefined || given?.node[keyword] === demanded.node[keyword]) return;
  const failure = { facet: keyword, sender: given, receiver: demanded };
  comparison.fail(given === undefined ? { ...failure, undecided: UNCHECKED } : failure);
}
