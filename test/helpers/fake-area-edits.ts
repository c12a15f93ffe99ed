import type { Handlers } from '../../shared/contract/serve.ts';
import { fail, ok } from '../../shared/result.ts';

const refused = () => fail('refused', 'The fake keeps its areas as they are; tests that edit run the real backend.');

export const fakeAreaEdits = {
  'areas.save': refused,
  'areas.split': refused,
  'areas.merge': refused,
  'areas.withdraw': refused,
  'areas.designate': refused,
  'areas.undesignate': refused,
  'areas.complete': refused,
  'areas.history': () => ok({ versions: [] }),
  'areas.conflicts': () => ok({ conflicts: [] }),
} satisfies Partial<Handlers>;
