import type { Handlers } from '../../shared/contract/serve.ts';
import { fail, ok } from '../../shared/result.ts';

const none = () => fail('not-found', 'The fake has no scenarios; tests that need them run the real backend.');

/** The fake workspace supposes nothing. */
export const fakeScenarios = {
  'scenarios.list': () => ok({ scenarios: [] }),
  'scenarios.detail': none,
  'scenarios.compare': none,
  'scenarios.save': none,
  'scenarios.remove': none,
} satisfies Partial<Handlers>;
