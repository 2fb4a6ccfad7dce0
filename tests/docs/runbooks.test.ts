import { expect, test } from 'vitest';
import { RUNBOOK_ROLES } from '../../src/tables/runbook-settings.js';
import { replayGuide } from '../support/guide.js';

const guide = replayGuide('runbooks', { files: ['spec.json', 'old.sql', 'new.sql', 'contacts.json'], sessions: 4 });

test('every value of its own is named', () => {
  const own = [...Object.keys(RUNBOOK_ROLES), 'restore_command'];
  expect(own.filter((name) => !guide.includes(`\`${name}\``))).toEqual([]);
});
