import { serve } from '../../shared/contract/serve.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { describeBug } from '../bug.ts';
import type { ParentChannel } from '../parent.ts';
import type { Backend } from './backend.ts';
import { type BackendMessage, isShellMessage, type ShellMessage } from './messages.ts';

/**
 * The backend's side of the channel: opens the workspace and answers the shell until it says `close` or goes away. Questions
 * that arrive while the workspace is being opened wait for it.
 *
 * @param end called once, when there is nothing more to do in this process
 */
export function answerShell(
  channel: ParentChannel,
  open: () => Promise<Result<Backend>>,
  log: (line: string) => void,
  end: () => void,
): void {
  const send = (message: BackendMessage) => channel.send(message);
  const opened = open().catch((error: unknown): Result<Backend> => {
    log(`opening the workspace: ${describeBug(error)}`);
    return fail('internal', 'Fenceline made a mistake while opening the workspace. Nothing in it was changed.');
  });

  let ending = false;
  const closeAndEnd = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    const backend = await opened;
    if (backend.ok) await backend.value.close();
  };

  channel.onMessage(async (message) => {
    if (!isShellMessage(message)) return;
    if (message.kind === 'close') {
      await closeAndEnd();
      send({ kind: 'answer', id: message.id, result: ok(null) });
      end();
      return;
    }
    const backend = await opened;
    if (backend.ok) send({ kind: 'answer', id: message.id, result: await answer(backend.value, message, log) });
  });
  channel.onClosed(async () => {
    await closeAndEnd();
    end();
  });
  void opened.then((backend) => {
    if (backend.ok) return;
    send({ kind: 'refused', failure: backend.failure });
    end();
  });
}

async function answer(
  backend: Backend,
  message: Exclude<ShellMessage, { kind: 'close' }>,
  log: (line: string) => void,
): Promise<Result<unknown>> {
  try {
    switch (message.kind) {
      case 'call':
        return await serve(
          { ...backend.handlers, 'reports.pdf': refusePdf },
          message.method,
          message.request,
          (method, bug) => log(`${method}: ${describeBug(bug)}`),
        );
      case 'offerFile':
        return ok(backend.offerFile(message.path, message.displayName, message.removeAfter));
      case 'reportHtml':
        return backend.reportHtml(message.reportId);
      case 'madeFile':
        return backend.madeFile(message.handle);
      case 'recordFile':
        return await backend.recordFile(message.file);
    }
  } catch (error) {
    log(`${message.kind}: ${describeBug(error)}`);
    return fail('internal', 'Fenceline made a mistake while answering. Your data was not changed. The log says more.');
  }
}

/** The shell prints: only it has a print engine, and it never asks the backend for this. */
const refusePdf = () =>
  fail('bad-request', 'A PDF is made by the window or the command line, not by the data service.');
