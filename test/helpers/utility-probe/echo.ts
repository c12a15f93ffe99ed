import { parentChannel } from '../../../electron/parent.ts';

/** Says what it got, and can be busy for ever, as a reader in a bad file. */
const asker = parentChannel();
asker.onMessage((message) => {
  if (message === 'be busy for ever') for (;;);
  const isColumn = message instanceof Float64Array;
  asker.send({ isColumn, sum: isColumn ? message[0]! + message[1]! : null, args: process.argv.slice(2) });
});
