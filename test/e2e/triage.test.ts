import { join } from 'node:path';
import AxeBuilder from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, startApp } from '../helpers/cli.ts';
import { cannotTestWindow, launchChromium } from '../helpers/window-page.ts';
import { temporaryFolder } from '../helpers/workspace.ts';
