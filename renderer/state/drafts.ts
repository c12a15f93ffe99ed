import { createStore } from './store.ts';

/** What a person has typed into a form and not yet handed in, by form: it outlives the form, the selection and the window. */
type Drafts = Readonly<Record<string, Readonly<Record<string, string>>>>;

const KEY = 'fenceline.drafts';
const MOST = 50;

const storage = (): Storage | null => {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
};

function readDrafts(text: string | null): Drafts {
  let found: unknown;
  try {
    found = JSON.parse(text ?? 'null');
  } catch {
    return {};
  }
  if (typeof found !== 'object' || found === null) return {};
  return Object.fromEntries(
    Object.entries(found).filter(
      ([, draft]) =>
        typeof draft === 'object' && draft !== null && Object.values(draft).every((value) => typeof value === 'string'),
    ),
  ) as Drafts;
}

export const drafts = createStore<{ readonly all: Drafts }>({ all: readDrafts(storage()?.getItem(KEY) ?? null) });

function keep(all: Drafts): void {
  drafts.set({ all });
  try {
    storage()?.setItem(KEY, JSON.stringify(all));
  } catch {
    // A full storage keeps the draft in the window only.
  }
}

export function keepDraft(form: string, values: Readonly<Record<string, string>>): void {
  const { [form]: _, ...others } = drafts.get().all;
  keep(Object.fromEntries([...Object.entries(others), [form, values]].slice(-MOST)));
}

export function dropDraft(form: string): void {
  const { [form]: _, ...others } = drafts.get().all;
  keep(others);
}
