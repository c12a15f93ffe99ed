import { ok } from '../../shared/result.ts';
import { rebuildAll } from '../backend/service.ts';
import { conclusionsDigest } from '../store/conclusions.ts';
import { verifyStore } from '../store/verify.ts';
import type { Command } from './command.ts';
import { table } from './table.ts';

export const rebuildCommand: Command = {
  name: 'rebuild',
  readsOnly: true,
  usage: 'rebuild',
  about: 'Draws every conclusion again from the facts and compares.',
  options: {},
  async run({ open, actor }) {
    const opened = await open();
    if (!opened.ok) return opened;
    const { workspace } = opened.value;
    const db = workspace.store.write;
    const before = conclusionsDigest(db);
    const act = { actor, kind: 'rebuilt', atMs: Date.now() } as const;
    const rebuilt = await workspace.change(act, async () => {
      const flights = await rebuildAll(workspace);
      const after = conclusionsDigest(db);
      const value = { flights, identical: before === after, digestBefore: before, digestAfter: after };
      return ok({ value, details: value });
    });
    if (!rebuilt.ok) return rebuilt;
    const { flights, identical } = rebuilt.value;
    return ok({
      json: rebuilt.value,
      text: `${flights} flights and tracks concluded again; ${identical ? 'nothing changed' : 'conclusions changed'}.`,
      exitCode: 0,
    });
  },
};

export const verifyCommand: Command = {
  name: 'verify',
  readsOnly: true,
  usage: 'verify',
  about: 'Checks the database, every detection, the audit chain and every kept original.',
  options: {},
  async run({ open }) {
    const opened = await open();
    if (!opened.ok) return opened;
    const { store } = opened.value.workspace;
    const findings = await verifyStore(store.read, store.folder);
    const damaged = findings.some(({ severity }) => severity === 'damage');
    return ok({
      json: { ok: !damaged, findings },
      text:
        findings.length === 0
          ? 'Everything that is stored is as it was stored.'
          : table(
              ['', 'where', 'what'],
              findings.map(({ severity, where, what }) => [severity, where, what]),
            ),
      exitCode: damaged ? 3 : 0,
    });
  },
};
