import { afterAll, describe, expect, it } from 'vitest';
import { removeFolders } from '../support/cli.js';
