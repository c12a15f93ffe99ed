import { join } from 'node:path';
import { forkProgram } from '../../../electron/fork.ts';
import { parentChannel } from '../../../electron/parent.ts';

/** Started by the shell; starts `echo` through it, talks to it, and kills it while it is busy. */
const shell = parentChannel();
shell.onMessage((message) => {
  shell.send({ received: message, args: process.argv.slice(2) });
  const echo = forkProgram(join(__dirname, 'echo.js'), ['one', 'two'], { heapMb: 64 });
  // Sent before it can have started.
  echo.send(Float64Array.of(1.5, -2.5));
  echo.onMessage((answer) => {
    shell.send(answer);
    echo.send('be busy for ever');
    setTimeout(() => echo.kill(), 200);
  });
  echo.onExit(() => shell.send('killed'));
});
