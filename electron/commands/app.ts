import { ok } from '../../shared/result.ts';
import { runApp } from '../app.ts';
import type { Command } from './command.ts';

export const appCommand: Command = {
  name: 'app',
  usage: 'app [--browser]',
  about: 'Opens the app: in Electron where it can run, else in the browser.',
  options: { browser: { type: 'boolean' } },
  async run({ values, workspaceFolder, say }) {
    const code = await runApp({ workspace: workspaceFolder, browser: values.browser === true, say });
    return ok({ json: { closed: true }, text: '', exitCode: code === 0 ? 0 : 1 });
  },
};
